import SyncProtocol
import Testing

@Suite("Certificates of equality")
struct CertificateExchangeTests {
    private let sample: SampleTree

    init() throws {
        self.sample = try SampleTree()
    }

    private func statement(_ claim: EqualityClaim) throws -> EqualityStatement {
        let signer = self.sample.city
        return try EqualityStatement(claim, at: 5, chain: signer.chain, signer: signer.signer)
    }

    @Test("Equal at the hello: nothing is signed, so that the greeting stays short")
    func notAtHello() {
        let pair = RelayPair()
        #expect(pair.isEqual)
        #expect(pair.claims(of: 0).isEmpty && pair.claims(of: 1).isEmpty)
    }

    @Test("Asked for, both ends sign the same digest, and each keeps the other's word")
    func onDemand() throws {
        var pair = RelayPair()
        pair.step(.compare(RelayPair.link), at: 0, now: 100)
        // The pong shows the one that asked that both are equal.
        let claim = try #require(pair.claims(of: 0).first)
        #expect(claim.office == RelayPair.province && claim.peer == RelayPair.city)
        #expect(claim.feedCount == 0)
        pair.step(.certified(RelayPair.link, try self.statement(claim)), at: 0, now: 101)
        let answer = try #require(pair.claims(of: 1).first)
        #expect(answer.scopeDigest == claim.scopeDigest && answer.office == RelayPair.city)
        #expect(pair.kept(by: 1).map(\.claim) == [claim])
        pair.step(.certified(RelayPair.link, try self.statement(answer)), at: 1, now: 102)
        #expect(pair.kept(by: 0).map(\.claim) == [answer])
        // Nobody signs twice for one state.
        #expect(pair.claims(of: 0).count == 1 && pair.claims(of: 1).count == 1)
    }

    @Test("A statement over another digest, by another office or for another link is not kept")
    func wrong() throws {
        var pair = RelayPair()
        pair.step(.compare(RelayPair.link), at: 0, now: 100)
        let claim = try #require(pair.claims(of: 0).first)
        let wrong = [
            EqualityClaim(
                tree: claim.tree,
                office: claim.office,
                peer: claim.peer,
                scopeDigest: Digest256.hash([1]),
                feedCount: claim.feedCount
            ),
            EqualityClaim(
                tree: claim.tree,
                office: claim.peer,
                peer: claim.peer,
                scopeDigest: claim.scopeDigest,
                feedCount: claim.feedCount
            ),
            EqualityClaim(
                tree: claim.tree,
                office: claim.office,
                peer: claim.office,
                scopeDigest: claim.scopeDigest,
                feedCount: claim.feedCount
            ),
            EqualityClaim(
                tree: claim.tree,
                office: claim.office,
                peer: claim.peer,
                scopeDigest: claim.scopeDigest,
                feedCount: 9
            ),
        ]
        for claim in wrong {
            pair.step(.certified(RelayPair.link, try self.statement(claim)), at: 0, now: 101)
        }
        #expect(pair.kept(by: 1).isEmpty)
    }

    @Test("What is signed is read back, and a changed byte is seen")
    func signature() throws {
        let claim = EqualityClaim(
            tree: self.sample.tree,
            office: self.sample.city.path,
            peer: self.sample.province.path,
            scopeDigest: Digest256.hash([1]),
            feedCount: 2
        )
        let statement = try self.statement(claim)
        let bytes = statement.encoded()
        #expect(try EqualityStatement(decoding: bytes) == statement)
        #expect(statement.isValid(in: self.sample.tree, verifier: Ed25519Verifier()))
        for place in stride(from: 4, to: bytes.count, by: 7) {
            var changed = bytes
            changed[place] ^= 1
            guard let other = try? EqualityStatement(decoding: changed) else { continue }
            #expect(!other.isValid(in: self.sample.tree, verifier: Ed25519Verifier()))
        }
    }
}
