/// What was refused, and why.
struct QuarantineView {
    struct Row {
        let id: String
        let reason: String
        let message: String
        let peer: String
        let space: String?
        let author: String?
        let number: String?
        let bytes: String
        let receivedAt: MomentView
    }

    let items: [Row]
    let hasItems: Bool
    let paging: PagingView?

    init(_ page: Page<QuarantineItem>, after: String?, now: Int64, _ language: ConsoleLanguage) {
        self.items = page.items.map { item in
            Row(
                id: String(item.id),
                reason: item.reason,
                message: language.say(item.messageChinese, item.messageEnglish),
                peer: item.peer,
                space: item.space,
                author: item.author,
                number: item.number.map { Numerals.grouped($0) },
                bytes: Numerals.bytes(Int64(item.bytes)),
                receivedAt: MomentView(item.receivedAt, now: now, language)
            )
        }
        self.hasItems = !page.items.isEmpty
        self.paging = PagingView(
            PagingView.List(path: "/quarantine"),
            after: after,
            next: page.next,
            total: page.total,
            language: language
        )
    }
}
