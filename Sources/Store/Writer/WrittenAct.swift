internal import SyncProtocol

/// An act that its transaction has accepted.
struct WrittenAct: Sendable {
    /// The changes that carry it, in their order.
    let changes: [ChangeID]
    /// For each part.
    let parts: [PartOutcome]
}
