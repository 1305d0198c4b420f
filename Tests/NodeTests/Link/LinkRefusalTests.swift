import Admin
import Crypto
import NIOCore
import NIOSSL
import SyncProtocol
import Testing
import X509

@testable import Node

@Suite("Connections that do not become links")
struct LinkRefusalTests {
    /// Lets a client with the given identity knock at Sichuan's node.
    private func reason(
        of identity: TLSIdentity?,
        at tree: TestTree,
        protocols: [String] = [LinkProtocol.synchronisation]
    ) async throws -> LinkRefusal.Reason? {
        let station = try await Station.make(try tree.identity("100000/510000"))
        let port = try await station.listen()
        let client = try await RawClient.secured(
            port: port,
            identity: identity,
            protocols: protocols
        )
        try await station.wait(for: "a refusal") { !$0.refused.isEmpty }
        try await client.closeFuture.get()
        try await station.stop()
        return try await station.run { parts in
            #expect(parts.recorder.opened.isEmpty)
            #expect(parts.recorder.refused.first?.direction == .accepted)
            #expect(parts.recorder.refused.first?.remoteAddress.hasPrefix("127.0.0.1:") == true)
            return parts.recorder.refusalReasons.first
        }
    }

    @Test("an office of another tree is refused")
    func otherTree() async throws {
        let other = try TestTree(2).identity("100000/510000/510100")
        #expect(try await self.reason(of: other, at: try TestTree(1)) == .wrongTree)
    }

    @Test("an office of a tree with the same id but another root is refused")
    func otherRoot() async throws {
        let other = try TestTree(1).identity("100000/510000/510100")
        #expect(try await self.reason(of: other, at: try TestTree(1)) == .wrongTree)
    }

    @Test("an office of a sibling's subtree is refused")
    func sibling() async throws {
        let tree = try TestTree()
        let other = try tree.identity("100000/440000/440100")
        #expect(try await self.reason(of: other, at: tree) == .unknownPeer)
    }

    @Test("an expired leaf is refused")
    func expired() async throws {
        let tree = try TestTree(now: TestTree.now - 100 * TestTree.day)
        let old = try tree.authority("100000/510000/510100", now: TestTree.now - 90 * TestTree.day)
            .issueLeaf(now: TestTree.now - 31 * TestTree.day)
        #expect(try await self.reason(of: old, at: tree) == .expiredCertificate)
    }

    @Test("an authority that was not signed by its parent is refused")
    func forgedAuthority() async throws {
        let tree = try TestTree()
        let forged = try Forgery.authority("100000/510000/510100", of: tree)
        #expect(
            try await self.reason(of: forged.issueLeaf(now: TestTree.now), at: tree)
                == .badCertificate
        )
    }

    @Test("a client without a certificate is refused")
    func noCertificate() async throws {
        #expect(try await self.reason(of: nil, at: try TestTree()) == .noCertificate)
    }

    @Test("a client that speaks none of our protocols is refused", arguments: [["h2"], []])
    func noCommonProtocol(protocols: [String]) async throws {
        let tree = try TestTree()
        let identity = try tree.identity("100000/510000/510100")
        let reason = try await self.reason(of: identity, at: tree, protocols: protocols)
        #expect(reason == .noCommonProtocol)
    }

    @Test("nobody can join where no authority to take in offices is set up")
    func noEnrolment() async throws {
        let reason = try await self.reason(
            of: nil,
            at: try TestTree(),
            protocols: [LinkProtocol.enrolment]
        )
        #expect(reason == .noCommonProtocol)
    }

    @Test("TLS 1.2 is refused")
    func oldTLS() async throws {
        let tree = try TestTree()
        let station = try await Station.make(try tree.identity("100000"))
        let client = try await RawClient.secured(
            port: try await station.listen(),
            identity: try tree.identity("100000/510000"),
            versionMax: .tlsv12
        )
        try await station.wait(for: "a refusal") { $0.refusalReasons == [.handshakeFailed] }
        try await client.closeFuture.get()
        try await station.stop()
    }

    @Test("a client that says nothing is refused after the handshake timeout")
    func silence() async throws {
        var limits = LinkLimits.forTests
        limits.handshakeTimeout = .milliseconds(50)
        let station = try await Station.make(try TestTree().identity("100000"), limits: limits)
        let client = try await RawClient.plain(port: try await station.listen())
        try await station.wait(for: "a refusal") { $0.refusalReasons == [.handshakeTimeout] }
        try await client.closeFuture.get()
        try await station.stop()
    }

    @Test("garbage instead of TLS is refused and does not disturb another link")
    func garbage() async throws {
        let tree = try TestTree()
        let parent = try await Station.make(try tree.identity("100000"))
        let child = try await Station.make(try tree.identity("100000/510000"))
        let port = try await parent.listen()
        try await child.dial(port: port, expecting: "100000")
        try await child.wait(for: "an open link") { $0.opened.count == 1 }
        for _ in 0..<20 {
            let client = try await RawClient.plain(port: port)
            try? await client.send(Array("GET / HTTP/1.1\r\n\r\n".utf8))
            try await client.closeFuture.get()
        }
        try await parent.wait(for: "20 refusals") { $0.refused.count == 20 }
        try await child.run { $0.recorder.opened[0].send([1]) }
        try await parent.wait(for: "the frame") { $0.received == [[1]] }
        try await parent.run { parts in
            #expect(parts.recorder.refusalReasons.allSatisfy { $0 == .handshakeFailed })
            #expect(parts.recorder.closed.isEmpty)
            #expect(parts.listener?.connectionCount == 1)
        }
        try await child.stop()
        try await parent.stop()
    }

    @Test(
        "a frame of a wrong length ends the link",
        arguments: [
            [0x7F, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0], [0, 0x40, 0, 1],
        ] as [[UInt8]]
    )
    func malformedFrame(header: [UInt8]) async throws {
        let tree = try TestTree()
        let station = try await Station.make(try tree.identity("100000"))
        let client = try await RawClient.secured(
            port: try await station.listen(),
            identity: try tree.identity("100000/510000")
        )
        // The station may have hung up before the send is reported done.
        _ = try? await client.send([0, 0, 0, 2, 8, 9] + header + [1])
        try await station.wait(for: "the end") { $0.closeReasons == ["malformed-frame"] }
        try await station.run { #expect($0.recorder.received == [[8, 9]]) }
        try await client.closeFuture.get()
        try await station.stop()
    }

    @Test("more unauthenticated connections from one address than allowed are refused")
    func tooMany() async throws {
        var limits = LinkLimits.forTests
        limits.unauthenticatedPerAddressMax = 2
        let tree = try TestTree()
        let station = try await Station.make(try tree.identity("100000"), limits: limits)
        let port = try await station.listen()
        var clients: [any Channel] = []
        for _ in 0..<3 { clients.append(try await RawClient.plain(port: port)) }
        try await station.wait(for: "a refusal") { $0.refusalReasons == [.tooManyConnections] }
        for client in clients { try? await client.close() }
        try await station.wait(for: "their end") { $0.refused.count == 3 }
        let child = try await Station.make(try tree.identity("100000/510000"))
        try await child.dial(port: port, expecting: "100000")
        try await station.wait(for: "an open link") { $0.opened.count == 1 }
        try await child.stop()
        try await station.stop()
    }

    @Test("connections that only stand there give way to an office, the oldest first")
    func givingWay() async throws {
        var limits = LinkLimits.forTests
        limits.unauthenticatedMax = 2
        let tree = try TestTree()
        let station = try await Station.make(try tree.identity("100000"), limits: limits)
        let port = try await station.listen()
        let stalled = [
            try await RawClient.plain(port: port), try await RawClient.plain(port: port),
        ]
        let child = try await Station.make(try tree.identity("100000/510000"))
        try await child.dial(port: port, expecting: "100000")
        try await station.wait(for: "an open link") { $0.opened.count == 1 }
        try await stalled[0].closeFuture.get()
        try await station.run { parts in
            #expect(parts.recorder.refusalReasons == [.tooManyConnections])
            #expect(parts.listener?.connectionCount == 2)
        }
        #expect(stalled[1].isActive)
        try await stalled[1].close()
        try await child.stop()
        try await station.stop()
    }

    @Test("an office that is barred loses its link and gets no other")
    func barred() async throws {
        let tree = try TestTree()
        let parent = try await Station.make(try tree.identity("100000"))
        let child = try await Station.make(try tree.identity("100000/510000"))
        try await child.dial(port: try await parent.listen(), expecting: "100000")
        try await parent.wait(for: "an open link") { $0.opened.count == 1 }
        try await parent.run { $0.registry.bar([path("100000/510000")]) }
        try await parent.wait(for: "the end") { $0.closeReasons == ["barred"] }
        try await parent.wait(for: "a refusal") { $0.refusalReasons.first == .barredPeer }
        try await parent.run { #expect($0.registry.links.isEmpty) }
        try await child.stop()
        try await parent.stop()
    }

    @Test("every refusal speaks Chinese and English")
    func texts() {
        let causes: [LinkRefusal.Cause] = [
            .noCertificate, .handshakeTimeout, .tooManyConnections,
            .noCommonProtocol("x"), .malformedFrame("x"), .unreachable("x"), .handshakeFailed("x"),
        ]
        for cause in causes {
            #expect(!cause.text.english.isEmpty)
            #expect(cause.text.chinese.unicodeScalars.contains { $0.value > 0x4E00 })
        }
    }
}
