package import SyncProtocol

/// An act that its transaction has accepted.
package struct WrittenAct: Sendable {
    /// The changes that carry it, in their order.
    package let changes: [ChangeID]
    /// For each part.
    package let parts: [PartOutcome]
}
