/// A batch of changes after each has been checked by itself, on its way to the disk.
package struct VerifiedBatch: Hashable, Sendable {
    package let id: BatchID
    package let peer: OfficePath
    /// In the order in which they came.
    package let changes: [ChangeVerification]

    package init(id: BatchID, peer: OfficePath, changes: [ChangeVerification]) {
        self.id = id
        self.peer = peer
        self.changes = changes
    }
}
