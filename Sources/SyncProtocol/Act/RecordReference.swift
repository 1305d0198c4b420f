/// One record, wherever it is.
package struct RecordReference: Hashable, Sendable {
    package let space: SpaceID
    package let record: RecordID

    package init(_ record: RecordID, in space: SpaceID) {
        self.space = space
        self.record = record
    }
}

extension RecordIntent {
    package var reference: RecordReference { RecordReference(self.record, in: self.space) }
}
