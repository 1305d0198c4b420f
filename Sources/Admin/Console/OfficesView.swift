/// The offices: one office's direct children with what lies below each, or, narrowed, all offices that are meant.
struct OfficesView {
    /// An office above the one that is unfolded.
    struct Above {
        let name: String
        let path: String
    }

    let tallies: [OfficeTally]
    let offices: [OfficeRow]
    let hasOffices: Bool
    /// The offices above the one that is unfolded, the highest first; empty at the top, and in a narrowed list.
    let lineage: [Above]
    /// The office that is unfolded, or below which the list is narrowed; nil for the node's own.
    let under: String?
    let here: String?
    /// What stands in the fields of the filter.
    let search: String
    let states: [ChoiceView]
    let isFiltered: Bool
    let attentionPath: String
    let total: String
    let paging: PagingView?

    /// One office with its direct children.
    init(
        _ branch: OfficeBranch,
        _ query: OfficeQuery,
        after: String?,
        now: Int64,
        _ language: ConsoleLanguage
    ) {
        let own = OfficeRow(branch.office, depth: 0, now: now, language)
        let children = branch.items.map { entry in
            OfficeRow(entry.office, depth: 1, now: now, language).unfolding(entry, language)
        }
        self.init(
            branch.states,
            rows: (after == nil ? [own] : []) + children,
            query,
            lineage: query.under == nil
                ? []
                : branch.lineage.map {
                    Above(
                        name: $0.officeName,
                        path: PagePath.offices(OfficeQuery(under: $0.office))
                    )
                },
            here: query.under.map { _ in
                language.name(branch.office.name, branch.office.nameEnglish)
            },
            total: branch.total,
            (after, branch.next),
            language
        )
    }

    /// All offices that are meant, wherever they stand.
    init(
        _ list: OfficeList,
        _ query: OfficeQuery,
        after: String?,
        now: Int64,
        _ language: ConsoleLanguage
    ) {
        self.init(
            list.states,
            // Indentation means nothing where the offices between are not shown.
            rows: list.items.map { OfficeRow($0, depth: 0, now: now, language) },
            query,
            lineage: [],
            here: query.under,
            total: list.total,
            (after, list.next),
            language
        )
    }

    private init(
        _ states: [String: Int],
        rows: [OfficeRow],
        _ query: OfficeQuery,
        lineage: [Above],
        here: String?,
        total: Int,
        _ place: (after: String?, next: String?),
        _ language: ConsoleLanguage
    ) {
        self.tallies = OfficeTally.all(states, under: query.under, language)
        self.offices = rows
        self.hasOffices = !rows.isEmpty
        self.lineage = lineage
        self.under = query.under
        self.here = here
        self.search = query.search ?? ""
        let attention = ChoiceView(
            value: OfficeQuery.attention,
            words: language.say("需要留意", "needs attention"),
            isCurrent: query.state == OfficeQuery.attention
        )
        self.states =
            [attention]
            + OfficeQuery.states.filter { states[$0] != nil || query.state == $0 }.map {
                ChoiceView(
                    value: $0,
                    words: language.say(Words.sync($0)),
                    isCurrent: query.state == $0
                )
            }
        self.isFiltered = query.search != nil || query.state != nil
        self.attentionPath = PagePath.offices(
            OfficeQuery(state: OfficeQuery.attention, under: query.under)
        )
        self.total = Numerals.grouped(total)
        self.paging = PagingView(
            PagingView.List(path: PagePath.offices(query)),
            after: place.after,
            next: place.next,
            total: total,
            language: language
        )
    }
}

/// How many offices are in one state.
struct OfficeTally {
    let badge: BadgeView
    let count: String
    let path: String

    /// - Parameter under: only offices below this one are counted; nil for all.
    static func all(
        _ states: [String: Int],
        under: String? = nil,
        _ language: ConsoleLanguage
    ) -> [OfficeTally] {
        let known = OfficeQuery.states.filter { states[$0] != nil && $0 != "self" }
        return known.map { state in
            OfficeTally(
                badge: BadgeView.sync(state, language),
                count: Numerals.grouped(states[state] ?? 0),
                path: PagePath.offices(OfficeQuery(state: state, under: under))
            )
        }
    }
}
