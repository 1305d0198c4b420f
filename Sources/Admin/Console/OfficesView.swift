/// The offices in tree order, page by page, and what the list is narrowed to.
struct OfficesView {
    let tallies: [OfficeTally]
    let offices: [OfficeRow]
    let hasOffices: Bool
    /// What stands in the fields of the filter.
    let search: String
    let states: [ChoiceView]
    let isFiltered: Bool
    let total: String
    let paging: PagingView?

    init(
        _ list: OfficeList,
        _ query: OfficeQuery,
        after: String?,
        now: Int64,
        _ language: ConsoleLanguage
    ) {
        self.tallies = OfficeTally.all(list, language)
        // Indentation means nothing where the offices between are not shown.
        let isTree = query == OfficeQuery()
        let rootDepth = list.items.map(\.path.count).min() ?? 1
        self.offices = list.items.map {
            OfficeRow($0, rootDepth: isTree ? rootDepth : .max, now: now, language)
        }
        self.hasOffices = !list.items.isEmpty
        self.search = query.search ?? ""
        let attention = ChoiceView(
            value: OfficeQuery.attention,
            words: language.say("需要留意", "needs attention"),
            isCurrent: query.state == OfficeQuery.attention
        )
        self.states =
            [attention]
            + OfficeTally.order.filter { list.states[$0] != nil || query.state == $0 }.map {
                ChoiceView(
                    value: $0,
                    words: language.say(Words.sync($0)),
                    isCurrent: query.state == $0
                )
            }
        self.isFiltered = !isTree
        self.total = Numerals.grouped(list.total)
        self.paging = PagingView(
            PagingView.List(path: PagePath.offices(query)),
            after: after,
            next: list.next,
            total: list.total,
            language: language
        )
    }
}

/// How many offices are in one state.
struct OfficeTally {
    /// What somebody should look after comes first.
    static let order = [
        "offline", "refused", "behind", "unknown", "comparing", "inSync", "indirect", "hosted",
        "self", "moved",
    ]

    let badge: BadgeView
    let count: String
    let path: String

    static func all(_ list: OfficeList, _ language: ConsoleLanguage) -> [OfficeTally] {
        let known = Self.order.filter { list.states[$0] != nil && $0 != "self" }
        return known.map { state in
            OfficeTally(
                badge: BadgeView.sync(state, language),
                count: Numerals.grouped(list.states[state] ?? 0),
                path: PagePath.offices(OfficeQuery(state: state))
            )
        }
    }
}
