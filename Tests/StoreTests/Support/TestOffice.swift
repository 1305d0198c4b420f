import Decision
import SyncProtocol

@testable import Store

/// An office of the test tree with its key.
struct TestOffice: Sendable {
    let chain: CredentialChain
    let signer: Ed25519Signer
    /// Of the keys that it had before.
    var former: [AuthorID] = []

    var path: OfficePath { self.chain.path }
    var tree: TreeID { self.chain.leaf.tree }

    static let national = Self.root(seed: 1)
    static let sichuan = Self.national.child("510000", seed: 2)
    static let chengdu = Self.sichuan.child("510100", seed: 3)
    static let mianyang = Self.sichuan.child("510700", seed: 4)

    private static func root(seed: UInt8) -> TestOffice {
        let signer = try! Ed25519Signer(seed: Array(repeating: seed, count: 32))
        let path = OfficePath(text: "100000")!
        return TestOffice(
            chain: try! CredentialChain.root(path: path, signer: signer),
            signer: signer
        )
    }

    /// With another seed a second node of the same office.
    func child(_ id: String, seed: UInt8) -> TestOffice {
        let signer = try! Ed25519Signer(seed: Array(repeating: seed, count: 32))
        let chain = try! self.chain.issuing(
            child: OfficeID(id)!,
            publicKey: signer.publicKey,
            serial: 1,
            signer: self.signer
        )!
        return TestOffice(chain: chain, signer: signer)
    }

    var identity: StoreIdentity {
        StoreIdentity(
            context: TreeContext(tree: self.tree, suite: .ed25519),
            path: self.path,
            signer: self.signer,
            chain: self.chain,
            former: self.former
        )
    }

    /// The changes of a feed that this office could have written elsewhere, with stamps of our choice.
    func changes(
        in space: SpaceID,
        incarnation: UInt64 = 7,
        stamps: [Int64],
        edits: (Int) -> [RecordEdit]
    ) -> [SignedChange] {
        let feed = FeedID(space: space, author: self.signer.author, incarnation: incarnation)
        var previous: ChangeID?
        return stamps.enumerated().map { index, milliseconds in
            let change = Change(
                suite: .ed25519,
                tree: self.tree,
                feed: feed,
                number: UInt64(index + 1),
                previous: previous,
                stamp: Stamp(milliseconds: milliseconds),
                user: "clerk",
                opening: index == 0 ? self.chain : nil,
                act: nil,
                payload: Change.payload(edits(index))
            )
            let signed = try! SignedChange(change, signer: self.signer)
            previous = ChangeID(prefixOf: signed.digest)
            return signed
        }
    }
}
