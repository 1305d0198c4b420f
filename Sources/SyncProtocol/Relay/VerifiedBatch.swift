/// A batch of changes, or a piece of one that comes in several, after each has been checked by itself, on its way to the disk.
package struct VerifiedBatch: Hashable, Sendable {
    package let id: BatchID
    package let peer: OfficePath
    /// With what it shares its way to the disk.
    package let flow: Flow
    /// In the order in which they came.
    package let changes: [ChangeVerification]

    package init(
        id: BatchID,
        peer: OfficePath,
        flow: Flow? = nil,
        changes: [ChangeVerification]
    ) {
        self.id = id
        self.peer = peer
        self.flow = flow ?? Flow(id.link, of: peer)
        self.changes = changes
    }
}

extension VerifiedBatch {
    /// How much it counts of its flow's share, in bytes.
    package var byteCount: Int {
        self.changes.reduce(0) { total, verification in
            switch verification {
            case .good(let change): total + change.signed.byteCount
            case .openingMissing(let change): total + change.payload.count
            case .refused(_, _, let signed, _): total + signed.byteCount
            }
        }
    }
}
