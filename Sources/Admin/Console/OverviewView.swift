/// The first page: this node, the directives, the indicators of one period, how the offices are.
struct OverviewView {
    let headline: HeadlineView
    let directives: [DirectiveRow]
    let hasDirectives: Bool
    let directivesTotal: String
    let hasMoreDirectives: Bool
    let figures: FiguresView
    let tallies: [OfficeTally]
    let officesTotal: String
    /// Those that somebody should look after.
    let offices: [OfficeRow]
    let hasOffices: Bool
    /// How many more of them there are; nil when all are shown.
    let officesMore: String?
    let attentionPath: String

    init(
        status: NodeStatus,
        offices: OfficeList,
        directives: Page<DirectiveSummary>,
        dashboard: Dashboard,
        language: ConsoleLanguage
    ) {
        self.headline = HeadlineView(status, language)
        self.directives = directives.items.map { DirectiveRow($0, language) }
        self.hasDirectives = !directives.items.isEmpty
        self.directivesTotal = Numerals.grouped(directives.total)
        self.hasMoreDirectives = directives.total > directives.items.count
        self.figures = FiguresView(dashboard, now: status.now, language)
        self.tallies = OfficeTally.all(offices.states, language)
        self.officesTotal = Numerals.grouped(offices.states.values.reduce(0, +))
        self.offices = offices.items.map {
            OfficeRow($0, depth: 0, now: status.now, language)
        }
        self.hasOffices = !offices.items.isEmpty
        let rest = offices.total - offices.items.count
        self.officesMore = rest > 0 ? Numerals.grouped(rest) : nil
        self.attentionPath = PagePath.offices(OfficeQuery(state: OfficeQuery.attention))
    }
}
