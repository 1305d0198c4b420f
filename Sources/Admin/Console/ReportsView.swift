/// The list of reports, page by page, and what it is narrowed to.
struct ReportsView {
    let reports: [ReportRow]
    let hasReports: Bool
    /// What stands in the fields of the filter; empty for all.
    let office: String
    let period: String
    let indicator: String
    let isFiltered: Bool
    let paging: PagingView?

    init(
        _ page: Page<ReportSummary>,
        _ query: ReportQuery,
        after: String?,
        now: Int64,
        _ language: ConsoleLanguage
    ) {
        self.reports = page.items.map { ReportRow($0, now: now, language) }
        self.hasReports = !page.items.isEmpty
        self.office = query.office ?? ""
        self.period = query.period ?? ""
        self.indicator = query.indicator ?? ""
        self.isFiltered = query != ReportQuery()
        self.paging = PagingView(
            PagingView.List(path: PagePath.reports(query)),
            after: after,
            next: page.next,
            total: page.total,
            language: language
        )
    }
}
