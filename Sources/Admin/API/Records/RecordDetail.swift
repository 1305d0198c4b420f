/// One record of any kind, field by field.
package struct RecordDetail: Codable, Sendable, Equatable {
    package let record: RecordSummary
    /// What was shown: a later write names it, and takes the place of nothing else.
    package let revision: String
    package let fields: [RecordField]
    /// How many fields are at odds.
    package let conflicts: Int

    package init(record: RecordSummary, revision: String, fields: [RecordField], conflicts: Int) {
        self.record = record
        self.revision = revision
        self.fields = fields
        self.conflicts = conflicts
    }
}
