/// One line of the list of reports.
package struct ReportSummary: Codable, Sendable, Equatable {
    package let id: String
    package let office: String
    package let officeName: String
    package let title: String
    package let period: String
    package let text: String
    /// Directive id.
    package let directive: String?
    /// Figures in it.
    package let points: Int
    /// Of these, figures that took the place of what earlier reports of the office and period had said; nil when none did.
    package let replaced: Int?
    /// UTC milliseconds.
    package let submittedAt: Int64
    package let user: String
    /// Where it is known to be on disk: here first, then the offices above its own, nearest first.
    package let saved: [SavedPlace]
    /// Files; nil when there are none.
    package let attachments: [AttachmentSummary]?

    package init(
        id: String,
        office: String,
        officeName: String,
        title: String,
        period: String,
        text: String,
        directive: String? = nil,
        points: Int,
        replaced: Int? = nil,
        submittedAt: Int64,
        user: String,
        saved: [SavedPlace] = [],
        attachments: [AttachmentSummary]? = nil
    ) {
        self.id = id
        self.office = office
        self.officeName = officeName
        self.title = title
        self.period = period
        self.text = text
        self.directive = directive
        self.points = points
        self.replaced = replaced
        self.submittedAt = submittedAt
        self.user = user
        self.saved = saved
        self.attachments = attachments
    }
}
