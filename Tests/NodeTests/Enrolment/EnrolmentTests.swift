import Crypto
import Decision
import Foundation
import NIOCore
import NIOPosix
import SyncProtocol
import Testing
import X509

@testable import Node

@Suite("A new office joins")
struct EnrolmentTests {
    private let tree: TestTree
    private let office = path("100000/510000")

    init() throws {
        self.tree = try TestTree()
    }

    private func token(
        port: Int,
        path: OfficePath? = nil,
        secret: EnrolmentSecret = .random(),
        tree: TestTree? = nil
    ) throws -> EnrolmentToken {
        let tree = tree ?? self.tree
        return try #require(
            EnrolmentToken(
                tree: tree.id,
                suite: .ed25519,
                rootHash: tree.root.rootHash,
                parentHost: "127.0.0.1",
                parentPort: port,
                path: path ?? self.office,
                secret: secret,
                expiresAt: TestTree.now + 3_600_000
            )
        )
    }

    private func enrol(
        _ token: EnrolmentToken,
        seed: UInt8 = 1,
        now: Int64 = TestTree.now
    ) async throws -> EnrolmentOutcome {
        let client = EnrolmentClient(eventLoop: MultiThreadedEventLoopGroup.singleton.next())
        return try await client.enrol(
            token: token,
            authorityKey: P256.Signing.PrivateKey(),
            signer: try Ed25519Signer(seed: [UInt8](repeating: seed, count: 32)),
            now: now
        )
    }

    /// The word with which an enrolment fails.
    private func failure(_ token: EnrolmentToken, seed: UInt8 = 1) async throws -> String? {
        do {
            _ = try await self.enrol(token, seed: seed)
            return nil
        } catch let error as EnrolmentError {
            return error.reason
        }
    }

    @Test("an invited office joins once, links, and the token is worth nothing afterwards")
    func once() async throws {
        let parent = try await Station.make(try self.tree.identity("100000"))
        let secret = EnrolmentSecret.random()
        let authority = TestAuthority(
            office: self.tree.root,
            token: try self.token(port: 1, secret: secret)
        )
        let port = try await parent.listen(authority: authority)
        let token = try self.token(port: port, secret: secret)
        let outcome = try await self.enrol(token)
        #expect(outcome.authority.uri == OfficeURI(tree: self.tree.id, path: self.office))
        #expect(outcome.credentials == [1, 2, 3])
        #expect(outcome.level == "province")
        #expect(outcome.nameChinese == "四川省科学技术协会")
        #expect(try await self.failure(token, seed: 2) == "token-used")
        // The same office may ask again: the first answer could have been lost.
        #expect(try await self.failure(token, seed: 1) == nil)

        let child = try await Station.make(try outcome.authority.issueLeaf(now: TestTree.now))
        try await child.dial(port: port, expecting: "100000")
        try await parent.wait(for: "a link") { $0.opened.first?.peer.path == path("100000/510000") }
        try await child.stop()
        try await parent.stop()
    }

    @Test("a man in the middle with another root never sees the secret")
    func manInTheMiddle() async throws {
        let attackerTree = try TestTree(1)
        let attacker = try await Station.make(try attackerTree.identity("100000"))
        let secret = EnrolmentSecret.random()
        let greedy = TestAuthority(
            office: attackerTree.root,
            token: try self.token(port: 1, secret: secret)
        )
        let port = try await attacker.listen(authority: greedy)
        #expect(
            try await self.failure(try self.token(port: port, secret: secret)) == "untrusted-parent"
        )
        #expect(await greedy.requestCount == 0)
        try await attacker.wait(for: "the broken handshake") { $0.refused.count == 1 }
        try await attacker.stop()
    }

    @Test("an office of the same tree that is not the parent never sees the secret")
    func wrongParent() async throws {
        let other = try self.tree.authority("100000/440000")
        let station = try await Station.make(try other.issueLeaf(now: TestTree.now))
        let secret = EnrolmentSecret.random()
        let greedy = TestAuthority(office: other, token: try self.token(port: 1, secret: secret))
        let port = try await station.listen(authority: greedy)
        let token = try self.token(port: port, path: path("100000/510000/510100"), secret: secret)
        #expect(try await self.failure(token) == "untrusted-parent")
        #expect(await greedy.requestCount == 0)
        try await station.stop()
    }

    @Test("a wrong secret is refused, and after five tries the address has to wait")
    func guessing() async throws {
        let parent = try await Station.make(try self.tree.identity("100000"))
        let authority = TestAuthority(office: self.tree.root, token: try self.token(port: 1))
        let port = try await parent.listen(authority: authority)
        for _ in 0..<EnrolmentLimiter.failuresMax {
            #expect(try await self.failure(try self.token(port: port)) == "unknown-token")
        }
        #expect(try await self.failure(try self.token(port: port)) == "too-many-attempts")
        #expect(await authority.requestCount == EnrolmentLimiter.failuresMax)
        try await parent.run { parts in
            let reasons = parts.recorder.refusalReasons
            #expect(reasons.count == EnrolmentLimiter.failuresMax + 1)
            #expect(reasons.allSatisfy { $0 == .enrolmentRefused })
        }
        try await parent.stop()
    }

    @Test("who is refused keeps no key; who gets no answer keeps it, and asks again with it")
    func refusedKey() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "cast-joining-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try DurableFile.createFolder(folder)
        func join(port: Int) async throws -> String? {
            do {
                _ = try await Joining(token: try self.token(port: port), dataFolder: folder)
                    .run(now: TestTree.now)
                return nil
            } catch let error as EnrolmentError {
                return error.reason
            }
        }
        let parent = try await Station.make(try self.tree.identity("100000"))
        let authority = TestAuthority(office: self.tree.root, token: try self.token(port: 1))
        let port = try await parent.listen(authority: authority)
        #expect(try await join(port: port) == "unknown-token")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
        let silent = try SilentPort()
        #expect(try await join(port: silent.port) == "unreachable")
        let seed = try IdentityFolder(dataFolder: folder).signingSeedIfPresent(for: .ed25519)
        #expect(seed != nil)
        // It was made for an answer that may have been lost.
        #expect(try await join(port: port) == "unknown-token")
        #expect(try IdentityFolder(dataFolder: folder).signingSeedIfPresent(for: .ed25519) == seed)
        try await parent.stop()
    }

    @Test("a frame that is too long or no request is refused")
    func malformed() async throws {
        let parent = try await Station.make(try self.tree.identity("100000"))
        let authority = TestAuthority(office: self.tree.root, token: try self.token(port: 1))
        let port = try await parent.listen(authority: authority)
        let long = try await RawClient.secured(port: port, protocols: [LinkProtocol.enrolment])
        // The parent may have hung up before the send is reported done.
        _ = try? await long.send([0, 1, 0, 1])
        try await parent.wait(for: "a refusal") { $0.refusalReasons == [.malformedFrame] }
        try await long.closeFuture.get()
        let nonsense = try await RawClient.secured(port: port, protocols: [LinkProtocol.enrolment])
        _ = try? await nonsense.send([0, 0, 0, 2, 0xFF, 0xFF])
        try await nonsense.closeFuture.get()
        #expect(await authority.requestCount == 0)
        try await parent.stop()
    }

    @Test(
        "a parent that stops while a request waits answers it, and a later decision troubles nobody"
    )
    func stopping() async throws {
        let loops = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let parent = try await Station.make(
            try self.tree.identity("100000"),
            on: loops.next()
        )
        let authority = SlowAuthority()
        let token = try self.token(port: try await parent.listen(authority: authority))
        async let answer = self.failure(token)
        await authority.isAsked()
        try await parent.stopListening()
        #expect(try await answer == "unavailable")
        // As a node ends: the loop is gone when the decision comes.
        parent.loop.close()
        try await loops.shutdownGracefully()
        await authority.decide()
    }

    @Test("nobody listens: the error names the address")
    func unreachable() async throws {
        let silent = try SilentPort()
        await #expect(throws: EnrolmentError.unreachable("127.0.0.1:\(silent.port)")) {
            try await self.enrol(try self.token(port: silent.port))
        }
    }

    @Test("a request without proof of its keys or for no child of ours is refused")
    func requestProof() throws {
        let signer = try Ed25519Signer(seed: [UInt8](repeating: 1, count: 32))
        let request = try EnrolmentRequest(
            token: try self.token(port: 1),
            authorityKey: P256.Signing.PrivateKey(),
            signer: signer
        )
        let parent = self.tree.root.uri
        try request.verify(parent: parent, verifier: SignatureSuite.ed25519)
        let bytes = request.encoded()
        #expect(try EnrolmentRequest(decoding: bytes).encoded() == bytes)
        for index in stride(from: 0, to: bytes.count, by: 3) {
            var damaged = bytes
            damaged[index] ^= 1
            #expect(throws: (any Error).self, "byte \(index)") {
                try EnrolmentRequest(decoding: damaged)
                    .verify(parent: parent, verifier: SignatureSuite.ed25519)
            }
        }
        let stranger = OfficeURI(tree: self.tree.id, path: path("100000/510000"))
        #expect(throws: EnrolmentError.wrongOffice) {
            try request.verify(parent: stranger, verifier: SignatureSuite.ed25519)
        }
    }
}
