/// What a writer wants of one record.
package struct RecordIntent: Hashable, Sendable {
    package let space: SpaceID
    package let record: RecordID
    package let fields: [FieldIntent]

    package init(space: SpaceID, record: RecordID, fields: [FieldIntent]) {
        self.space = space
        self.record = record
        self.fields = fields
    }
}
