import Admin
import HTTPTypes
import Hummingbird
import NIOCore
import OfficeWork

/// The console's pages of records, of whatever kind, and their forms.
struct RecordPages {
    private static let userCookie = "cast_user"
    private static let userSeconds = 365 * 86_400
    private static let listNames = ["search", "atOdds", "step", "office", "after", "format"]

    let console: Console
    let routes: ConsoleRoutes
    let bodyBytesMax: Int

    func add(to router: Router<HTTPContext>) {
        self.addLists(to: router)
        self.addReads(to: router)
        self.addForms(to: router)
    }

    private func addLists(to router: Router<HTTPContext>) {
        let console = self.console
        self.routes.page(router, "conflicts", ["after"]) { query, _, language, caller in
            try await console.conflicts(after: try query.key(), language, by: caller)
        }
        self.routes.page(router, "records") { _, _, language, caller in
            try await console.recordKinds(language, by: caller)
        }
        router.get("records/{kind}") { request, context in
            let kind = try context.pathText("kind")
            return try await self.routes.answer(request, context, Self.listNames) {
                query,
                language,
                caller in
                guard try query.text("format") != nil else {
                    return ConsoleRoutes.html(
                        try await console.records(
                            kind,
                            try query.records(),
                            after: try query.key(),
                            language,
                            by: caller
                        )
                    )
                }
                return try await self.table(kind, query, language, by: caller)
            }
        }
    }

    private func addReads(to router: Router<HTTPContext>) {
        let console = self.console
        self.read(router, "records/{kind}/new", []) { context, _, language, sender in
            try await console.newRecord(try context.pathText("kind"), language, by: sender)
        }
        self.read(router, "records/{kind}/{id}", ["office"]) { context, query, language, sender in
            try await console.record(try query.record(context), language, by: sender)
        }
        self.read(router, "records/{kind}/{id}/edit", ["office"]) {
            context,
            query,
            language,
            sender in
            try await console.editRecord(try query.record(context), language, by: sender)
        }
    }

    private func addForms(to router: Router<HTTPContext>) {
        let console = self.console
        self.form(router, "records/{kind}/new", []) { context, _, sent, language, sender in
            try await console.create(try context.pathText("kind"), sent, language, by: sender)
        }
        self.form(router, "records/{kind}/{id}/edit", ["office"]) {
            context,
            query,
            sent,
            language,
            sender in
            try await console.amend(try query.record(context), sent, language, by: sender)
        }
        self.form(router, "records/{kind}/{id}/settlement", ["office"]) {
            context,
            query,
            sent,
            language,
            sender in
            try await console.settle(try query.record(context), sent, language, by: sender)
        }
        self.form(router, "records/{kind}/{id}/step", ["office"]) {
            context,
            query,
            sent,
            language,
            sender in
            try await console.advance(try query.record(context), sent, language, by: sender)
        }
    }

    // MARK: Pages with the name of who acts

    private func read(
        _ router: Router<HTTPContext>,
        _ path: RouterPath,
        _ allowed: [String],
        _ draw:
            @escaping @Sendable (HTTPContext, QueryParameters, ConsoleLanguage, FormSender)
            async throws -> String
    ) {
        router.get(path) { request, context in
            try await self.routes.answer(request, context, allowed) { query, language, caller in
                let name = Self.rememberedUser(request)
                let sender = FormSender(reader: caller, writer: .success(caller), name: name)
                return ConsoleRoutes.html(try await draw(context, query, language, sender))
            }
        }
    }

    private func form(
        _ router: Router<HTTPContext>,
        _ path: RouterPath,
        _ allowed: [String],
        _ perform:
            @escaping @Sendable (
                HTTPContext, QueryParameters, SentForm, ConsoleLanguage, FormSender
            ) async throws -> FormOutcome
    ) {
        router.post(path) { request, context in
            let caller = try self.routes.authentication.identify(request, context)
            let query = try QueryParameters(request, allowed: allowed)
            let sent = try await request.form(bytesMax: self.bodyBytesMax)
            let sender = Self.sender(sent["user"] ?? "", caller)
            let language = ConsoleRoutes.language(request)
            switch try await perform(context, query, sent, language, sender) {
            case .refused(let page, let error):
                return ConsoleRoutes.html(page, status: error.status)
            case .written(let path):
                var response = Response(status: .seeOther, headers: [.location: path])
                response.headers[values: .setCookie].append(
                    "\(Self.userCookie)=\(PercentEncoding.encode(sender.name)); Path=/; Max-Age=\(Self.userSeconds); HttpOnly; SameSite=Strict"
                )
                return response
            }
        }
    }

    private static func sender(_ name: String, _ caller: Caller) -> FormSender {
        do throws(ValidationError) {
            let user = try UserName.validated(name)
            return FormSender(reader: caller, writer: .success(caller.named(user)), name: user)
        } catch {
            return FormSender(reader: caller, writer: .failure(APIError(error)), name: name)
        }
    }

    /// The name under which this browser wrote last; empty when it has not.
    private static func rememberedUser(_ request: Request) -> String {
        guard let value = request.cookies[Self.userCookie]?.value,
            let text = try? RequestFault.percentDecoded(value, field: Self.userCookie),
            let user = try? UserName.validated(text)
        else { return "" }
        return user
    }

    // MARK: Tables

    /// All records that are meant, part by part, as lines of comma-separated values.
    private func table(
        _ kind: String,
        _ query: QueryParameters,
        _ language: ConsoleLanguage,
        by caller: Caller
    ) async throws -> Response {
        try query.expect("format", "csv")
        let (console, wanted) = (self.console, try query.records())
        let (table, first) = try await console.table(kind, wanted, language, by: caller)
        let body = ResponseBody { writer in
            try await writer.write(ByteBuffer(string: table.heading))
            var part = first
            while true {
                let lines = part.items.map { table.line($0) }.joined()
                try await writer.write(ByteBuffer(string: lines))
                guard let next = part.next else { break }
                part = try await console.tablePart(kind, wanted, after: next, by: caller)
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8",
                .contentDisposition:
                    "attachment; filename*=UTF-8''\(PercentEncoding.encode(kind)).csv",
            ],
            body: body
        )
    }
}
