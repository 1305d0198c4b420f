import Admin
import Crypto
import SyncProtocol
import Testing
import X509

@testable import Node

@Suite("Attack: peers that nobody knows", .serialized, .timeLimit(.minutes(10)))
struct UnknownPeerTests {
    @Test("an office of another tree")
    func otherTree() async throws {
        try await self.refuses(.wrongTree) { _ in
            try AttackOffices().chengdu.tls()
        }
    }

    @Test("an office of a sibling's subtree")
    func siblingSubtree() async throws {
        try await self.refuses(.unknownPeer) { offices in
            try offices.national.child("440000").child("440100").tls()
        }
    }

    @Test("our own certificate in other hands")
    func clone() async throws {
        try await self.refuses(.unknownPeer) { try $0.sichuan.tls() }
    }

    @Test("nobody: a connection without a certificate")
    func noCertificate() async throws {
        try await self.refuses(.badCertificate) { _ in nil }
    }

    @Test("a root made by the attacker itself, with all the right names")
    func ownRoot() async throws {
        try await self.refuses(.wrongTree) { offices in
            var authority = try OfficeAuthority.createRoot(
                tree: offices.national.tree,
                path: offices.national.path,
                now: SystemTime.milliseconds()
            )
            for step in offices.chengdu.path.lineage.dropFirst() {
                authority = try authority.child(step)
            }
            return try authority.issueLeaf(now: SystemTime.milliseconds())
        }
    }

    @Test("a certificate for an office that its issuer has no right to certify")
    func beyondItsSubtree() async throws {
        try await self.refuses(.badCertificate) { offices in
            // Chengdu's authority signs a leaf in the name of headquarters.
            let chengdu = offices.chengdu.authority
            let key = try offices.chengdu.tls().key
            let forged = try CertificateProfile.leaf(
                uri: OfficeURI(tree: offices.national.tree, path: offices.national.path),
                publicKey: .init(key.publicKey),
                notBefore: SystemTime.milliseconds(),
                notAfter: SystemTime.milliseconds() + CertificateLifetime.millisecondsPerDay,
                issuer: chengdu.chain[0].subject,
                issuerKey: .init(chengdu.key)
            )
            return try TLSIdentity(key: key, chain: [forged] + chengdu.chain)
        }
    }

    private func refuses(
        _ reason: RefusalReason,
        _ identity: (AttackOffices) throws -> TLSIdentity?
    ) async throws {
        try await RunningNode.attacked { node, offices in
            let identity = try identity(offices)
            for _ in 0..<3 {
                let link = try await HostileLink.connect(to: node.linkPort, as: identity)
                try? await link.send(.hello(.sample(offices.chengdu)))
                try await link.end()
            }
            let item = try await node.eventually("the peer in quarantine") {
                try await $0.quarantine(PageRequest(), by: .unnamed).items.first
            }
            #expect(item.peer == "127.0.0.1")
            #expect(item.space == nil && item.author == nil)
            try await node.provesUnharmed(offices, quarantine: [reason])
        }
    }
}

extension OfficeAuthority {
    fileprivate func child(_ path: OfficePath) throws -> OfficeAuthority {
        let key = P256.Signing.PrivateKey()
        let uri = OfficeURI(tree: self.uri.tree, path: path)
        let request = try CertificateRequest.make(for: uri, key: key)
        let chain = try self.issue(path, request: request, now: SystemTime.milliseconds())
        return try OfficeAuthority(key: key, chain: chain)
    }
}
