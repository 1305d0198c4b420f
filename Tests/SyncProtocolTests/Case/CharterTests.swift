import Testing

@testable import SyncProtocol

@Suite("Charters of cases")
struct CharterTests {
    private let tree: SampleTree
    private let space: SpaceID

    init() throws {
        self.tree = try SampleTree()
        self.space = SpaceID(case: CaseID(high: 1, low: 2), of: self.tree.city.path)
    }

    private func end(_ number: UInt64, _ incarnation: UInt64 = 2) -> CharterTerms.End {
        CharterTerms.End(
            author: self.tree.county.author,
            incarnation: incarnation,
            number: number
        )
    }

    private func terms(
        _ parties: [OfficePath],
        off: [(OfficePath, [CharterTerms.End])] = []
    ) -> CharterTerms {
        CharterTerms(
            parties: parties,
            removals: off.map { CharterTerms.Removal($0.0, ends: $0.1) }
        )
    }

    private func charter(
        _ terms: CharterTerms,
        by office: SampleOffice? = nil
    ) throws -> Charter {
        let signer = office ?? self.tree.city
        return try Charter(terms, of: self.space, chain: signer.chain, signer: signer.signer)
    }

    /// The opening of a feed in the case.
    private func opening(
        by office: SampleOffice,
        _ charter: Charter?,
        incarnation: UInt64 = 2
    ) throws -> SignedChange {
        let change = Change(
            suite: .ed25519,
            tree: office.chain.leaf.tree,
            feed: FeedID(space: self.space, author: office.author, incarnation: incarnation),
            number: 1,
            previous: nil,
            stamp: Stamp(milliseconds: 1_760_000_000_000),
            user: nil,
            opening: office.chain,
            charter: charter,
            act: nil,
            payload: Change.payload([])
        )
        return try SignedChange(change, signer: office.signer)
    }

    private func verify(_ signed: SignedChange) -> ChangeVerification {
        ChangeVerifier(tree: self.tree.tree, verifier: SignatureSuite.ed25519)
            .verify(signed) { _ in nil }
    }

    @Test("A charter has one spelling, and its owner alone can sign it")
    func encoding() throws {
        let county = self.tree.county.path
        let charter = try self.charter(
            self.terms([county], off: [(county, [self.end(3), self.end(1, 1)])])
        )
        let read = try Charter(decoding: charter.encoded())
        #expect(read == charter && read.encoded() == charter.encoded())
        #expect(charter.isValid(in: self.tree.tree, verifier: SignatureSuite.ed25519))
        #expect(charter.terms.removals[0].ends.map(\.number) == [1, 3])
        for other in [self.tree.province, self.tree.county] {
            let forged = try self.charter(self.terms([county]), by: other)
            #expect(!forged.isValid(in: self.tree.tree, verifier: SignatureSuite.ed25519))
        }
    }

    @Test("Terms merge to the same in every order, and the earlier end counts")
    func merging() throws {
        let (county, society) = (self.tree.county.path, self.tree.province.path)
        let all = [
            self.terms([county]), self.terms([society]),
            self.terms([county], off: [(county, [self.end(5), self.end(2, 7)])]),
            self.terms([county], off: [(county, [self.end(3)])]),
        ]
        let merged = all.reduce(CharterTerms.nothing) { $0.merged(with: $1) }
        for _ in 0..<10 {
            #expect(all.shuffled().reduce(CharterTerms.nothing) { $0.merged(with: $1) } == merged)
        }
        #expect(merged.merged(with: merged) == merged)
        let feed = FeedID(space: self.space, author: self.tree.county.author, incarnation: 2)
        let other = FeedID(space: self.space, author: self.tree.county.author, incarnation: 7)
        #expect(merged.limit(of: feed, by: county) == 3)
        #expect(merged.limit(of: other, by: county) == 0)
        #expect(merged.limit(of: feed, by: society) == nil)
        #expect(merged.admits(society) && !merged.admits(county))
    }

    @Test("A feed in a case brings the charter that lets it in")
    func rights() throws {
        let (city, county, province) = (self.tree.city, self.tree.county, self.tree.province)
        let charter = try self.charter(self.terms([county.path]))
        #expect(self.verify(try self.opening(by: city, charter)).good != nil)
        #expect(self.verify(try self.opening(by: city, charter, incarnation: 3)).good != nil)
        #expect(self.verify(try self.opening(by: county, charter)).good != nil)
        // No party, though above the owner; a party issues no charter; who was taken off begins no feed.
        let off = try self.charter(self.terms([county.path], off: [(county.path, [])]))
        for refused in [
            try self.opening(by: province, charter),
            try self.opening(by: county, charter, incarnation: 3),
            try self.opening(by: county, off),
        ] {
            #expect(self.verify(refused).refusal == .notAuthorised)
        }
        let forged = try self.charter(self.terms([county.path]), by: county)
        #expect(self.verify(try self.opening(by: county, forged)).refusal == .badCredential)
        #expect(self.verify(try self.opening(by: county, nil)).refusal == .malformedChange)
    }

    @Test("A link carries a case to parties and all above them, as far as charters are known")
    func scope() throws {
        let (city, other) = (self.tree.city.path, try path("100000/440000/440100"))
        let (province, root) = (try path("100000/440000"), try path("100000"))
        var charters = Charters.none
        #expect(!LinkScope(office: province, peer: other, charters: charters).carries(self.space))
        let charter = try self.charter(self.terms([other]))
        let feed = FeedID(space: self.space, author: self.tree.city.author, incarnation: 3)
        #expect(
            LinkScope(office: province, peer: other).carries(self.space, by: charter)
        )
        #expect(charters.learn(charter, from: feed) && !charters.learn(charter, from: feed))
        for (one, two) in [(province, other), (root, province), (root, self.tree.province.path)] {
            let scope = LinkScope(office: one, peer: two, charters: charters)
            #expect(scope.carries(self.space), "\(one) \(two)")
        }
        let below = LinkScope(office: city, peer: self.tree.county.path, charters: charters)
        #expect(!below.carries(self.space))
        let entry = try #require(charters[self.space])
        #expect(try Charters.Entry(decoding: entry.encoded()) == entry)
    }
}
