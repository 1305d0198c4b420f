import Testing

@testable import SyncProtocol

@Suite("Credential chains")
struct CredentialChainTests {
    private let sample: SampleTree

    init() throws {
        self.sample = try SampleTree()
    }

    private func isValid(_ credentials: [Credential]) -> Bool {
        guard let chain = CredentialChain(credentials) else { return false }
        return chain.isValid(in: self.sample.tree, verifier: SignatureSuite.ed25519)
    }

    private func credential(
        for text: String,
        key: SampleOffice,
        issuer: SampleOffice,
        tree: TreeID? = nil
    ) throws -> Credential {
        try Credential.issue(
            tree: tree ?? self.sample.tree,
            path: try path(text),
            publicKey: key.signer.publicKey,
            serial: 1,
            issuer: issuer.signer
        )
    }

    @Test("Every office of the tree has a good chain that is read back as it was")
    func good() throws {
        for office in self.sample.all {
            #expect(self.isValid(office.chain.credentials))
            let again = try CredentialChain(decoding: office.chain.encoded())
            #expect(again == office.chain)
            #expect(again.isValid(in: self.sample.tree, verifier: SignatureSuite.ed25519))
            #expect(again.leaf.author == office.author)
        }
    }

    @Test("A parent may not vouch for an office in its sibling's subtree")
    func siblingsSubtree() throws {
        let stolen = try self.credential(
            for: "100000/440000/440100",
            key: self.sample.city,
            issuer: self.sample.province
        )
        #expect(!self.isValid(self.sample.province.chain.credentials + [stolen]))
    }

    @Test("A level may not be skipped")
    func skippedLevel() throws {
        let skipping = try self.credential(
            for: "100000/510000/510100",
            key: self.sample.city,
            issuer: self.sample.national
        )
        #expect(!self.isValid(self.sample.national.chain.credentials + [skipping]))
        let chain = self.sample.county.chain.credentials
        #expect(!self.isValid([chain[0], chain[1], chain[3]]))
        #expect(!self.isValid(Array(chain.dropFirst())))
        #expect(!self.isValid(chain.reversed()))
    }

    @Test("A root that somebody made for himself is the root of another tree")
    func selfMadeRoot() throws {
        let thief = try Ed25519Signer(seed: Array(repeating: 99, count: 32))
        let own = try CredentialChain.root(path: try path("100000"), signer: thief)
        #expect(!own.isValid(in: self.sample.tree, verifier: SignatureSuite.ed25519))
        #expect(own.isValid(in: own.leaf.tree, verifier: SignatureSuite.ed25519))
        // The true tree's name over a key that is not the root's.
        let claimed = try Credential.issue(
            tree: self.sample.tree,
            path: try path("100000"),
            publicKey: thief.publicKey,
            serial: 1,
            issuer: thief
        )
        #expect(!self.isValid([claimed]))
        // The true root's key, signed by somebody else.
        let unsigned = try Credential.issue(
            tree: self.sample.tree,
            path: try path("100000"),
            publicKey: self.sample.national.signer.publicKey,
            serial: 1,
            issuer: thief
        )
        #expect(!self.isValid([unsigned]))
    }

    @Test("A credential of another tree does not fit into a chain")
    func otherTree() throws {
        let other = try self.credential(
            for: "100000/510000",
            key: self.sample.province,
            issuer: self.sample.national,
            tree: TreeID(high: 1, low: 1)
        )
        #expect(!self.isValid(self.sample.national.chain.credentials + [other]))
    }

    @Test("A credential that somebody else signed in the parent's name is not good")
    func forged() throws {
        let forged = try self.credential(
            for: "100000/510000/510100",
            key: self.sample.otherCity,
            issuer: self.sample.otherProvince
        )
        #expect(!self.isValid(self.sample.province.chain.credentials + [forged]))
    }

    @Test("A child without a machine of its own is written for with its parent's key")
    func hostedChild() throws {
        let child = try #require(OfficeID("510104-S009"))
        let issued = try self.sample.county.chain.issuing(
            child: child,
            publicKey: self.sample.county.signer.publicKey,
            serial: 4,
            signer: self.sample.county.signer
        )
        let hosted = try #require(issued)
        #expect(hosted.isValid(in: self.sample.tree, verifier: SignatureSuite.ed25519))
        #expect(hosted.leaf.author == self.sample.county.author)
        #expect(hosted.path.description == "100000/510000/510100/510104/510104-S009")
        let space = SpaceID(.reports, of: hosted.path)
        let feed = FeedID(space: space, author: self.sample.county.author, incarnation: 1)
        let signed = try self.sample.county.opening(feed, chain: hosted)
        #expect(self.sample.verify(signed).good?.change.feed == feed)
    }

    @Test("A credential does not expire: it says nothing about time, and nothing here asks for it")
    func noExpiry() throws {
        // Seven keys: a date would need an eighth.
        #expect(self.sample.city.chain.leaf.body.first == 0xA7)
        #expect(self.isValid(self.sample.city.chain.credentials))
    }

    @Test("Every changed bit of a credential breaks the chain")
    func flippedBits() throws {
        let leaf = self.sample.province.chain.leaf
        let bytes = leaf.encoded()
        for bit in 0..<(bytes.count * 8) {
            var damaged = bytes
            damaged[bit / 8] ^= 1 << UInt8(bit % 8)
            guard let credential = try? Credential(decoding: damaged) else { continue }
            let isAccepted = self.isValid(self.sample.national.chain.credentials + [credential])
            if isAccepted { Issue.record("bit \(bit) may be changed") }
        }
    }

    @Test("A chain has one to eight credentials, no deeper than a tree may be")
    func lengths() throws {
        #expect(CredentialChain([]) == nil)
        var office = self.sample.national
        for level in 2...8 { office = try office.child("L\(level)", seed: UInt8(level)) }
        #expect(self.isValid(office.chain.credentials))
        #expect(
            office.chain.credentials.map { $0.encoded().count }.max() ?? 0 < Credential.byteCountMax
        )
        let ninth = try office.chain.issuing(
            child: try #require(OfficeID("L9")),
            publicKey: office.signer.publicKey,
            serial: 1,
            signer: office.signer
        )
        #expect(ninth == nil)
        let error = refusal { () throws(CBORError) in _ = try CredentialChain(decoding: [0x80]) }
        #expect(error?.reason == .valueOutOfRange)
    }

    @Test("A credential of an unknown suite is well-formed, and proves nothing; suite 0 is none")
    func unknownSuite() throws {
        var body = self.sample.national.chain.leaf.body
        #expect(body[3...4] == [2, 1])
        func encoded(_ suite: UInt8) -> [UInt8] {
            body[4] = suite
            var encoder = CBOREncoder()
            encoder.array(count: 2)
            encoder.byteString(body)
            encoder.byteString(self.sample.national.chain.leaf.signature)
            return encoder.bytes
        }
        let other = try #require(CredentialChain([try Credential(decoding: encoded(2))]))
        #expect(!other.isValid(in: self.sample.tree, verifier: SignatureSuite.ed25519))
        #expect(TreeContext(of: other.leaf, in: .shipped).map(\.suite.number) == nil)
        let error = refusal { () throws(CBORError) in _ = try Credential(decoding: encoded(0)) }
        #expect(error?.reason == .valueOutOfRange)
    }
}
