import Testing

@testable import SyncProtocol

/// Five levels of offices with keys and credentials, the same in every run.
struct SampleTree {
    let tree: TreeID
    let national: SampleOffice
    let province: SampleOffice
    let city: SampleOffice
    let county: SampleOffice
    let society: SampleOffice
    /// A second province and a city of its own.
    let otherProvince: SampleOffice
    let otherCity: SampleOffice

    var line: [SampleOffice] {
        [self.national, self.province, self.city, self.county, self.society]
    }

    var all: [SampleOffice] { self.line + [self.otherProvince, self.otherCity] }

    var verifier: ChangeVerifier<SignatureSuite> {
        ChangeVerifier(tree: self.tree, verifier: SignatureSuite.ed25519)
    }

    init() throws {
        let rootSigner = try Ed25519Signer(seed: Array(repeating: 1, count: 32))
        let rootPath = try path("100000")
        self.national = SampleOffice(
            signer: rootSigner,
            chain: try CredentialChain.root(path: rootPath, signer: rootSigner)
        )
        self.tree = self.national.chain.leaf.tree
        self.province = try self.national.child("510000", seed: 2)
        self.city = try self.province.child("510100", seed: 3)
        self.county = try self.city.child("510104", seed: 4)
        self.society = try self.county.child("510104-S001", seed: 5)
        self.otherProvince = try self.national.child("440000", seed: 6)
        self.otherCity = try self.otherProvince.child("440100", seed: 7)
    }
}

/// One office with a signing key.
struct SampleOffice {
    let signer: Ed25519Signer
    let chain: CredentialChain

    var path: OfficePath { self.chain.path }
    var author: AuthorID { self.signer.author }

    func child(_ id: String, seed: UInt8) throws -> SampleOffice {
        let signer = try Ed25519Signer(seed: Array(repeating: seed, count: 32))
        let chain = try self.chain.issuing(
            child: try #require(OfficeID(id)),
            publicKey: signer.publicKey,
            serial: 1,
            signer: self.signer
        )
        return SampleOffice(signer: signer, chain: try #require(chain))
    }

    func feed(_ kind: SpaceKind, of owner: OfficePath? = nil, incarnation: UInt64 = 9) -> FeedID {
        FeedID(
            space: SpaceID(kind, of: owner ?? self.path),
            author: self.author,
            incarnation: incarnation
        )
    }

    /// The first change of a feed.
    func opening(
        _ feed: FeedID,
        chain: CredentialChain? = nil,
        payload: [UInt8]? = nil
    ) throws -> SignedChange {
        let chain = chain ?? self.chain
        let change = Change(
            suite: .ed25519,
            tree: chain.leaf.tree,
            feed: feed,
            number: 1,
            previous: nil,
            stamp: Stamp(milliseconds: 1_760_000_000_000),
            user: "王芳",
            opening: chain,
            act: nil,
            payload: try payload ?? Change.payload([SampleEdits.title("关于举办科技周的通知")])
        )
        return try SignedChange(change, signer: self.signer)
    }

    /// A change that follows another.
    func next(
        _ feed: FeedID,
        after head: FeedHead,
        milliseconds: Int64 = 1_760_000_000_001,
        payload: [UInt8]? = nil
    ) throws -> SignedChange {
        let change = Change(
            suite: .ed25519,
            tree: self.chain.leaf.tree,
            feed: feed,
            number: head.number + 1,
            previous: ChangeID(prefixOf: head.digest),
            stamp: Stamp(milliseconds: milliseconds),
            user: nil,
            opening: nil,
            act: nil,
            payload: try payload ?? Change.payload([SampleEdits.title("更正")])
        )
        return try SignedChange(change, signer: self.signer)
    }
}

/// Edits that tests put into changes.
enum SampleEdits {
    static func title(_ text: String) throws -> RecordEdit {
        RecordEdit(
            record: try #require(RecordID(kind: 1, key: [0xA1])),
            fields: [RecordEdit.Field(1, .choice(.text(text), superseding: []))]
        )
    }
}
