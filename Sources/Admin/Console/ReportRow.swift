/// One report in a list, and at the head of its own page.
struct ReportRow {
    let path: String
    let id: String
    let title: String
    let officeName: String
    let office: String
    let period: String
    let points: String
    /// How many figures replaced what an earlier report had said; nil when none did.
    let replaced: String?
    let user: String
    let submittedAt: MomentView
    /// Where it is on disk.
    let saved: String

    init(_ report: ReportSummary, now: Int64, _ language: ConsoleLanguage) {
        self.path = PagePath.report(report.id)
        self.id = report.id
        self.title = report.title
        self.officeName = report.officeName
        self.office = report.office
        self.period = report.period
        self.points = Numerals.grouped(report.points)
        self.replaced = report.replaced.map { Numerals.grouped($0) }
        self.user = report.user
        self.submittedAt = MomentView(report.submittedAt, now: now, language)
        self.saved = report.saved.map(\.officeName).joined(separator: " / ")
    }
}
