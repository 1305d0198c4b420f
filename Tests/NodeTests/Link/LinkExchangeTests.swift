import NIOCore
import SyncProtocol
import Testing

@testable import Node

@Suite("Links between two offices")
struct LinkExchangeTests {
    @Test("two offices link and exchange 1,000 frames of mixed size both ways")
    func exchange() async throws {
        let tree = try TestTree()
        let parent = try await Station.make(try tree.identity("100000"))
        let child = try await Station.make(try tree.identity("100000/510000"))
        let port = try await parent.listen()
        try await child.dial(port: port, expecting: "100000")
        for station in [parent, child] {
            try await station.wait(for: "an open link") { $0.opened.count == 1 }
            try await station.run { parts in
                for frame in Self.frames { parts.recorder.opened[0].send(frame) }
            }
        }
        for station in [parent, child] {
            try await station.wait(for: "all frames") { $0.received.count == Self.frames.count }
            try await station.run { parts in
                #expect(parts.recorder.received == Self.frames)
                let link = parts.recorder.opened[0]
                let total = UInt64(Self.frames.reduce(0) { $0 + $1.count + 4 })
                #expect(link.bytesIn == total)
                #expect(link.bytesOut == total)
            }
        }
        try await child.run { parts in
            #expect(parts.recorder.opened[0].peer.path == path("100000"))
            #expect(parts.recorder.opened[0].direction == .dialed)
        }
        try await parent.run { parts in
            #expect(parts.recorder.opened[0].peer.path == path("100000/510000"))
            #expect(parts.recorder.opened[0].peer.tree == tree.id)
            #expect(parts.registry.link(to: path("100000/510000")) === parts.recorder.opened[0])
        }
        try await child.stop()
        try await parent.wait(for: "the end of the link") { $0.closeReasons == ["closed-by-peer"] }
        try await parent.stop()
    }

    /// Sizes from 1 byte over TLS records and receive buffers to more than a megabyte.
    private static let frames: [[UInt8]] = (0..<1_000).map { index in
        let count = index % 250 == 249 ? 1_200_000 : 1 + (index * 37) % 3_000
        return [UInt8](repeating: UInt8(index % 251), count: count)
    }

    @Test("a link that is full says so, and says when it is writable again")
    func backPressure() async throws {
        let tree = try TestTree()
        let parent = try await Station.make(try tree.identity("100000"))
        let child = try await Station.make(try tree.identity("100000/510000"))
        try await child.dial(port: try await parent.listen(), expecting: "100000")
        try await parent.wait(for: "an open link") { $0.opened.count == 1 }
        try await child.wait(for: "an open link") { $0.opened.count == 1 }
        try await parent.run { $0.recorder.opened[0].pauseReading() }
        try await child.run { parts in
            let link = parts.recorder.opened[0]
            #expect(link.isWritable)
            for _ in 0..<8 { link.send([UInt8](repeating: 7, count: 1_000_000)) }
            #expect(!link.isWritable)
        }
        try await parent.run { $0.recorder.opened[0].resumeReading() }
        try await child.wait(for: "writable again") { $0.writableCount == 1 }
        try await parent.wait(for: "all frames") { $0.received.count == 8 }
        try await child.stop()
        try await parent.stop()
    }

    @Test("a second connection of the same office replaces the first")
    func replaced() async throws {
        let tree = try TestTree()
        let parent = try await Station.make(try tree.identity("100000"))
        let identity = try tree.identity("100000/510000")
        let port = try await parent.listen()
        let first = try await RawClient.secured(port: port, identity: identity)
        try await parent.wait(for: "the first link") { $0.opened.count == 1 }
        let second = try await RawClient.secured(port: port, identity: identity)
        try await parent.wait(for: "the second link") { $0.opened.count == 2 }
        try await parent.run { parts in
            #expect(parts.recorder.closeReasons == ["replaced"])
            #expect(parts.recorder.closed[0].link === parts.recorder.opened[0])
            #expect(parts.registry.links.map(\.id) == [parts.recorder.opened[1].id])
            #expect(parts.recorder.opened[1].isOpen)
        }
        try await first.closeFuture.get()
        try await second.close()
        try await parent.stop()
    }

    @Test("the reason with which the driver closes is the reason that it hears")
    func closeReason() async throws {
        let tree = try TestTree()
        let parent = try await Station.make(try tree.identity("100000"))
        let child = try await Station.make(try tree.identity("100000/510000"))
        try await child.dial(port: try await parent.listen(), expecting: "100000")
        try await parent.wait(for: "an open link") { $0.opened.count == 1 }
        try await parent.run { parts in
            parts.recorder.opened[0].send([1, 2, 3])
            parts.recorder.opened[0].close(reason: "own-words")
            #expect(parts.recorder.closed.isEmpty)
        }
        try await parent.wait(for: "the end") { $0.closeReasons == ["own-words"] }
        try await child.wait(for: "the last frame") { $0.received == [[1, 2, 3]] }
        try await child.stop()
        try await parent.stop()
    }

    @Test("a renewed certificate is shown from the next handshake on, open links stay")
    func renewedCertificate() async throws {
        let tree = try TestTree()
        let renewed = try tree.root.issueLeaf(now: TestTree.now)
        let parent = try await Station.make(try tree.identity("100000"))
        let first = try await Station.make(try tree.identity("100000/510000"))
        let second = try await Station.make(try tree.identity("100000/440000"))
        let port = try await parent.listen()
        try await first.dial(port: port, expecting: "100000")
        try await parent.wait(for: "the first link") { $0.opened.count == 1 }
        try await parent.run { try $0.registry.use(renewed) }
        try await second.dial(port: port, expecting: "100000")
        try await second.wait(for: "the second link") { $0.opened.count == 1 }
        try await second.run { parts in
            let digest = try renewed.chain[0].digest()
            #expect(parts.recorder.opened[0].peer.fingerprint == digest)
        }
        try await parent.wait(for: "the second link") { $0.opened.count == 2 }
        try await parent.run { #expect($0.registry.links.count == 2) }
        for station in [first, second, parent] { try await station.stop() }
    }

    @Test("a silent link asks for a ping, and is closed when the other end stays silent")
    func idle() async throws {
        let tree = try TestTree()
        var limits = LinkLimits.forTests
        limits.idlePing = .milliseconds(20)
        limits.idleTimeout = .milliseconds(200)
        let parent = try await Station.make(try tree.identity("100000"), limits: limits)
        let port = try await parent.listen()
        let client = try await RawClient.secured(
            port: port,
            identity: try tree.identity("100000/510000")
        )
        try await parent.wait(for: "a request for a ping") { $0.idleCount > 0 }
        try await parent.wait(for: "the end") { $0.closeReasons == ["idle-timeout"] }
        try await client.closeFuture.get()
        try await parent.stop()
    }
}
