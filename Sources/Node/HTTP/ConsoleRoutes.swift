import Admin
import HTTPTypes
import Hummingbird
import NIOCore

/// The console's pages, its files, and the way in and out.
struct ConsoleRoutes {
    private static let languageCookie = "cast_lang"
    private static let languageSeconds = 365 * 86_400
    /// A file's address changes with its content, so it may be kept for ever.
    private static let assetCaching = "public, max-age=31536000, immutable"

    let console: Console
    let authentication: Authentication
    let sessions: SessionStore
    let signInCommand: String
    let usesSecureCookies: Bool
    /// Nil where there are no files.
    let attachments: OfficeGate<AttachmentService>?
    /// The longest form that is read.
    let bodyBytesMax: Int

    func add(to router: Router<HTTPContext>) {
        let console = self.console
        self.page(router, "/", ["period"]) { query, _, language, caller in
            try await console.overview(period: try query.text("period"), language, by: caller)
        }
        self.page(router, "indicators/{code}", ["period", "office", "after"]) {
            query,
            context,
            language,
            caller in
            let wanted = DashboardQuery(
                office: try query.text("office"),
                period: try query.text("period") ?? DashboardQuery.latest,
                indicator: try context.pathText("code"),
                children: PageRequest(after: try query.key(), limit: Console.pageItemsMax)
            )
            return try await console.indicator(wanted, language, by: caller)
        }
        self.page(router, "offices", ["search", "state", "under", "after"]) {
            query,
            _,
            language,
            caller in
            try await console.offices(
                try query.offices(),
                after: try query.key(),
                language,
                by: caller
            )
        }
        self.addDocuments(to: router)
        self.page(router, "links", ["after"]) { query, _, language, caller in
            try await console.links(after: try query.key(), language, by: caller)
        }
        self.page(router, "quarantine", ["after"]) { query, _, language, caller in
            try await console.quarantine(after: try query.key(), language, by: caller)
        }
        RecordPages(console: console, routes: self, bodyBytesMax: self.bodyBytesMax)
            .add(to: router)
        self.addActs(to: router)
        self.addSigning(to: router)
        for asset in [Assets.styleSheet, Assets.script] {
            router.get(RouterPath("assets/\(asset.name)")) { request, _ in
                Self.serve(asset, request)
            }
        }
    }

    private func addDocuments(to router: Router<HTTPContext>) {
        let console = self.console
        self.page(router, "directives", ["after"]) { query, _, language, caller in
            try await console.directives(after: try query.key(), language, by: caller)
        }
        let narrowing = ["lagging", "search", "missing", "under", "after", "replies"]
        self.page(router, "directives/{reference}", narrowing) { query, context, language, caller in
            try await console.directive(
                try context.pathText("reference"),
                try query.trace(),
                after: try query.key(),
                repliesAfter: try query.key("replies"),
                language,
                by: caller
            )
        }
        self.page(router, "reports", QueryParameters.reportNames + ["after"]) {
            query,
            _,
            language,
            caller in
            try await console.reports(
                try query.reports(),
                after: try query.key(),
                language,
                by: caller
            )
        }
        self.page(router, "reports/{reference}", ["office"]) { query, context, language, caller in
            let reference = try context.pathText("reference")
            return try await console.report(
                reference,
                office: try query.text("office"),
                language,
                by: caller
            )
        }
    }

    /// What the pages' buttons do. A browser that another site has sent here is refused.
    private func addActs(to router: Router<HTTPContext>) {
        let console = self.console
        router.post("directives/{reference}/opening") { request, context in
            let caller = try self.authentication.identify(request, context)
            _ = try QueryParameters(request, allowed: [])
            let page = try await console.open(try context.pathText("reference"), by: caller)
            return Response(status: .seeOther, headers: [.location: page])
        }
        router.post("attachments/{id}/fetch") { request, context in
            let caller = try self.authentication.identify(request, context)
            _ = try QueryParameters(request, allowed: [])
            guard let attachments = self.attachments else {
                throw AttachmentFault.withoutAttachments
            }
            let id = try context.pathText("id")
            let progress = try await attachments.opened(for: .fetchFile, to: caller)
                .fetch(id, waitSeconds: 0)
            return Self.html(console.fetching(isHere: progress.isHere, Self.language(request)))
        }
    }

    /// An error as a page for people.
    func problem(_ error: APIError, _ request: Request) -> Response {
        let language = Self.language(request)
        let page =
            error.code == .unauthenticated
            ? self.console.signInNeeded(command: self.signInCommand, language)
            : self.console.problem(error, language)
        return Self.html(page, status: error.status)
    }

    private func addSigning(to router: Router<HTTPContext>) {
        router.get("sign-in") { request, _ in
            let query = try QueryParameters(request, allowed: ["key", "lang"])
            let language = Self.language(request)
            guard request.method == .get else {
                // Whoever only looks at a link, such as a mail program, must not use it up.
                return Self.html("")
            }
            guard let key = try query.text("key"), let session = self.sessions.signIn(key: key)
            else {
                throw APIError(
                    .unauthenticated,
                    chinese: "登录链接无效、已用过或已过期。",
                    english: "The sign-in link is unknown, used or expired.",
                    field: "key",
                    rule: "sign-in-key",
                    hintChinese: "请运行 cast-node console-link 取得新的链接。",
                    hintEnglish: "Run cast-node console-link for a new link."
                )
            }
            var response = Self.html(self.console.signedIn(language))
            self.setSession(session, seconds: SessionStore.sessionLifetimeSeconds, on: &response)
            return response
        }
        router.post("sign-out") { request, _ in
            try Authentication.checkSameOrigin(request)
            if let session = request.cookies[self.authentication.cookieName]?.value {
                self.sessions.signOut(session)
            }
            var response = Response(status: .seeOther, headers: [.location: "/"])
            self.setSession("", seconds: 0, on: &response)
            return response
        }
    }

    func page(
        _ router: Router<HTTPContext>,
        _ path: RouterPath,
        _ allowed: [String] = [],
        _ draw:
            @escaping @Sendable (QueryParameters, HTTPContext, ConsoleLanguage, Caller) async throws
            ->
            String
    ) {
        router.get(path) { request, context in
            try await self.answer(request, context, allowed) { query, language, caller in
                Self.html(try await draw(query, context, language, caller))
            }
        }
    }

    /// The answer to a browser that has signed in, in the language that it reads.
    func answer(
        _ request: Request,
        _ context: HTTPContext,
        _ allowed: [String],
        _ draw: (QueryParameters, ConsoleLanguage, Caller) async throws -> Response
    ) async throws -> Response {
        let caller = try self.authentication.identify(request, context)
        // A form sends its empty fields, too.
        let query = try QueryParameters(request, allowed: ["lang"] + allowed).filled
        let language = Self.language(request)
        var response = try await draw(query, language, caller)
        if try query.text("lang") == language.rawValue {
            response.headers[values: .setCookie].append(
                "\(Self.languageCookie)=\(language.rawValue); Path=/; Max-Age=\(Self.languageSeconds); SameSite=Lax"
            )
        }
        return response
    }

    private func setSession(_ session: String, seconds: Int64, on response: inout Response) {
        let secure = self.usesSecureCookies ? "; Secure" : ""
        response.headers[values: .setCookie].append(
            "\(self.authentication.cookieName)=\(session); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Strict\(secure)"
        )
    }

    /// The language asked for now, else the one asked for before, else Chinese.
    static func language(_ request: Request) -> ConsoleLanguage {
        let asked = request.uri.queryParameters["lang"].map { String($0) }
        let kept = request.cookies[Self.languageCookie]?.value
        return [asked, kept].compactMap { $0 }.compactMap(ConsoleLanguage.init(rawValue:)).first
            ?? .chinese
    }

    static func html(_ page: String, status: HTTPResponse.Status = .ok) -> Response {
        .bytes(page.utf8, contentType: "text/html; charset=utf-8", status: status)
    }

    private static func serve(_ asset: Asset, _ request: Request) -> Response {
        let tag = "\"\(asset.version)\""
        var response =
            request.headers[.ifNoneMatch] == tag
            ? Response(status: .notModified)
            : Response.bytes(asset.bytes, contentType: asset.contentType)
        response.headers[.eTag] = tag
        response.headers[.cacheControl] = Self.assetCaching
        return response
    }
}
