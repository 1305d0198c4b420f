internal import Decision
import Store
import SyncProtocol
import Testing

@Suite("Certificates of equality in the store")
struct CertificateTests {
    @Test("The latest certificate of each neighbour is found, and the oldest give way")
    func kept() async throws {
        let test = try TestStore(TestOffice.national)
        defer { test.store.close() }
        let identity = test.store.identity
        let peers = try ["100000/1", "100000/2"].map { try #require(OfficePath(text: $0)) }
        func statement(_ peer: OfficePath, at: Int64) throws -> EqualityStatement {
            try EqualityStatement(
                EqualityClaim(
                    tree: identity.tree,
                    office: identity.path,
                    peer: peer,
                    scopeDigest: SignatureSuite.ed25519.hash([UInt8(at % 251)]),
                    feedCount: 3
                ),
                at: at,
                chain: identity.chain,
                signer: identity.signer
            )
        }
        let other = try statement(peers[1], at: 7)
        try await test.store.keep(ours: other, theirs: other)
        let count = Int64(EqualityCertificate.keptMax) + 5
        for at in 1...count {
            let ours = try statement(peers[0], at: at)
            try await test.store.keep(ours: ours, theirs: ours)
        }
        try test.store.read { snapshot throws(StoreError) in
            let latest = try snapshot.latestCertificate(of: peers[0])
            #expect(latest?.ours.at == count)
            #expect(latest?.theirs.claim.feedCount == 3)
            #expect(try snapshot.latestCertificate(of: peers[1])?.ours == other)
            #expect(try snapshot.latestCertificate(of: identity.path) == nil)
        }
    }
}
