import Admin
import NIOCore
import SyncProtocol
import Testing

@testable import Node

@Suite("A dialer keeps its link")
struct LinkDialerTests {
    @Test("the link comes back after the listener restarts on the same port")
    func restart() async throws {
        let tree = try TestTree()
        let child = try await Station.make(try tree.identity("100000/510000"))
        let first = try await Station.make(try tree.identity("100000"))
        let port = try await first.listen()
        try await child.dial(port: port, expecting: "100000")
        try await child.wait(for: "an open link") { $0.opened.count == 1 }
        try await first.wait(for: "an open link") { $0.opened.count == 1 }
        try await first.stop()
        try await child.wait(for: "the end of the link") { $0.closed.count == 1 }
        try await child.wait(for: "a failed attempt") { $0.refusalReasons.contains(.unreachable) }
        try await child.run { parts in
            #expect(parts.dialer?.lastFailure == "unreachable")
            #expect(parts.dialer?.lastRefusal?.text.english.contains("refused") == true)
        }
        let second = try await Station.make(try tree.identity("100000"))
        try await second.listen(port: port)
        try await child.wait(for: "the second link") { $0.opened.count == 2 }
        try await child.run { parts in
            #expect(parts.dialer?.state == .connected(since: TestTree.now))
        }
        try await child.stop()
        try await second.stop()
    }

    @Test("a dialer waits between attempts and tries at once when kicked")
    func kick() async throws {
        let tree = try TestTree()
        var limits = LinkLimits.forTests
        limits.backoffMillisecondsMin = 3_600_000
        limits.backoffMillisecondsMax = 3_600_000
        let parent = try await Station.make(try tree.identity("100000"))
        let port = try await parent.listen()
        try await parent.stopListening()
        let child = try await Station.make(try tree.identity("100000/510000"), limits: limits)
        try await child.dial(port: port, expecting: "100000")
        try await child.wait(for: "a failed attempt") { $0.refusalReasons == [.unreachable] }
        try await child.run { parts in
            #expect(parts.dialer?.state == .waiting(until: TestTree.now + 3_600_000))
            #expect(parts.dialer?.failures == 1)
        }
        try await parent.listen(port: port)
        try await child.run { $0.dialer?.kick() }
        try await child.wait(for: "an open link") { $0.opened.count == 1 }
        try await child.stop()
        try await parent.stop()
    }

    @Test("a server that is another office than expected gets no link")
    func unexpectedPeer() async throws {
        let tree = try TestTree()
        let parent = try await Station.make(try tree.identity("100000"))
        let child = try await Station.make(try tree.identity("100000/510000/510100"))
        try await child.dial(port: try await parent.listen(), expecting: "100000/510000")
        try await child.wait(for: "a refusal") { $0.refusalReasons.first == .unexpectedPeer }
        try await child.run { #expect($0.recorder.opened.isEmpty) }
        try await child.stop()
        try await parent.stop()
    }

    @Test("a dialer whose certificate the parent refuses learns that it was refused")
    func refusedByPeer() async throws {
        let old = TestTree.now - 40 * TestTree.day
        let tree = try TestTree(now: old)
        let parent = try await Station.make(try tree.identity("100000"))
        let child = try await Station.make(
            try tree.authority("100000/510000", now: old).issueLeaf(now: old)
        )
        try await child.dial(port: try await parent.listen(), expecting: "100000")
        try await child.wait(for: "the end of the link") {
            $0.closeReasons.first == "refused-by-peer"
        }
        try await parent.wait(for: "a refusal") { $0.refusalReasons.first == .expiredCertificate }
        try await child.stop()
        try await parent.stop()
    }

    @Test(
        "a line on which something new comes each time is dialed again soon, one of no use ever later"
    )
    func shortLives() async throws {
        let tree = try TestTree()
        let parent = try await Station.make(try tree.identity("100000"))
        let child = try await Station.make(try tree.identity("100000/510000"))
        try await child.dial(port: try await parent.listen(), expecting: "100000")
        for count in 1...3 {
            try await child.wait(for: "a link") { $0.opened.count == count }
            try await child.run { $0.recorder.opened.last?.close(reason: "gone") }
            try await child.wait(for: "its end") { $0.closed.count == count }
            try await child.run { #expect($0.dialer?.failures == count) }
            try await child.run { $0.dialer?.kick() }
        }
        try await child.wait(for: "a link") { $0.opened.count == 4 }
        try await child.run { parts in
            parts.recorder.opened.last?.hasMoved = true
            parts.recorder.opened.last?.close(reason: "gone")
        }
        try await child.wait(for: "its end") { $0.closed.count == 4 }
        try await child.run { #expect($0.dialer?.failures == 1) }
        try await child.stop()
        try await parent.stop()
    }

    @Test("a stopped dialer does not dial")
    func stopped() async throws {
        let tree = try TestTree()
        let parent = try await Station.make(try tree.identity("100000"))
        let child = try await Station.make(try tree.identity("100000/510000"))
        try await child.dial(port: try await parent.listen(), expecting: "100000")
        try await child.wait(for: "an open link") { $0.opened.count == 1 }
        try await child.run { $0.dialer?.stop() }
        try await child.wait(for: "the end") { $0.closeReasons == ["stopped"] }
        try await child.run { parts in
            parts.dialer?.kick()
            #expect(parts.dialer?.state == .stopped)
        }
        try await parent.stop()
    }
}
