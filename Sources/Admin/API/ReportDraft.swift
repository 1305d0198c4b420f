/// A progress report to be submitted.
package struct ReportDraft: Codable, Sendable, Equatable {
    /// 32 hexadecimal digits chosen by the caller.
    package let id: String
    /// The reporting office; this node's office when nil, or one that it hosts.
    package let office: String?
    /// 1...200 characters.
    package let title: String
    /// `2018`, `2018H1`, `2018Q2` or `2018-06`.
    package let period: String
    /// 0...20,000 characters.
    package let text: String
    /// The directive that it answers, id or 文号.
    package let directive: String?
    /// 1...256 figures.
    package let points: [DataPointDraft]
    /// Files; nil when there are none.
    package let attachments: [AttachmentEntry]?

    package init(
        id: String,
        office: String? = nil,
        title: String,
        period: String,
        text: String,
        directive: String? = nil,
        points: [DataPointDraft],
        attachments: [AttachmentEntry]? = nil
    ) {
        self.id = id
        self.office = office
        self.title = title
        self.period = period
        self.text = text
        self.directive = directive
        self.points = points
        self.attachments = attachments
    }
}
