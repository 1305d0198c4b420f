/// A record in which writers who did not know of each other have said different things.
package struct RecordConflict: Codable, Sendable, Equatable {
    package let record: RecordSummary
    /// The fields that are at odds.
    package let fields: [RecordField]
    /// When the latest of the values was written, UTC milliseconds.
    package let at: Int64

    package init(record: RecordSummary, fields: [RecordField], at: Int64) {
        self.record = record
        self.fields = fields
        self.at = at
    }
}
