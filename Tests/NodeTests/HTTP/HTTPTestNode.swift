import Admin
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Synchronization
import Testing

@testable import Node

/// A node's HTTP side over a sample office, asked without a socket.
struct HTTPTestNode {
    let office: SampleOffice
    let token = APIToken.random()
    let sessions: SessionStore
    /// UTC milliseconds.
    let clock: Clock
    let server: HTTPServer

    final class Clock: Sendable {
        let now = Mutex<Int64>(APISamples.now)
        func advance(seconds: Int64) { self.now.withLock { $0 += seconds * 1000 } }
    }

    init(
        office: SampleOffice = SampleOffice(),
        bodyBytesMax: Int = HTTPServerConfiguration.bodyBytesMaxDefault,
        health: [Phrase] = [],
        nodeName: String = "0123456789ab"
    ) throws {
        let clock = Clock()
        self.office = office
        self.clock = clock
        self.sessions = SessionStore { clock.now.withLock { $0 } }
        var configuration = HTTPServerConfiguration(
            port: 0,
            office: "100000",
            bodyBytesMax: bodyBytesMax,
            names: ["office.example"]
        )
        configuration.nodeName = nodeName
        self.server = try HTTPServer(
            api: office,
            configuration: configuration,
            token: self.token,
            sessions: self.sessions,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            metrics: { "cast_changes_total 40\n" },
            health: { language in HealthReport(reasons: health.map { $0.said(in: language) }) }
        )
    }

    /// Sends one request to the router.
    func send(
        _ method: HTTPRequest.Method = .get,
        _ uri: String,
        _ headers: HTTPFields = [:],
        body: String? = nil
    ) async throws -> TestResponse {
        let buffer = body.map { ByteBuffer(string: $0) }
        return try await self.server.application.test(.router) { client in
            try await client.execute(uri: uri, method: method, headers: headers, body: buffer)
        }
    }

    /// Sends one request with the token.
    func ask(
        _ method: HTTPRequest.Method = .get,
        _ uri: String,
        _ headers: HTTPFields = [:],
        body: String? = nil
    ) async throws -> TestResponse {
        var headers = headers
        headers[.authorization] = "Bearer \(self.token.text)"
        return try await self.send(method, uri, headers, body: body)
    }

    /// Signs a browser in.
    /// - Returns: The header that it sends from then on.
    func signIn() async throws -> HTTPFields {
        let link = self.sessions.signInLink(baseURL: "http://localhost")
        let path = String(link.dropFirst("http://localhost".count))
        let response = try await self.send(.get, path, [.accept: "text/html"])
        #expect(response.status == .ok)
        let cookie = try #require(response.headers[.setCookie])
        return [.cookie: String(cookie.prefix { $0 != ";" }), .accept: "text/html"]
    }
}

extension TestResponse {
    var text: String { String(buffer: self.body) }

    /// The answer as a value.
    func value<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: Data(self.body.readableBytesView))
    }
}
