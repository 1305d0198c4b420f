/// What an office had replied before.
package struct EarlierReply: Codable, Sendable, Equatable {
    package let text: String
    package let user: String
    /// UTC milliseconds.
    package let at: Int64
    /// Files; nil when there were none.
    package let attachments: [AttachmentSummary]?

    package init(
        text: String,
        user: String,
        at: Int64,
        attachments: [AttachmentSummary]? = nil
    ) {
        self.text = text
        self.user = user
        self.at = at
        self.attachments = attachments
    }
}
