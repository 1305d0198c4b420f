import Mustache

/// The console: pages that are drawn from the same API that programs use.
///
/// Every page works without a script and is complete when it arrives; a page never waits for
/// something to change. Pages throw ``APIError`` when the API does.
package struct Console: Sendable {
    /// No page shows more rows of anything: each list has a bound of its own below this.
    package static let rowsMax = 200
    /// Offices to look after on the first page; more are counted, not listed.
    static let overviewOfficesMax = 10
    /// The newest directives on the first page.
    static let overviewDirectivesMax = 10
    /// Items on one page of a long list.
    package static let pageItemsMax = 25
    /// Offices on one page of the tree: all of an office's children, as a rule.
    package static let branchItemsMax = 40
    /// Replies on one page; each may be long.
    static let repliesMax = 10

    let api: any OfficeAPI
    private let templates: MustacheLibrary

    /// - Throws: When a template that is built into the program cannot be read: a fault of the build.
    package init(api: any OfficeAPI) throws {
        self.api = api
        MustacheContentTypes.register(ConsoleEscaping(), named: ConsoleEscaping.name)
        var templates = MustacheLibrary()
        for (name, text) in Assets.templates {
            // The library goes back to its own escaping in every partial, so each template
            // asks for ours itself.
            let pragma = "{{% CONTENT_TYPE:\(ConsoleEscaping.name)}}"
            try templates.register(pragma + String(decoding: text, as: UTF8.self), named: name)
        }
        self.templates = templates
    }

    /// The first page.
    /// - Parameter period: whose indicators; nil for the newest one.
    package func overview(
        period: String?,
        _ language: ConsoleLanguage,
        by caller: Caller
    ) async throws -> String {
        let masthead = try await self.api.masthead(by: caller)
        let status = try await self.api.status(by: caller)
        let view = OverviewView(
            status: status,
            offices: try await self.api.offices(
                OfficeQuery(state: OfficeQuery.attention),
                PageRequest(limit: Self.overviewOfficesMax),
                by: caller
            ),
            directives: try await self.api.directives(
                PageRequest(limit: Self.overviewDirectivesMax),
                by: caller
            ),
            dashboard: try await self.api.dashboard(
                DashboardQuery(period: period ?? DashboardQuery.latest, children: nil),
                by: caller
            ),
            language: language
        )
        let path = PagePath.adding([("period", period)], to: "/")
        let title = language.say("总览", "Overview")
        return self.page("overview", title, path, masthead, language, view)
    }

    /// One indicator over an office's subtree, child by child.
    package func indicator(
        _ query: DashboardQuery,
        _ language: ConsoleLanguage,
        by caller: Caller
    ) async throws -> String {
        let masthead = try await self.api.masthead(by: caller)
        let dashboard = try await self.api.dashboard(query, by: caller)
        let view = IndicatorView(dashboard, query, language)
        let path = PagePath.indicator(
            query.indicator ?? "",
            period: query.period,
            office: query.office
        )
        let whole = Self.paged(path, query.children?.after)
        return self.page("indicator", view.title, whole, masthead, language, view)
    }

    /// One office with its direct children; or all offices that are meant, in tree order.
    package func offices(
        _ query: OfficeQuery,
        after: String?,
        _ language: ConsoleLanguage,
        by caller: Caller
    ) async throws -> String {
        let masthead = try await self.api.masthead(by: caller)
        let view: OfficesView
        if query.search == nil, query.state == nil {
            let branch = try await self.api.branch(
                BranchQuery(office: query.under),
                PageRequest(after: after, limit: Self.branchItemsMax),
                by: caller
            )
            view = OfficesView(branch, query, after: after, now: masthead.now, language)
        } else {
            let list = try await self.api.offices(
                query,
                PageRequest(after: after, limit: Self.pageItemsMax),
                by: caller
            )
            view = OfficesView(list, query, after: after, now: masthead.now, language)
        }
        let path = Self.paged(PagePath.offices(query), after)
        let title = language.say("单位", "Offices")
        return self.page("offices", title, path, masthead, language, view)
    }

    /// All directives, newest first.
    package func directives(
        after: String?,
        _ language: ConsoleLanguage,
        by caller: Caller
    ) async throws -> String {
        let masthead = try await self.api.masthead(by: caller)
        let page = try await self.api.directives(
            PageRequest(after: after, limit: Self.pageItemsMax),
            by: caller
        )
        let path = Self.paged("/directives", after)
        let title = language.say("下发文件", "Directives")
        return self.page(
            "directives",
            title,
            path,
            masthead,
            language,
            DirectivesView(page, after: after, language)
        )
    }

    /// One directive with its trace, office by office.
    /// - Parameters:
    ///   - reference: Its id or its document number.
    ///   - after: Which steps of the trace are shown; nil for the first.
    ///   - repliesAfter: Which replies are shown; nil for the newest.
    package func directive(
        _ reference: String,
        _ query: TraceQuery,
        after: String?,
        repliesAfter: String?,
        _ language: ConsoleLanguage,
        by caller: Caller
    ) async throws -> String {
        let masthead = try await self.api.masthead(by: caller)
        let detail = try await self.api.directive(reference, by: caller)
        let replies = try await self.api.replies(
            detail.summary.id,
            ReplyQuery(after: repliesAfter, limit: Self.repliesMax),
            by: caller
        )
        // Summed up branch by branch, unless certain offices are looked for.
        let wanted =
            query.isEverything ? TraceQuery(under: query.under, unfolds: true) : query
        let trace = try await self.api.trace(
            reference,
            wanted,
            PageRequest(
                after: after,
                limit: query.isEverything ? Self.branchItemsMax : Self.pageItemsMax
            ),
            by: caller
        )
        let view = DirectiveView(
            detail: detail.with(replies),
            trace: trace,
            query,
            after: after,
            repliesAfter: repliesAfter,
            now: masthead.now,
            language: language
        )
        let path = PagePath.adding(
            [("replies", repliesAfter)],
            to: Self.paged(PagePath.trace(of: reference, query), after)
        )
        return self.page("directive", detail.summary.number, path, masthead, language, view)
    }

    /// Records that somebody has opened a directive here.
    ///
    /// - Returns: the address of its page.
    package func open(_ reference: String, by caller: Caller) async throws -> String {
        _ = try await self.api.open(reference, by: caller)
        return PagePath.directive(reference)
    }

    /// Progress reports, newest first.
    package func reports(
        _ query: ReportQuery,
        after: String?,
        _ language: ConsoleLanguage,
        by caller: Caller
    ) async throws -> String {
        let masthead = try await self.api.masthead(by: caller)
        let page = try await self.api.reports(
            query,
            PageRequest(after: after, limit: Self.pageItemsMax),
            by: caller
        )
        let path = Self.paged(PagePath.reports(query), after)
        let view = ReportsView(page, query, after: after, now: masthead.now, language)
        let title = language.say("进展报告", "Progress reports")
        return self.page("reports", title, path, masthead, language, view)
    }

    /// One report with its figures and its way up.
    /// - Parameter office: Which office's, when several have used the id.
    package func report(
        _ reference: String,
        office: String?,
        _ language: ConsoleLanguage,
        by caller: Caller
    ) async throws -> String {
        let masthead = try await self.api.masthead(by: caller)
        let detail = try await self.api.report(reference, office: office, by: caller)
        let view = ReportView(detail, now: masthead.now, language)
        let path = PagePath.report(detail.summary.id, office: office)
        return self.page("report", detail.summary.title, path, masthead, language, view)
    }

    /// Every link.
    package func links(
        after: String?,
        _ language: ConsoleLanguage,
        by caller: Caller
    ) async throws -> String {
        let masthead = try await self.api.masthead(by: caller)
        let page = try await self.api.links(
            PageRequest(after: after, limit: Self.pageItemsMax),
            by: caller
        )
        let view = LinksView(page, after: after, now: masthead.now, language)
        let path = Self.paged("/links", after)
        return self.page("links", language.say("链路", "Links"), path, masthead, language, view)
    }

    /// What was refused, newest first.
    package func quarantine(
        after: String?,
        _ language: ConsoleLanguage,
        by caller: Caller
    ) async throws -> String {
        let masthead = try await self.api.masthead(by: caller)
        let page = try await self.api.quarantine(
            PageRequest(after: after, limit: Self.pageItemsMax),
            by: caller
        )
        let path = Self.paged("/quarantine", after)
        let view = QuarantineView(page, after: after, now: masthead.now, language)
        return self.page(
            "quarantine",
            language.say("隔离区", "Quarantine"),
            path,
            masthead,
            language,
            view
        )
    }

    /// A page's own address, with the place from which on it lists.
    static func paged(_ path: String, _ after: String?) -> String {
        PagePath.adding([("after", after)], to: path)
    }

    /// - Parameter refreshes: Whether the page is drawn anew when the store has gone on.
    func page(
        _ template: String,
        _ title: String,
        _ path: String,
        _ masthead: Masthead,
        _ language: ConsoleLanguage,
        _ content: Any,
        refreshes: Bool = true
    ) -> String {
        let view = PageView(
            title: title,
            officeName: masthead.officeName,
            path: path,
            storeVersion: refreshes ? masthead.storeVersion : nil,
            conflicts: masthead.conflicts,
            language: language,
            content: content
        )
        return self.render(view, template)
    }

    func render(_ page: PageView, _ template: String) -> String {
        // Templates are registered in `init`, so the name is known.
        self.templates.render(page, withTemplate: template) ?? ""
    }
}
