/// Where one is in a long list, and the way on.
struct PagingView {
    /// Of which of a page's lists, and how it is paged.
    struct List {
        /// The page's address with all that narrows the list.
        let path: String
        /// The name of the query parameter that holds the offset.
        var parameter = "offset"
        /// The place on the page to which the browser goes; empty for its beginning.
        var fragment = ""
        var limit = Console.pageItemsMax
    }

    let position: String
    let previous: String?
    let next: String?

    /// Nil when everything is on one page.
    init?(_ list: List, offset: Int, shown: Int, total: Int, language: ConsoleLanguage) {
        guard offset > 0 || shown < total else {
            return nil
        }
        let first = Numerals.grouped(shown == 0 ? offset : offset + 1)
        let last = Numerals.grouped(offset + shown)
        let all = Numerals.grouped(total)
        self.position = language.say(
            "第 \(first)–\(last) 条，共 \(all) 条",
            "\(first)–\(last) of \(all)"
        )
        func way(_ offset: Int) -> String {
            let query = offset == 0 ? [] : [(list.parameter, String(offset))]
            return PagePath.adding(query, to: list.path) + list.fragment
        }
        self.previous = offset > 0 ? way(max(0, offset - list.limit)) : nil
        self.next = shown > 0 && offset + shown < total ? way(offset + shown) : nil
    }
}
