/// One record of any kind, field by field.
package struct RecordDetail: Codable, Sendable, Equatable {
    package let record: RecordSummary
    /// What was shown: a later write names it, and takes the place of nothing else.
    package let revision: String
    package let fields: [RecordField]
    /// How many fields are at odds.
    package let conflicts: Int
    /// The steps to which it goes from where it stands; none for kinds without steps, and for those that a command of
    /// their own takes further.
    package let next: [RecordWord]

    package init(
        record: RecordSummary,
        revision: String,
        fields: [RecordField],
        conflicts: Int,
        next: [RecordWord] = []
    ) {
        self.record = record
        self.revision = revision
        self.fields = fields
        self.conflicts = conflicts
        self.next = next
    }
}
