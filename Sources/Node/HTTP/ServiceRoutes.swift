import Admin
import HTTPTypes
import Hummingbird

/// The routes beside the office API: health, metrics, the API's description and sign-in links.
struct ServiceRoutes {
    let sessions: SessionStore
    /// `http` or `https`: how browsers reach the node.
    let scheme: String
    let bodyBytesMax: Int
    let metrics: @Sendable () async -> String
    let health: @Sendable (Language) async -> HealthReport

    /// Routes for the machine that watches the node.
    func addWatch(to group: RouterGroup<HTTPContext>) {
        group.get("healthz") { request, _ in
            let asked = try QueryParameters(request, allowed: ["lang"])
                .language()
            let report = await self.health(asked ?? request.acceptedLanguage)
            return try Response.json(report, status: report.isFailing ? .serviceUnavailable : .ok)
        }
        group.get("metrics") { request, _ in
            _ = try QueryParameters(request, allowed: [])
            return Response.bytes(
                await self.metrics().utf8,
                contentType: "text/plain; version=0.0.4; charset=utf-8"
            )
        }
    }

    /// The description of the API is no secret.
    func addDescription(to router: Router<HTTPContext>) {
        router.get("api/v1/openapi.yaml") { request, _ in
            _ = try QueryParameters(request, allowed: [])
            return Response.bytes(Assets.openAPI, contentType: "application/yaml; charset=utf-8")
        }
    }

    /// Sign-in links are made by whoever holds the token, so that a browser's session cannot
    /// outlive itself.
    func addConsoleLinks(to group: RouterGroup<HTTPContext>) {
        group.post("console-links") { request, context in
            _ = try QueryParameters(request, allowed: [])
            guard context.caller?.origin == .token, let authority = request.head.authority else {
                throw APIError(
                    .forbidden,
                    chinese: "登录链接只能凭令牌生成。",
                    english: "A sign-in link is made with the token only.",
                    rule: "token-only",
                    hintChinese: "请在节点所在的机器上运行 cast-node console-link。",
                    hintEnglish: "Run cast-node console-link on the node's own machine."
                )
            }
            try await request.expectNoFields(root: "link", bytesMax: self.bodyBytesMax)
            return try Response.json(
                self.sessions.consoleLink(baseURL: "\(self.scheme)://\(authority)")
            )
        }
    }
}
