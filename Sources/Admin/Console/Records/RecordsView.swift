/// The list of the records of one kind, page by page, and what it is narrowed to.
struct RecordsView {
    struct Row {
        let path: String
        /// Its number and title, or its id where it has neither.
        let name: String
        let officeName: String
        let office: String
        let step: String?
        let due: String?
        let period: String?
        let conflicts: String?
    }

    let records: [Row]
    let hasRecords: Bool
    /// Whether nothing is on this part of the list, though it goes on.
    let isGap: Bool
    /// Where the filter leads.
    let listPath: String
    let search: String
    let office: String
    let isAtOdds: Bool
    let steps: [ChoiceView]
    let isFiltered: Bool
    let newPath: String?
    let tablePath: String
    /// Whether only one office's records are shown, since there is no list over all.
    let isOfOneOffice: Bool
    let paging: PagingView?

    init(
        _ list: RecordList,
        of kind: RecordKindDetail,
        _ query: RecordQuery,
        after: String?,
        _ language: ConsoleLanguage
    ) {
        self.records = list.items.map { item in
            let name = [item.number, item.title].compactMap { $0 }.joined(separator: " ")
            return Row(
                path: PagePath.record(item.record.place),
                name: name.isEmpty ? item.record.title ?? item.record.id : name,
                officeName: item.record.officeName,
                office: item.record.office,
                step: item.step.map { language.say($0.name) },
                due: item.due,
                period: item.period,
                conflicts: item.conflicts == 0 ? nil : Numerals.grouped(item.conflicts)
            )
        }
        self.hasRecords = !list.items.isEmpty
        self.isGap = list.items.isEmpty && list.next != nil
        self.listPath = PagePath.records(kind.code)
        self.search = query.search ?? ""
        self.office = query.office ?? ""
        self.isAtOdds = query.isAtOdds
        self.steps = kind.steps.map { step in
            ChoiceView(
                value: step.step.code,
                words: language.say(step.step.name),
                isCurrent: step.step.code == query.step
            )
        }
        self.isFiltered = query != RecordQuery()
        self.newPath = kind.command == nil ? PagePath.newRecord(kind.code) : nil
        let path = PagePath.records(kind.code, query)
        self.tablePath = PagePath.adding([("format", "csv")], to: path)
        self.isOfOneOffice = !kind.isListed
        let total = list.kindTotal.map { Numerals.grouped($0) }
        self.paging = PagingView(
            PagingView.List(path: path),
            after: after,
            next: list.next,
            position: total.map { language.say("该类记录共 \($0) 条", "\($0) of this kind in all") }
                ?? ""
        )
    }
}
