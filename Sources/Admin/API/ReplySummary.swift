/// A reply to a directive.
package struct ReplySummary: Codable, Sendable, Equatable {
    /// Directive id.
    package let directive: String
    package let office: String
    package let officeName: String
    package let text: String
    package let user: String
    /// UTC milliseconds.
    package let at: Int64
    /// Where it is known to be on disk: here first, then the offices above its own, nearest first.
    package let saved: [SavedPlace]
    /// Files; nil when there are none.
    package let attachments: [AttachmentSummary]?

    package init(
        directive: String,
        office: String,
        officeName: String,
        text: String,
        user: String,
        at: Int64,
        saved: [SavedPlace] = [],
        attachments: [AttachmentSummary]? = nil
    ) {
        self.directive = directive
        self.office = office
        self.officeName = officeName
        self.text = text
        self.user = user
        self.at = at
        self.saved = saved
        self.attachments = attachments
    }
}
