package import PlainText

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
}
