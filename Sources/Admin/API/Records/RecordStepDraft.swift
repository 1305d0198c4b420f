/// A step to which somebody takes a record that was shown to them.
package struct RecordStepDraft: Codable, Sendable, Equatable {
    /// ``RecordDetail/revision`` of what the author was shown; over HTTP the header `If-Match` may bear it instead.
    package let revision: String?
    /// What programs call the step.
    package let step: String
    /// What is filled in on the way, by the fields' codes; nil when nothing is.
    package let fields: [String: RecordValueDraft]?

    package init(
        revision: String?,
        step: String,
        fields: [String: RecordValueDraft]? = nil
    ) {
        self.revision = revision
        self.step = step
        self.fields = fields
    }
}
