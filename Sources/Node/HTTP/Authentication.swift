import Admin
import HTTPTypes
package import Hummingbird
import PlainText

/// Lets only those pass who hold the node's token or an open console session, and says who they are.
package struct Authentication: RouterMiddleware {
    /// The roles of everybody who gets in. A node has no list of its office's people yet: whoever holds the token can
    /// read the node's files as well, and a session is opened with the token. Nobody is held to less than that by a name
    /// that is not checked against anything.
    static let rolesOfHolders = Role.allCases

    /// The cookie of a console session; each node of a host has one of its own.
    let cookieName: String
    private let token: APIToken
    private let sessions: SessionStore
    /// The path of the office whose node this is.
    private let office: String

    /// - Parameters:
    ///   - nodeName: what tells this node from others, in letters and digits.
    ///   - office: the path of the office whose node this is.
    init(token: APIToken, sessions: SessionStore, nodeName: String, office: String) {
        self.token = token
        self.sessions = sessions
        self.cookieName = "cast_session_\(nodeName)"
        self.office = office
    }

    package func handle(
        _ request: Request,
        context: HTTPContext,
        next: @concurrent (Request, HTTPContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.caller = try self.identify(request, context)
        return try await next(request, context)
    }

    /// Who it is that asks. Whoever is proven keeps the place of the connection.
    ///
    /// - Throws: ``APIError`` `unauthenticated` when nobody is proven, `forbidden` when a browser was sent here by another
    ///   site, `malformed` when the name of who acts cannot be read.
    func identify(_ request: Request, _ context: HTTPContext) throws -> Caller {
        let origin = try self.origin(of: request)
        context.connection?.prove()
        return Caller(
            user: try request.user(),
            roles: Self.rolesOfHolders,
            office: self.office,
            origin: origin
        )
    }

    private func origin(of request: Request) throws -> Caller.Origin {
        if let header = request.headers[.authorization] {
            // A wrong token is an error even when a good cookie comes with it.
            guard let candidate = Self.bearer(header), self.token.matches(candidate) else {
                throw Self.unauthenticated(
                    chinese: "令牌不正确。",
                    english: "The token is not right.",
                    rule: "token"
                )
            }
            return .token
        }
        guard let session = request.cookies[self.cookieName]?.value else {
            throw Self.withoutCredentials
        }
        guard self.sessions.isOpen(session) else {
            throw Self.unauthenticated(
                chinese: "登录已过期。",
                english: "The session has ended.",
                rule: "session"
            )
        }
        try Self.checkSameOrigin(request)
        return .console
    }

    /// Refuses what another site made the browser send along with our cookie.
    static func checkSameOrigin(_ request: Request) throws {
        if let site = request.headers[.fetchSite], site != "same-origin", site != "none",
            request.method != .get
        {
            throw Self.crossSite()
        }
        guard request.method != .get, request.method != .head else {
            return
        }
        guard let origin = request.headers[.origin], let authority = request.head.authority,
            ["http://", "https://"].contains(where: {
                origin.lowercased() == $0 + authority.lowercased()
            })
        else {
            throw Self.crossSite()
        }
    }

    private static func bearer(_ header: String) -> String? {
        let parts = header.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else {
            return nil
        }
        return String(parts[1])
    }

    private static func crossSite() -> APIError {
        APIError(
            .forbidden,
            chinese: "该请求来自其他网站，已拒绝。",
            english: "The request was sent by another site and is refused.",
            field: "Origin",
            rule: "same-origin",
            hintChinese: "请在控制台页面内操作；程序请使用令牌。",
            hintEnglish: "Act from the console's own pages; programs use the token."
        )
    }

    /// Nothing was proven.
    static var withoutCredentials: APIError {
        Self.unauthenticated(
            chinese: "请求没有带令牌。",
            english: "The request carries no token.",
            rule: "credentials"
        )
    }

    private static func unauthenticated(
        chinese: String,
        english: String,
        rule: String
    ) -> APIError {
        APIError(
            .unauthenticated,
            chinese: chinese,
            english: english,
            field: "Authorization",
            rule: rule,
            hintChinese: "请用节点数据目录中 api.token 的内容：Authorization: Bearer <令牌>。",
            hintEnglish:
                "Send the content of api.token in the node's data folder: Authorization: Bearer <token>."
        )
    }
}

/// Lets requests from this very machine pass, and others only with a token or session.
package struct LocalOrAuthenticated: RouterMiddleware {
    private let authentication: Authentication

    init(authentication: Authentication) {
        self.authentication = authentication
    }

    package func handle(
        _ request: Request,
        context: HTTPContext,
        next: @concurrent (Request, HTTPContext) async throws -> Response
    ) async throws -> Response {
        // What a proxy on this machine passes on came from elsewhere.
        let isForwarded =
            request.headers[.forwarded] != nil || request.headers[.forwardedFor] != nil
        if context.remoteAddress?.isLoopback == true, !isForwarded {
            return try await next(request, context)
        }
        return try await self.authentication.handle(request, context: context, next: next)
    }
}
