/// A reply to a directive.
package struct ReplyDraft: Codable, Sendable, Equatable {
    /// Directive id or 文号.
    package let directive: String
    /// The office that replies; this node's office when nil.
    package let office: String?
    /// 1...20,000 characters.
    package let text: String
    /// Files; nil when there are none.
    package let attachments: [AttachmentEntry]?
    /// ``RecordDetail/revision`` of the office's reply that this one takes the place of; nil for a first one.
    package let revision: String?

    package init(
        directive: String,
        office: String? = nil,
        text: String,
        attachments: [AttachmentEntry]? = nil,
        revision: String? = nil
    ) {
        self.directive = directive
        self.office = office
        self.text = text
        self.attachments = attachments
        self.revision = revision
    }
}
