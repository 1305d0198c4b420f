import Admin
import Foundation
import Hummingbird
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Testing

@testable import Node

@Suite("Who stands at the door of the HTTP side", .timeLimit(.minutes(10)))
struct HTTPDoorTests {
    private static let longMilliseconds: Int64 = 600_000

    /// Small in number, and so patient that nothing in these tests ends by time.
    private static var limits: HTTPLimits {
        var limits = HTTPLimits()
        limits.connectionsMax = 16
        limits.strangersMax = 8
        limits.strangersPerAddressMax = 6
        limits.headMilliseconds = Self.longMilliseconds
        limits.bodyMilliseconds = Self.longMilliseconds
        limits.idleMilliseconds = Self.longMilliseconds
        return limits
    }

    private static func get(_ node: ListeningNode, _ path: String) -> String {
        "GET \(path) HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(node.token.text)\r\n\r\n"
    }

    /// Asks as an honest person does, and is answered.
    private func expectAnswer(_ node: ListeningNode) async throws {
        let honest = try await node.connect()
        try await honest.send(Self.get(node, "/api/v1/status"))
        #expect(try await honest.head().hasPrefix("HTTP/1.1 200"))
        try await honest.close()
    }

    @Test(
        "Connections that only stand there, or drip a header, keep nobody out",
        arguments: ["", "GET /api/v1/status HTTP/1.1\r\nX-Drip: ", "\r\n"]
    )
    func strangers(drip: String) async throws {
        try await ListeningNode.run(limits: Self.limits) { node in
            var strangers: [RawConnection] = []
            for _ in 0..<40 {
                let stranger = try await node.connect()
                try await stranger.send(drip)
                strangers.append(stranger)
            }
            try await self.expectAnswer(node)
            // All but the last few have given way.
            for stranger in strangers.prefix(34) { try await stranger.end() }
            try await self.expectAnswer(node)
        }
    }

    @Test("Who has shown the key gives way to no stranger")
    func provedStays() async throws {
        try await ListeningNode.run(limits: Self.limits) { node in
            let proved = try await node.connect()
            try await proved.send(Self.get(node, "/api/v1/status"))
            _ = try await proved.head()
            for _ in 0..<40 { _ = try await node.connect() }
            try await proved.send(Self.get(node, "/api/v1/links"))
            #expect(try await proved.head().hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test("A header that does not come in its time ends the connection", arguments: ["", "GET /"])
    func lateHeader(drip: String) async throws {
        var limits = Self.limits
        limits.headMilliseconds = 50
        try await ListeningNode.run(limits: limits) { node in
            let late = try await node.connect()
            try await late.send(drip)
            try await late.end()
        }
    }

    @Test("A body that only drips ends the connection, also where the key came with it")
    func slowBody() async throws {
        var limits = Self.limits
        limits.bodyMilliseconds = 50
        try await ListeningNode.run(limits: limits) { node in
            let slow = try await node.connect()
            try await slow.send(Self.post(node, "Content-Length: 100\r\n") + "{")
            try await slow.end()
        }
    }

    @Test("A reader that waits and closes its side is noticed at once", arguments: [true, false])
    func closedPolls(closesBoth: Bool) async throws {
        let (waiting, startsWaiting) = AsyncStream.makeStream(of: Void.self)
        let office = SampleOffice(waits: startsWaiting)
        try await ListeningNode.run(office: office, limits: Self.limits) { node in
            // More than there are places, so that the later ones need those of the earlier.
            var news = waiting.makeAsyncIterator()
            for _ in 0..<24 {
                let poll = try await node.connect()
                try await poll.send(Self.get(node, "/api/v1/dashboard?after=42&timeout=60"))
                _ = await news.next()
                if closesBoth {
                    try await poll.close()
                } else {
                    try await poll.finishSending()
                    #expect(try await poll.head().hasPrefix("HTTP/1.1 503"))
                }
                try await poll.end()
            }
            try await node.waitUntilEmpty()
            try await self.expectAnswer(node)
        }
    }

    // MARK: Waiting for word

    private static func post(
        _ node: ListeningNode,
        _ fields: String,
        token: String? = nil
    ) -> String {
        "POST /api/v1/receipts HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + "\(token ?? node.token.text)\r\nContent-Type: application/json\r\n\(fields)\r\n"
    }

    @Test("Who waits for word before the body gets it, and then the answer")
    func askedForBody() async throws {
        let body = #"{"directive":"x"}"#
        let fields = "Expect: 100-continue\r\nContent-Length: \(body.utf8.count)\r\n"
        try await ListeningNode.run(limits: Self.limits) { node in
            let client = try await node.connect()
            for _ in 0..<2 {
                try await client.send(Self.post(node, fields))
                #expect(try await client.head() == "HTTP/1.1 100 Continue")
                try await client.send(body)
                #expect(try await client.head().hasPrefix("HTTP/1.1 200"))
            }
        }
    }

    @Test(
        "What is refused is refused before its body is sent",
        arguments: [("", 5, 401), (nil, 100_000_000, 413)] as [(String?, Int, Int)]
    )
    func refusedBeforeBody(token: String?, byteCount: Int, status: Int) async throws {
        let fields = "Expect: 100-continue\r\nContent-Length: \(byteCount)\r\n"
        try await ListeningNode.run(limits: Self.limits) { node in
            let client = try await node.connect()
            try await client.send(Self.post(node, fields, token: token))
            let head = try await client.head()
            #expect(head.hasPrefix("HTTP/1.1 \(status)"))
            #expect(head.lowercased().contains("connection: close"))
            try await client.end()
        }
    }
}
