/// One indicator of one period: the total of an office's subtree, and what its direct children add to it.
struct IndicatorView {
    struct Child {
        let name: String
        let id: String
        let total: String
        let offices: String
        /// The same for the child's own subtree.
        let path: String
    }

    let code: String
    let title: String
    let officeName: String
    let officeID: String
    /// The office that was asked for; nil for the node's own.
    let office: String?
    let period: String
    let periods: [ChoiceView]
    let hasChoice: Bool
    /// The same indicator for the node's own office; nil when that is shown.
    let ownPath: String?
    let row: IndicatorRow?
    let children: [Child]
    let hasChildren: Bool
    let paging: PagingView?
    let reportsPath: String

    init(_ dashboard: Dashboard, _ query: DashboardQuery, _ language: ConsoleLanguage) {
        let row = dashboard.rows.first
        let code = query.indicator ?? ""
        let period = dashboard.period
        self.code = code
        self.row = row.map { IndicatorRow($0, office: query.office, language) }
        self.title = self.row?.name ?? code
        self.officeName = dashboard.officeName
        self.officeID = dashboard.office
        self.office = query.office
        self.period = period ?? ""
        self.periods = FiguresView.choices(dashboard)
        self.hasChoice = self.periods.count > 1
        self.ownPath =
            query.office == nil ? nil : PagePath.indicator(code, period: period, office: nil)
        self.children = (row?.children ?? []).map { cell in
            Child(
                name: cell.officeName,
                id: cell.office,
                total: Numerals.grouped(cell.total),
                offices: Numerals.grouped(cell.offices),
                path: PagePath.indicator(code, period: period, office: cell.office)
            )
        }
        self.hasChildren = dashboard.childrenTotal > 0
        self.paging = PagingView(
            PagingView.List(path: PagePath.indicator(code, period: period, office: query.office)),
            after: query.children?.after,
            next: dashboard.childrenNext,
            total: dashboard.childrenTotal,
            language: language
        )
        self.reportsPath = PagePath.reports(
            ReportQuery(office: query.office, period: period, indicator: code)
        )
    }
}
