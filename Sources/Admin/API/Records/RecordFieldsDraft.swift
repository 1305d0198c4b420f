/// What somebody writes into fields of a record that was shown to them.
package struct RecordFieldsDraft: Codable, Sendable, Equatable {
    /// ``RecordDetail/revision`` of what the author was shown; over HTTP the header `If-Match` may bear it instead.
    package let revision: String?
    /// What holds, by the fields' codes.
    package let fields: [String: RecordValueDraft]

    package init(revision: String?, fields: [String: RecordValueDraft]) {
        self.revision = revision
        self.fields = fields
    }
}
