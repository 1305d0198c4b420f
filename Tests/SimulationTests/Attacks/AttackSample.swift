import Simulation
import SyncProtocol
import Testing

/// What an attacker in Sichuan has to work with: its own key, and all that has ever been public.
struct AttackSample {
    let tree: TreeID
    let national: OfficeIdentity
    let province: OfficeIdentity
    let chengdu: OfficeIdentity
    let mianyang: OfficeIdentity
    /// A feed of Chengdu that the province has, and its end there.
    let known: FeedID
    let head: FeedHead
    let stamp: Stamp
    /// The change at the end.
    let last: SignedChange

    /// - Parameter simulation: Chengdu has reported once, and the province has it.
    init(_ simulation: Simulation) throws {
        let offices = simulation.offices.map(\.identity)
        self.tree = simulation.tree.tree
        self.national = offices[0]
        self.province = offices[1]
        self.chengdu = offices[2]
        self.mianyang = offices[3]
        let space = SpaceID(.reports, of: offices[2].path)
        let position = try #require(
            simulation.office("510000").disk.positions.first { $0.feed.space == space }
        )
        self.known = position.feed
        self.head = position.head
        let entry = try #require(simulation.office("510000").disk.end(of: position.feed))
        self.stamp = entry.stamp
        self.last = entry.signed
    }

    var later: Stamp { Stamp(raw: self.stamp.raw + 1) }

    func feed(_ kind: SpaceKind, of owner: OfficePath, by author: AuthorID) -> FeedID {
        FeedID(space: SpaceID(kind, of: owner), author: author, incarnation: 4711)
    }

    /// An opening of a new feed. By default Chengdu's, in its reports, good in every way.
    func opening(
        _ feed: FeedID? = nil,
        tree: TreeID? = nil,
        chain: CredentialChain? = nil,
        charter: Charter? = nil,
        signer: (any Signer)? = nil,
        payload: [UInt8]? = nil
    ) throws -> SignedChange {
        let change = Change(
            suite: .ed25519,
            tree: tree ?? self.tree,
            feed: feed ?? self.feed(.reports, of: self.chengdu.path, by: self.chengdu.author),
            number: 1,
            previous: nil,
            stamp: self.later,
            user: "attacker",
            opening: chain ?? self.chengdu.chain,
            charter: charter,
            act: nil,
            payload: payload ?? Change.payload([])
        )
        return try SignedChange(change, signer: signer ?? self.chengdu.signer)
    }

    /// A change at the end of the known feed. By default good in every way.
    func next(
        feed: FeedID? = nil,
        number: UInt64? = nil,
        previous: ChangeID? = nil,
        stamp: Stamp? = nil,
        payload: [UInt8]? = nil,
        signer: (any Signer)? = nil
    ) throws -> SignedChange {
        let change = Change(
            suite: .ed25519,
            tree: self.tree,
            feed: feed ?? self.known,
            number: number ?? self.head.number + 1,
            previous: previous ?? ChangeID(prefixOf: self.head.digest),
            stamp: stamp ?? self.later,
            user: "attacker",
            opening: nil,
            act: nil,
            payload: payload ?? Change.payload([])
        )
        return try SignedChange(change, signer: signer ?? self.chengdu.signer)
    }

    /// Credentials with other ones at their end.
    func chain(_ upper: CredentialChain, _ lower: Credential...) throws -> CredentialChain {
        try #require(CredentialChain(upper.credentials + lower))
    }

    /// A signer that nobody has vouched for.
    var stranger: KeyedHashSigner { KeyedHashSigner(seed: [6, 6, 6]) }
}
