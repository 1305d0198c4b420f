/// The indicators of one period over a subtree, and the choice of another period.
struct FiguresView {
    struct CoverageView {
        let reported: String
        let expected: String
        /// Nil when there are none.
        let others: String?
    }

    /// Nil when there are no figures at all.
    let period: String?
    let periods: [ChoiceView]
    let hasChoice: Bool
    let coverage: CoverageView?
    let rows: [IndicatorRow]
    let hasRows: Bool
    /// Rows that are not shown; nil when all are.
    let more: String?
    let asOf: MomentView

    init(_ dashboard: Dashboard, now: Int64, _ language: ConsoleLanguage) {
        self.period = dashboard.period
        self.periods = Self.choices(dashboard)
        self.hasChoice = self.periods.count > 1
        self.coverage = dashboard.coverage.first.map {
            CoverageView(
                reported: Numerals.grouped($0.reported),
                expected: Numerals.grouped($0.expected),
                others: $0.others > 0 ? Numerals.grouped($0.others) : nil
            )
        }
        self.rows = dashboard.rows.prefix(Console.rowsMax).map { IndicatorRow($0, language) }
        self.hasRows = !dashboard.rows.isEmpty
        let rest = dashboard.rows.count - self.rows.count
        self.more = rest > 0 ? Numerals.grouped(rest) : nil
        self.asOf = MomentView(dashboard.asOf, now: now, language)
    }

    /// The periods that there are, the one that is shown among them also when it has no figures.
    static func choices(_ dashboard: Dashboard) -> [ChoiceView] {
        var periods = Array(dashboard.periods.prefix(Console.rowsMax))
        if let period = dashboard.period, !periods.contains(period) {
            periods.insert(period, at: 0)
        }
        return periods.map {
            ChoiceView(value: $0, words: $0, isCurrent: $0 == dashboard.period)
        }
    }
}
