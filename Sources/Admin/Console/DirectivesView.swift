/// The list of all directives, page by page.
struct DirectivesView {
    let directives: [DirectiveRow]
    let hasDirectives: Bool
    let paging: PagingView?

    init(_ page: Page<DirectiveSummary>, after: String?, _ language: ConsoleLanguage) {
        self.directives = page.items.map { DirectiveRow($0, language) }
        self.hasDirectives = !page.items.isEmpty
        self.paging = PagingView(
            PagingView.List(path: "/directives"),
            after: after,
            next: page.next,
            total: page.total,
            language: language
        )
    }
}
