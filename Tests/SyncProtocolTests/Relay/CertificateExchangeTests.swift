import SyncProtocol
import Testing

@Suite("Certificates of equality")
struct CertificateExchangeTests {
    private let sample: SampleTree

    init() throws {
        self.sample = try SampleTree()
    }

    private func statement(_ claim: EqualityClaim, at: Int64 = 5) throws -> EqualityStatement {
        let signer = self.sample.city
        return try EqualityStatement(claim, at: at, chain: signer.chain, signer: signer.signer)
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

    @Test(
        "Asked for again while nothing has changed, by either end, both sign again",
        arguments: 0...1
    )
    func again(_ second: Int) throws {
        var pair = RelayPair()
        for (round, asker) in [0, second, second, 0].enumerated() {
            pair.step(.compare(RelayPair.link), at: asker, now: Int64(round) * 100)
            for end in [asker, 1 - asker] {
                let claims = pair.claims(of: end)
                #expect(claims.count == round + 1)
                let statement = try self.statement(
                    try #require(claims.last),
                    at: Int64(round)
                )
                pair.step(
                    .certified(RelayPair.link, statement),
                    at: end,
                    now: Int64(round) * 100 + 1
                )
                #expect(pair.kept(by: 1 - end).count == round + 1)
            }
            // Nobody answers an answer.
            #expect(pair.claims(of: asker).count == round + 1)
        }
    }

    @Test("A statement that comes twice is answered once")
    func doubled() throws {
        var pair = RelayPair()
        pair.step(.compare(RelayPair.link), at: 0, now: 100)
        let statement = try self.statement(try #require(pair.claims(of: 0).first))
        for now in Int64(101)...103 {
            pair.step(.certified(RelayPair.link, statement), at: 0, now: now)
        }
        #expect(pair.claims(of: 1).count == 1)
    }

    @Test("Both ends ask at the same time: each statement is the other's answer")
    func together() throws {
        var pair = RelayPair()
        for end in 0...1 { pair.step(.compare(RelayPair.link), at: end, now: 100) }
        for end in 0...1 {
            let claim = try #require(pair.claims(of: end).first)
            pair.step(.certified(RelayPair.link, try self.statement(claim)), at: end, now: 101)
        }
        #expect(
            (0...1).allSatisfy { pair.claims(of: $0).count == 1 && pair.kept(by: $0).count == 1 }
        )
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
                scopeDigest: SignatureSuite.ed25519.hash([1]),
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
            scopeDigest: SignatureSuite.ed25519.hash([1]),
            feedCount: 2
        )
        let statement = try self.statement(claim)
        let bytes = statement.encoded()
        #expect(try EqualityStatement(decoding: bytes) == statement)
        #expect(statement.isValid(in: self.sample.tree, verifier: SignatureSuite.ed25519))
        for place in stride(from: 4, to: bytes.count, by: 7) {
            var changed = bytes
            changed[place] ^= 1
            guard let other = try? EqualityStatement(decoding: changed) else { continue }
            #expect(!other.isValid(in: self.sample.tree, verifier: SignatureSuite.ed25519))
        }
    }
}
