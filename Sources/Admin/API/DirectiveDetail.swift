/// A directive with its text.
package struct DirectiveDetail: Codable, Sendable, Equatable {
    package let summary: DirectiveSummary
    package let body: String
    /// Whole paths of offices, `level:NAME`, `children` or `all`.
    package let recipients: [String]
    package let carriesOut: String?
    /// Whether this node's office is asked to read it and nobody has recorded yet that somebody did, see
    /// ``OfficeAPI/open(_:)``.
    package let awaitsOpening: Bool
    /// The newest of the replies that have arrived, of at most 100 offices.
    package let replies: [ReplySummary]
    /// How many offices have replied.
    package let repliesTotal: Int
    /// What asks for the replies that follow, see ``ReplyQuery``; nil when these are all.
    package let repliesNext: String?
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
        awaitsOpening: Bool = false,
        replies: [ReplySummary],
        repliesTotal: Int? = nil,
        repliesNext: String? = nil,
        reports: [ReportSummary] = [],
        reportsTotal: Int = 0,
        attachments: [AttachmentSummary]? = nil
    ) {
        self.summary = summary
        self.body = body
        self.recipients = recipients
        self.carriesOut = carriesOut
        self.awaitsOpening = awaitsOpening
        self.replies = replies
        self.repliesTotal = repliesTotal ?? replies.count
        self.repliesNext = repliesNext
        self.reports = reports
        self.reportsTotal = reportsTotal
        self.attachments = attachments
    }

    /// The same with other replies.
    package func with(_ replies: ReplyPage) -> DirectiveDetail {
        DirectiveDetail(
            summary: self.summary,
            body: self.body,
            recipients: self.recipients,
            carriesOut: self.carriesOut,
            awaitsOpening: self.awaitsOpening,
            replies: replies.items,
            repliesTotal: replies.total,
            repliesNext: replies.next,
            reports: self.reports,
            reportsTotal: self.reportsTotal,
            attachments: self.attachments
        )
    }
}
