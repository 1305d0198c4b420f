/// The indicators of one period over a subtree, and the choice of another period.
struct FiguresView {
    struct CoverageView {
        let reported: String
        let expected: String
        /// Nil when there are none.
        let others: String?
        /// The names of those that have not; nil when none are told.
        let missing: String?

        init(_ coverage: Coverage, _ language: ConsoleLanguage) {
            self.reported = Numerals.grouped(coverage.reported)
            self.expected = Numerals.grouped(coverage.expected)
            self.others = coverage.others > 0 ? Numerals.grouped(coverage.others) : nil
            let names = coverage.missing.map { "\($0.officeName) \($0.office)" }
            let rest = coverage.expected - coverage.reported - names.count
            let more = rest > 0 ? language.say(" 等，另有 \(rest) 个", ", and \(rest) more") : ""
            self.missing =
                names.isEmpty ? nil : names.joined(separator: language.say("、", ", ")) + more
        }
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
            CoverageView($0, language)
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
