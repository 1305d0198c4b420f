/// What holds in a record in which writers who did not know of each other have said different things.
package struct RecordSettlementDraft: Codable, Sendable, Equatable {
    /// ``RecordDetail/revision`` of what the author was shown.
    package let revision: String
    /// What holds, by the fields' codes.
    package let fields: [String: RecordValueDraft]

    package init(revision: String, fields: [String: RecordValueDraft]) {
        self.revision = revision
        self.fields = fields
    }
}
