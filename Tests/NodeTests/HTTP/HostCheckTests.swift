import Admin
import HTTPTypes
import Hummingbird
import Logging
import NIOEmbedded
import Testing

@testable import Node

@Suite("Under which name the node may be asked")
struct HostCheckTests {
    /// Sends a request with a `Host` of the test's own choice.
    private func status(
        host: String?,
        target: String = "/api/v1/openapi.yaml"
    ) async throws -> HTTPResponse.Status {
        let node = try HTTPTestNode()
        let request = Request(
            head: HTTPRequest(
                method: .get,
                scheme: "http",
                authority: host,
                path: target
            ),
            body: RequestBody(buffer: ByteBuffer())
        )
        let context = HTTPContext(
            source: ApplicationRequestContextSource(
                channel: EmbeddedChannel(),
                logger: Logger(label: "test")
            )
        )
        return try await node.server.application.responder.respond(to: request, context: context)
            .status
    }

    @Test(
        "its own names and literal addresses are answered",
        arguments: [
            "localhost", "localhost:8480", "LOCALHOST", "127.0.0.1:8480", "[::1]:8480",
            "10.51.0.8", "office.example", "Office.Example:443",
        ]
    )
    func ours(host: String) async throws {
        #expect(try await self.status(host: host) == .ok)
    }

    @Test(
        "any other name is refused, against DNS rebinding",
        arguments: [
            "evil.example", "evil.example:8480", "localhost.evil.example", "127.0.0.1.evil.example",
            "", ":80", "[evil.example]", nil,
        ]
    )
    func foreign(host: String?) async throws {
        #expect(try await self.status(host: host) == .forbidden)
    }

    @Test(
        "a target that names a host itself, as for a proxy, is measured in the same way",
        arguments: [
            ("http://localhost:8480", HTTPResponse.Status.ok), ("http://127.0.0.1", .ok),
            ("HTTP://office.example", .ok), ("http://evil.example", .forbidden),
            ("http://localhost@evil.example", .forbidden), ("//evil.example", .notFound),
            ("evil.example:443", .forbidden), ("http://", .forbidden),
        ] as [(String, HTTPResponse.Status)]
    )
    func absoluteTarget(host: String, expected: HTTPResponse.Status) async throws {
        let target = host + "/api/v1/openapi.yaml"
        #expect(try await self.status(host: "localhost", target: target) == expected)
        #expect(try await self.status(host: "evil.example", target: target) == .forbidden)
    }
}
