import Admin
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import PlainText
import Synchronization
import Testing

@testable import Node

@Suite("Who may ask")
struct AuthenticationTests {
    @Test("a request without a token is answered 401 and says where the token is")
    func noToken() async throws {
        let response = try await HTTPTestNode().send(.get, "/api/v1/status")
        #expect(response.status == .unauthorized)
        #expect(response.headers[.wwwAuthenticate] == "Bearer realm=\"cast-node\"")
        let error = try response.value(APIError.self)
        #expect(error.code == .unauthenticated)
        #expect(error.hintEnglish?.contains("api.token") == true)
    }

    @Test("the office is told who calls, by what roles, on whose node and from where")
    func callers() async throws {
        let node = try HTTPTestNode()
        func caller(_ user: String?, _ origin: Caller.Origin) -> Caller {
            Caller(user: user, roles: Role.allCases, office: "100000", origin: origin)
        }
        let named: HTTPFields = [.castUser: "%E7%8E%8B%E6%95%8F"]
        _ = try await node.ask(.get, "/api/v1/status", named)
        #expect(node.office.lastCaller.withLock { $0 } == caller("王敏", .token))
        _ = try await node.ask(.get, "/api/v1/status")
        #expect(node.office.lastCaller.withLock { $0 } == caller(nil, .token))
        _ = try await node.send(.get, "/", try await node.signIn())
        #expect(node.office.lastCaller.withLock { $0 } == caller(nil, .console))
        let receipt = #"{"directive":"\#(APISamples.id)"}"#
        _ = try await node.ask(.post, "/api/v1/receipts", body: receipt)
        #expect(node.office.lastCaller.withLock { $0 } == caller("clerk", .token))
    }

    @Test("a name that cannot be read is refused for reading, too")
    func badName() async throws {
        let node = try HTTPTestNode()
        let response = try await node.ask(.get, "/api/v1/status", [.castUser: "%FF"])
        #expect(response.status != .ok)
        #expect(try response.value(APIError.self).rule == APIError.encodingRule)
        #expect(node.office.lastCall == nil)
    }

    @Test(
        "a wrong token is answered 401",
        arguments: ["Bearer wrong", "Bearer ", "Basic abc", "Bearer a b", ""]
    )
    func wrongToken(header: String) async throws {
        let response = try await HTTPTestNode().send(
            .get,
            "/api/v1/status",
            [.authorization: header]
        )
        #expect(response.status == .unauthorized)
    }

    @Test("a token with one character changed or missing does not match")
    func nearlyRightToken() {
        let token = APIToken.random()
        #expect(token.matches(token.text))
        #expect(!token.matches(String(token.text.dropLast())))
        #expect(!token.matches(token.text + "A"))
        #expect(!token.matches("*" + token.text.dropFirst()))
        #expect(!token.matches(""))
        #expect(!"\(token)".contains(token.text))
    }

    @Test("the right token is let in")
    func rightToken() async throws {
        let response = try await HTTPTestNode().ask(.get, "/api/v1/status")
        #expect(response.status == .ok)
        let status = try response.value(NodeStatus.self)
        #expect(status == APISamples.status(name: "四川省科协", links: [APISamples.link]))
    }

    @Test("two nodes of one host keep their sessions apart: browsers keep cookies by host only")
    func twoNodes() async throws {
        let (one, other) = (try HTTPTestNode(), try HTTPTestNode(nodeName: "ba9876543210"))
        let cookies = [
            try await one.signIn()[.cookie], try await other.signIn()[.cookie],
        ].compactMap { $0 }
        let names = cookies.map { $0.prefix { $0 != "=" } }
        #expect(names == ["cast_session_0123456789ab", "cast_session_ba9876543210"])
        let both: HTTPFields = [.cookie: cookies.joined(separator: "; "), .accept: "text/html"]
        for node in [one, other] { #expect(try await node.send(.get, "/", both).status == .ok) }
    }

    @Test("a wrong token is refused even beside a good session")
    func wrongTokenWithSession() async throws {
        let node = try HTTPTestNode()
        var headers = try await node.signIn()
        headers[.authorization] = "Bearer wrong"
        #expect(try await node.send(.get, "/api/v1/status", headers).status == .unauthorized)
    }

    @Test(
        "a session writes only from the console's own origin",
        arguments: [
            (nil, HTTPResponse.Status.forbidden),
            ("http://evil.example", .forbidden),
            ("null", .forbidden),
            ("http://localhost.evil.example", .forbidden),
            ("http://localhost", .ok),
        ] as [(String?, HTTPResponse.Status)]
    )
    func origin(origin: String?, expected: HTTPResponse.Status) async throws {
        let node = try HTTPTestNode()
        var headers = try await node.signIn()
        headers[.origin] = origin
        let response = try await node.send(
            .post,
            "/api/v1/receipts",
            headers,
            body: #"{"directive":"x"}"#
        )
        #expect(response.status == expected)
        #expect((node.office.lastCall == "sign x by clerk") == (expected == .ok))
    }

    @Test("health and metrics from elsewhere need the token")
    func watching() async throws {
        let node = try HTTPTestNode()
        for path in ["/healthz", "/metrics"] {
            #expect(try await node.send(.get, path).status == .unauthorized)
        }
        let metrics = try await node.ask(.get, "/metrics")
        #expect(metrics.text == "cast_changes_total 40\n")
        #expect(metrics.headers[.contentType]?.hasPrefix("text/plain; version=0.0.4") == true)
        #expect(try await node.ask(.get, "/healthz").value(HealthReport.self).status == "ok")
    }

    @Test("health and metrics from the same machine need no token")
    func watchingLocally() async throws {
        let node = try HTTPTestNode()
        let proxied: HTTPFields = [.forwardedFor: "10.0.0.9"]
        let statuses = try await node.server.application.test(.live) { client in
            [
                try await client.execute(uri: "/healthz", method: .get).status,
                try await client.execute(uri: "/metrics", method: .get).status,
                try await client.execute(uri: "/metrics", method: .get, headers: proxied).status,
                try await client.execute(uri: "/api/v1/status", method: .get).status,
            ]
        }
        #expect(statuses == [.ok, .ok, .unauthorized, .unauthorized])
    }

    @Test("a failing node answers 503 and names the reasons")
    func failing() async throws {
        let node = try HTTPTestNode(
            health: [Phrase("磁盘空间不足", "the disk is nearly full")]
        )
        let response = try await node.ask(.get, "/healthz")
        #expect(response.status == .serviceUnavailable)
        let report = try response.value(HealthReport.self)
        #expect(report.status == "failing")
        #expect(report.reasons == ["磁盘空间不足"])
    }

    @Test(
        "the reasons are in the language that is asked for, else in Chinese",
        arguments: [
            ("/healthz", "", "磁盘空间不足"), ("/healthz?lang=en", "zh-CN", "the disk is nearly full"),
            ("/healthz", "en-GB,en;q=0.9", "the disk is nearly full"),
            ("/healthz", "de, en;q=0.3, zh;q=0.5", "磁盘空间不足"), ("/healthz", "fr", "磁盘空间不足"),
            ("/healthz?lang=zh", "en", "磁盘空间不足"),
        ]
    )
    func failingLanguage(_ path: String, _ accepted: String, _ reason: String) async throws {
        let node = try HTTPTestNode(
            health: [Phrase("磁盘空间不足", "the disk is nearly full")]
        )
        let response = try await node.ask(
            .get,
            path,
            accepted.isEmpty ? [:] : [.acceptLanguage: accepted]
        )
        #expect(try response.value(HealthReport.self).reasons == [reason])
        #expect(try await node.ask(.get, "/healthz?lang=fr").status == .badRequest)
    }

    @Test("a sign-in link is made with the token, not with a session")
    func consoleLink() async throws {
        let node = try HTTPTestNode()
        let link = try await node.ask(.post, "/api/v1/console-links").value(ConsoleLink.self)
        #expect(link.link.hasPrefix("http://localhost/sign-in?key="))
        #expect(link.expiresAt == APISamples.now + 900_000)
        var headers = try await node.signIn()
        headers[.origin] = "http://localhost"
        let response = try await node.send(.post, "/api/v1/console-links", headers)
        #expect(response.status == .forbidden)
    }
}
