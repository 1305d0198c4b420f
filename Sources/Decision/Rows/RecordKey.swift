package import SyncProtocol

/// Names a record within the whole store.
package struct RecordKey: Hashable, Sendable {
    /// The place of its space.
    package let space: Int
    package let record: RecordID

    package init(space: Int, record: RecordID) {
        self.space = space
        self.record = record
    }
}
