internal import PlainText
internal import SyncProtocol

/// What people are told of changes that the disk has not kept.
enum DamageNews {
    /// People are told of so many damaged changes within an hour.
    static let toldMax = 32

    private static func details(_ change: ChangePlace) -> EventDetails {
        EventDetails().with(.feed, "\(change.feed)")
            .with(.number, Int64(clamping: change.number))
    }

    static func changeDamaged(_ change: ChangePlace, isOwn: Bool, at now: Int64) -> StoreEvent {
        StoreEvent(
            at: now,
            kind: .changeDamaged,
            details: Self.details(change).with(.reason, isOwn ? "own" : "received"),
            subject: "\(change.feed)"
        )
    }

    static func changeMended(
        _ change: ChangePlace,
        from peer: OfficePath,
        at now: Int64
    ) -> StoreEvent {
        StoreEvent(
            at: now,
            kind: .changeMended,
            details: Self.details(change).with(.office, "\(peer.office)"),
            subject: "\(change.feed)"
        )
    }

    /// - Parameters:
    ///   - count: how many changes behind it were whole.
    ///   - restored: of how many damaged ones the content was taken from the records.
    ///   - lost: of how many nothing is known.
    static func changesRewritten(
        _ change: ChangePlace,
        count: Int,
        restored: Int,
        lost: Int,
        at now: Int64
    ) -> StoreEvent {
        StoreEvent(
            at: now,
            kind: .changesRewritten,
            details: Self.details(change).with(.whole, Int64(count))
                .with(.restored, Int64(restored)).with(.lost, Int64(lost)),
            subject: "\(change.feed)"
        )
    }
}
