/// The way on in a long list.
struct PagingView {
    /// Of which of a page's lists.
    struct List {
        /// The page's address with all that narrows the list.
        let path: String
        /// The name of the query parameter that holds the key of the last row read.
        var parameter = "after"
        /// The place on the page to which the browser goes; empty for its beginning.
        var fragment = ""
    }

    let position: String
    /// The list's beginning; nil when the page shows it.
    let first: String?
    let next: String?

    /// Nil when everything is on one page.
    ///
    /// - Parameters:
    ///   - after: what this page was asked for.
    ///   - next: what asks for the page that follows; nil on the last one.
    init?(_ list: List, after: String?, next: String?, total: Int, language: ConsoleLanguage) {
        let all = Numerals.grouped(total)
        self.init(
            list,
            after: after,
            next: next,
            position: language.say("共 \(all) 条", "\(all) in all")
        )
    }

    /// - Parameter position: how many there are, in words.
    init?(_ list: List, after: String?, next: String?, position: String) {
        guard after != nil || next != nil else { return nil }
        self.position = position
        self.first = after.map { _ in list.path + list.fragment }
        self.next = next.map {
            PagePath.adding([(list.parameter, $0)], to: list.path) + list.fragment
        }
    }
}
