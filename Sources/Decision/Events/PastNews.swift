internal import PlainText
internal import SyncProtocol

/// What people are told of forks, and of what a node has lost of its own past and got back.
package enum PastNews {
    /// People are told of copies of our own node so often within an hour.
    static let copiesToldMax = 1
    /// People are told of a feed's forks until it has so many strands: whoever forks on purpose must
    /// not wash all other events away.
    package static let strandsToldMax = 16
    /// And of so many forks within an hour; `cast-admin feeds` shows all.
    static let forksToldMax = 64

    /// One of the branches of a fork: its first change, and when that was written.
    struct Branch {
        let change: ChangeID
        let stamp: Stamp
    }

    /// - Parameters:
    ///   - here: the branch that was here before; nil when it could not be read.
    ///   - new: the one that has just come.
    static func feedForked(
        _ feed: FeedID,
        of office: OfficePath,
        number: UInt64,
        here: Branch?,
        new: Branch,
        at: Int64
    ) -> StoreEvent {
        StoreEvent(
            at: at,
            kind: .feedForked,
            details: EventDetails().with(.office, "\(office.office)")
                .with(.number, Int64(clamping: number))
                .with(.hereChange, here.map { "\($0.change)" })
                .with(.hereAt, here?.stamp.milliseconds)
                .with(.newChange, "\(new.change)").with(.newAt, new.stamp.milliseconds),
            subject: "\(feed)"
        )
    }

    /// What came of a node's lost past.
    ///
    /// - Parameters:
    ///   - sources: the offices that gave changes back.
    ///   - unasked: neighbours that have not been linked since.
    ///   - isRoot: headquarters' own reports go to nobody.
    static func pastRecovered(
        _ past: LostPast,
        from sources: [String],
        unasked: [OfficePath],
        isRoot: Bool,
        at: Int64
    ) -> StoreEvent {
        if let claimant = past.emptyClaimant {
            // A neighbour spoke of changes of ours that nobody has, it neither.
            return StoreEvent(
                at: at,
                kind: .claimUnproven,
                details: EventDetails().with(.claimant, claimant)
            )
        }
        let isMissing = (past.missing ?? 0) > 0
        return StoreEvent(
            at: at,
            kind: .pastRecovered,
            details: EventDetails().with(.madeAt, past.copyAt).with(.recovered, past.recovered)
                .with(.sources, sources).with(.missing, past.missing)
                .with(.unasked, isMissing ? unasked.map { "\($0.office)" } : [])
                .with(.reason, past.missing == nil && isRoot ? "root" : nil)
                .with(.forks, past.forks > 0 ? Int64(past.forks) : nil)
        )
    }

    /// Changes of our own came that were never lost here.
    static func copyWrites(_ past: LostPast, from sources: [String], at: Int64) -> StoreEvent {
        StoreEvent(
            at: at,
            kind: .copyWrites,
            details: EventDetails().with(.recovered, past.recovered).with(.sources, sources)
        )
    }

    static func incarnationOpened(
        _ reason: IncarnationReason,
        _ incarnation: UInt64,
        claimedBy claimant: OfficePath? = nil,
        at: Int64
    ) -> StoreEvent {
        StoreEvent(
            at: at,
            kind: .incarnationOpened,
            details: EventDetails().with(.reason, reason.rawValue)
                .with(.claimant, claimant.map { "\($0.office)" }),
            subject: String(incarnation, radix: 16)
        )
    }

    /// - Parameters:
    ///   - datedTo: the latest time that anything here bears, UTC milliseconds.
    ///   - isBehind: whether the present clock is certainly wrong. Otherwise nobody here can tell whether
    ///     it was ahead then or is behind now.
    static func clockCorrected(
        datedTo: Int64,
        _ incarnation: UInt64,
        isBehind: Bool,
        at: Int64
    ) -> StoreEvent {
        StoreEvent(
            at: at,
            kind: .clockCorrected,
            details: EventDetails().with(.reason, isBehind ? "behind" : "went-back")
                .with(.clock, at).with(.datedTo, datedTo),
            subject: String(incarnation, radix: 16)
        )
    }
}
