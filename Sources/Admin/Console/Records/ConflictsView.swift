/// Records in which something is at odds, page by page.
struct ConflictsView {
    struct Row {
        let path: String
        let name: String
        let kindName: String
        let officeName: String
        let office: String
        let latestAt: MomentView
        let fields: [RecordFieldView]
        /// Whether this office says what holds.
        let maySettle: Bool
    }

    /// Records on one page; each shows all values that are at odds in it.
    static let itemsMax = 10

    let conflicts: [Row]
    let hasConflicts: Bool
    let paging: PagingView?

    init(
        _ page: Page<RecordConflict>,
        of kinds: [RecordKindDetail],
        after: String?,
        now: Int64,
        _ language: ConsoleLanguage
    ) {
        self.conflicts = page.items.map { conflict in
            let record = conflict.record
            let kind = kinds.first { $0.code == record.kind }
            return Row(
                path: PagePath.record(record.place),
                name: record.title ?? record.id,
                kindName: language.say(record.kindName),
                officeName: record.officeName,
                office: record.office,
                latestAt: MomentView(conflict.at, now: now, language),
                fields: conflict.fields.map {
                    RecordFieldView($0, of: kind, isGlance: true, now: now, language)
                },
                maySettle: record.maySettle
            )
        }
        self.hasConflicts = !page.items.isEmpty
        self.paging = PagingView(
            PagingView.List(path: "/conflicts"),
            after: after,
            next: page.next,
            total: page.total,
            language: language
        )
    }
}

extension RecordSummary {
    /// Where the record is found.
    var place: RecordPlace { RecordPlace(kind: self.kind, id: self.id, office: self.office) }
}
