package import PlainText
internal import SyncProtocol

/// Something that happened on this node: its kind, and what there is to say of it. The words are made where people read
/// them.
package struct StoreEvent: Sendable, Hashable {
    /// UTC milliseconds.
    package let at: Int64
    package let kind: EventKind
    package let details: EventDetails
    /// What it is about: an office, a feed, an incarnation.
    package let subject: String?

    package init(
        at: Int64,
        kind: EventKind,
        details: EventDetails = EventDetails(),
        subject: String? = nil
    ) {
        assert(
            details.items.allSatisfy { kind.parameters.contains($0.name) },
            "\(kind.rawValue) says what its kind does not declare"
        )
        self.at = at
        self.kind = kind
        self.details = details
        self.subject = subject
    }

    /// Whether it says that something of our own may be lost here.
    var tellsOfLoss: Bool { Self.lossKinds.contains(self.kind) }

    /// The kinds that say so.
    package static let lossKinds: [EventKind] = [
        .incarnationOpened, .storeMadeAnew, .changeDamaged,
    ]

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
