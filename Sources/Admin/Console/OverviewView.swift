/// The first page: this node, the offices, the directives, the indicators.
struct OverviewView {
    struct CoverageView {
        let period: String
        let reported: String
        let expected: String
        /// Nil when there are none.
        let others: String?
    }

    let headline: HeadlineView
    let offices: [OfficeRow]
    /// How many offices are not shown, when the tree is larger than the page.
    let officesMore: String?
    let directives: [DirectiveRow]
    let hasDirectives: Bool
    let directivesTotal: String
    let hasMoreDirectives: Bool
    let indicators: [IndicatorRow]
    let hasIndicators: Bool
    let indicatorsMore: String?
    let coverage: [CoverageView]
    let asOf: MomentView

    init(
        status: NodeStatus,
        offices: [OfficeSummary],
        directives: Page<DirectiveSummary>,
        dashboard: Dashboard,
        language: ConsoleLanguage
    ) {
        self.headline = HeadlineView(status, language)
        let rootDepth = offices.map(\.path.count).min() ?? 1
        self.offices = offices.prefix(Console.overviewOfficesMax).map {
            OfficeRow($0, rootDepth: rootDepth, now: status.now, language)
        }
        self.officesMore = Self.more(offices.count, Console.overviewOfficesMax)
        self.directives = directives.items.map { DirectiveRow($0, language) }
        self.hasDirectives = !directives.items.isEmpty
        self.directivesTotal = Numerals.grouped(directives.total)
        self.hasMoreDirectives = directives.total > directives.items.count
        // Newest period first: that is what the reader came for.
        let rows = dashboard.rows.sorted {
            ($1.period, $0.indicator) < ($0.period, $1.indicator)
        }
        self.indicators = rows.prefix(Console.overviewIndicatorsMax).map {
            IndicatorRow($0, language)
        }
        self.hasIndicators = !rows.isEmpty
        self.indicatorsMore = Self.more(rows.count, Console.overviewIndicatorsMax)
        self.coverage = dashboard.coverage.map {
            CoverageView(
                period: $0.period,
                reported: Numerals.grouped($0.reported),
                expected: Numerals.grouped($0.expected),
                others: $0.others > 0 ? Numerals.grouped($0.others) : nil
            )
        }
        self.asOf = MomentView(dashboard.asOf, now: status.now, language)
    }

    private static func more(_ count: Int, _ shown: Int) -> String? {
        count > shown ? Numerals.grouped(count - shown) : nil
    }
}
