/// A directive with its text.
package struct DirectiveDetail: Codable, Sendable, Equatable {
    package let summary: DirectiveSummary
    package let body: String
    /// Whole paths of offices, `level:NAME`, `children` or `all`.
    package let recipients: [String]
    package let carriesOut: String?
    /// Replies that have arrived.
    package let replies: [ReplySummary]
    /// Progress reports that name it, newest first; the first of ``reportsTotal``.
    package let reports: [ReportSummary]
    package let reportsTotal: Int
    /// Files; nil when there are none.
    package let attachments: [AttachmentSummary]?

    package init(
        summary: DirectiveSummary,
        body: String,
        recipients: [String],
        carriesOut: String? = nil,
        replies: [ReplySummary],
        reports: [ReportSummary] = [],
        reportsTotal: Int = 0,
        attachments: [AttachmentSummary]? = nil
    ) {
        self.summary = summary
        self.body = body
        self.recipients = recipients
        self.carriesOut = carriesOut
        self.replies = replies
        self.reports = reports
        self.reportsTotal = reportsTotal
        self.attachments = attachments
    }
}
