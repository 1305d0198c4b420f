import Admin
import HTTPTypes
package import Hummingbird
import Logging
import NIOCore
import NIOHTTP1

/// Turns every error into an answer that says what is wrong, and lets nothing else out.
package struct ErrorMiddleware: RouterMiddleware {
    /// Draws an error for a browser.
    private let page: @Sendable (APIError, Request) -> Response
    private let routes: RouteBook

    init(routes: RouteBook, page: @escaping @Sendable (APIError, Request) -> Response) {
        self.page = page
        self.routes = routes
    }

    package func handle(
        _ request: Request,
        context: HTTPContext,
        next: @concurrent (Request, HTTPContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPParserError {
            // The connection has ended within a request, or what came is no HTTP: nobody can be answered.
            throw error
        } catch {
            let methods = self.methods(for: request, error)
            let answer =
                methods.isEmpty
                ? Self.answer(to: error, request, context) : Self.notAllowed(request, methods)
            var response =
                request.wantsPage ? self.page(answer, request) : try answer.response()
            if !methods.isEmpty { response.headers[.allow] = Self.text(methods) }
            return response
        }
    }

    /// What an address takes that was asked for something else; nothing in every other case.
    private func methods(for request: Request, _ error: any Error) -> [HTTPRequest.Method] {
        guard let error = error as? HTTPError, error.status == .notFound else { return [] }
        return self.routes.methods(at: request.uri.path)
    }

    /// RFC 9110, 15.5.6.
    private static func notAllowed(
        _ request: Request,
        _ methods: [HTTPRequest.Method]
    ) -> APIError {
        APIError(
            .malformed,
            chinese: "这个地址不能用 \(request.method.rawValue)：\(request.shownPath)。",
            english: "This address does not take \(request.method.rawValue): \(request.shownPath).",
            rule: APIError.methodRule,
            hintChinese: "可用：\(Self.text(methods))。",
            hintEnglish: "It takes \(Self.text(methods))."
        )
    }

    private static func text(_ methods: [HTTPRequest.Method]) -> String {
        methods.map(\.rawValue).joined(separator: ", ")
    }

    private static func answer(
        to error: any Error,
        _ request: Request,
        _ context: HTTPContext
    ) -> APIError {
        switch error {
        case let error as APIError:
            return error
        case let error as HTTPError where error.status == .notFound:
            return Self.unknownRoute(request)
        case let error as HTTPError where error.status.kind == .clientError:
            return APIError(
                .malformed,
                chinese: "无法读取该请求（HTTP \(error.status.code)）。",
                english: "The request cannot be read (HTTP \(error.status.code)).",
                rule: "request"
            )
        case is CancellationError:
            return APIError(
                .unavailable,
                chinese: "节点正在停止。",
                english: "The node is stopping.",
                rule: "stopping",
                hintChinese: "请稍后重试。",
                hintEnglish: "Try again in a moment."
            )
        default:
            // The cause stays here; the answer names only where to look for it.
            let reference = String(UInt64.random(in: .min ... .max), radix: 16)
            context.logger.error(
                "A request failed in a way that was not foreseen",
                metadata: [
                    "reference": "\(reference)",
                    "path": "\(request.uri.path)",
                    "error.type": "\(type(of: error))",
                    "error.message": "\(error)",
                ]
            )
            return APIError(
                .internalFault,
                chinese: "节点内部出错，编号 \(reference)。",
                english: "The node has a fault of its own, reference \(reference).",
                rule: "fault",
                hintChinese: "请把该编号告知管理员，日志中有详细原因。",
                hintEnglish: "Give the reference to the administrator; the log holds the cause."
            )
        }
    }

    private static func unknownRoute(_ request: Request) -> APIError {
        APIError(
            .notFound,
            chinese: "没有这个地址：\(request.method.rawValue) \(request.shownPath)。",
            english: "There is no such address: \(request.method.rawValue) \(request.shownPath).",
            rule: "route",
            hintChinese: "全部地址见 /api/v1/openapi.yaml。",
            hintEnglish: "All addresses are listed in /api/v1/openapi.yaml."
        )
    }
}

extension Request {
    /// What is shown of an unknown path at most, in bytes.
    private static let shownPathMax = 200

    /// The path as sent, cut to a length that fits an error message.
    fileprivate var shownPath: String {
        let path = self.uri.path
        return path.utf8.count <= Self.shownPathMax
            ? path : String(path.prefix(Self.shownPathMax)) + "…"
    }

    /// Whether a person in a browser reads the answer, rather than a program: whatever is read outside of the
    /// API is a page of the console, so its refusals are pages, too, unless the reader asks for JSON.
    var wantsPage: Bool {
        let path = self.uri.path
        guard path != "/api", !path.hasPrefix("/api/"), path != "/healthz", path != "/metrics"
        else { return false }
        let accepted = self.headers[.accept] ?? "*/*"
        if accepted.contains("text/html") { return true }
        return [.get, .head].contains(self.method) && !accepted.contains("json")
    }
}
