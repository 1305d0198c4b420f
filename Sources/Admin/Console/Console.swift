import Mustache

/// The console: pages that are drawn from the same API that programs use.
///
/// Every page works without a script and is complete when it arrives; a page never waits for
/// something to change. Pages throw ``APIError`` when the API does.
package struct Console: Sendable {
    /// Offices on the first page; more are counted, not listed.
    static let overviewOfficesMax = 500
    /// The newest directives on the first page.
    static let overviewDirectivesMax = 20
    /// Indicator rows on the first page.
    static let overviewIndicatorsMax = 300
    /// Items on one page of a long list.
    static let pageItemsMax = 50

    private let api: any OfficeAPI
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
    package func overview(_ language: ConsoleLanguage) async throws -> String {
        let status = try await self.api.status()
        let offices = try await self.api.offices()
        let directives = try await self.api.directives(
            PageRequest(offset: 0, limit: Self.overviewDirectivesMax)
        )
        let dashboard = try await self.api.dashboard(
            office: nil,
            period: nil,
            after: nil,
            timeoutSeconds: 0
        )
        let view = OverviewView(
            status: status,
            offices: offices,
            directives: directives,
            dashboard: dashboard,
            language: language
        )
        return self.page(
            "overview",
            language.say("总览", "Overview"),
            "/",
            status,
            language,
            view
        )
    }

    /// All directives, newest first.
    package func directives(offset: Int, _ language: ConsoleLanguage) async throws -> String {
        let status = try await self.api.status()
        let page = try await self.api.directives(
            PageRequest(offset: offset, limit: Self.pageItemsMax)
        )
        let path = offset == 0 ? "/directives" : "/directives?offset=\(offset)"
        let title = language.say("下发文件", "Directives")
        return self.page(
            "directives",
            title,
            path,
            status,
            language,
            DirectivesView(page, language)
        )
    }

    /// One directive with its trace, office by office.
    /// - Parameter reference: Its id or its document number.
    package func directive(
        _ reference: String,
        _ language: ConsoleLanguage
    ) async throws -> String {
        let status = try await self.api.status()
        let detail = try await self.api.directive(reference)
        let trace = try await self.api.trace(reference)
        let view = DirectiveView(
            detail: detail,
            trace: trace,
            now: status.now,
            language: language
        )
        let path = "/directives/" + PercentEncoding.encode(reference)
        return self.page("directive", detail.summary.number, path, status, language, view)
    }

    /// Progress reports, newest first.
    package func reports(
        _ query: ReportQuery,
        offset: Int,
        _ language: ConsoleLanguage
    ) async throws -> String {
        let status = try await self.api.status()
        let page = try await self.api.reports(
            query,
            PageRequest(offset: offset, limit: Self.pageItemsMax)
        )
        let list = ReportsView.path(query)
        let path =
            offset == 0 ? list : list + (list.contains("?") ? "&" : "?") + "offset=\(offset)"
        let view = ReportsView(page, query, now: status.now, language)
        let title = language.say("进展报告", "Progress reports")
        return self.page("reports", title, path, status, language, view)
    }

    /// One report with its figures and its way up.
    /// - Parameter office: Which office's, when several have used the id.
    package func report(
        _ reference: String,
        office: String?,
        _ language: ConsoleLanguage
    ) async throws -> String {
        let status = try await self.api.status()
        let detail = try await self.api.report(reference, office: office)
        let view = ReportView(detail, now: status.now, language)
        let path =
            view.summary.path + (office.map { "?office=" + PercentEncoding.encode($0) } ?? "")
        return self.page("report", detail.summary.title, path, status, language, view)
    }

    /// Every link.
    package func links(_ language: ConsoleLanguage) async throws -> String {
        let status = try await self.api.status()
        let view = LinksView(try await self.api.links(), now: status.now, language)
        return self.page("links", language.say("链路", "Links"), "/links", status, language, view)
    }

    /// What was refused, newest first.
    package func quarantine(offset: Int, _ language: ConsoleLanguage) async throws -> String {
        let status = try await self.api.status()
        let page = try await self.api.quarantine(
            PageRequest(offset: offset, limit: Self.pageItemsMax)
        )
        let path = offset == 0 ? "/quarantine" : "/quarantine?offset=\(offset)"
        let view = QuarantineView(page, now: status.now, language)
        return self.page(
            "quarantine",
            language.say("隔离区", "Quarantine"),
            path,
            status,
            language,
            view
        )
    }

    private func page(
        _ template: String,
        _ title: String,
        _ path: String,
        _ status: NodeStatus,
        _ language: ConsoleLanguage,
        _ content: Any
    ) -> String {
        let view = PageView(
            title: title,
            officeName: status.officeName,
            path: path,
            storeVersion: status.storeVersion,
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
