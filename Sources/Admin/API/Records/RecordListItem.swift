/// A record of a list.
package struct RecordListItem: Codable, Sendable, Equatable {
    package let record: RecordSummary
    package let number: String?
    package let title: String?
    package let period: String?
    /// What it is about: a record's key, or a document number.
    package let about: String?
    /// The last day by which something has to be done, `YYYY-MM-DD`.
    package let due: String?
    /// How far it has come; absent for kinds without steps.
    package let step: RecordWord?
    /// How many fields are at odds.
    package let conflicts: Int
    /// What is shown here: a later write names it.
    package let revision: String
    /// All fields; absent unless they were asked for. Who wrote a value is told with one record only.
    package let fields: [RecordField]?

    package init(
        record: RecordSummary,
        number: String? = nil,
        title: String? = nil,
        period: String? = nil,
        about: String? = nil,
        due: String? = nil,
        step: RecordWord? = nil,
        conflicts: Int,
        revision: String,
        fields: [RecordField]? = nil
    ) {
        self.record = record
        self.number = number
        self.title = title
        self.period = period
        self.about = about
        self.due = due
        self.step = step
        self.conflicts = conflicts
        self.revision = revision
        self.fields = fields
    }
}
