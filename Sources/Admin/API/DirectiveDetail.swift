/// A directive with its text.
package struct DirectiveDetail: Codable, Sendable, Equatable {
    package let summary: DirectiveSummary
    package let body: String
    /// Office ids.
    package let recipients: [String]
    package let carriesOut: String?
    /// Replies that have arrived.
    package let replies: [ReplySummary]
    /// Files; nil when there are none.
    package let attachments: [AttachmentSummary]?

    package init(
        summary: DirectiveSummary,
        body: String,
        recipients: [String],
        carriesOut: String? = nil,
        replies: [ReplySummary],
        attachments: [AttachmentSummary]? = nil
    ) {
        self.summary = summary
        self.body = body
        self.recipients = recipients
        self.carriesOut = carriesOut
        self.replies = replies
        self.attachments = attachments
    }
}
