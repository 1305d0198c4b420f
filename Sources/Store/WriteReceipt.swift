package import SyncProtocol

/// What the writer of an act is told once the disk has it.
package struct WriteReceipt: Sendable, Hashable {
    /// The changes that carry the act, in the order in which they were written.
    package let changes: [ChangeID]
    /// The store's version that includes it.
    package let storeVersion: Int64
    /// UTC microseconds.
    package let durableAt: Int64

    package init(changes: [ChangeID], storeVersion: Int64, durableAt: Int64) {
        self.changes = changes
        self.storeVersion = storeVersion
        self.durableAt = durableAt
    }
}
