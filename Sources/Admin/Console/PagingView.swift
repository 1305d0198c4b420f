/// Where one is in a long list, and the way on.
struct PagingView {
    let position: String
    let previous: String?
    let next: String?

    /// Nil when everything is on one page.
    init?(path: String, offset: Int, shown: Int, total: Int, language: ConsoleLanguage) {
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
        let way = path + (path.contains("?") ? "&" : "?") + "offset="
        self.previous = offset > 0 ? way + "\(max(0, offset - Console.pageItemsMax))" : nil
        self.next = shown > 0 && offset + shown < total ? way + "\(offset + shown)" : nil
    }
}
