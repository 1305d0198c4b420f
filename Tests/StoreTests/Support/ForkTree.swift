import SyncProtocol

@testable import Store

/// Numbers that follow from a seed.
struct TestRandom {
    private var state: UInt64

    init(seed: UInt64) { self.state = seed }

    /// At least 0 and less than the bound.
    mutating func below(_ bound: Int) -> Int {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var value = self.state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((value ^ (value >> 31)) % UInt64(bound))
    }
}

/// Signed changes of one feed with branches anywhere, as a clone or a restored copy makes them.
struct ForkTree {
    struct Node {
        let parent: Int?
        let number: UInt64
        let stamp: Int64
        let signed: SignedChange
    }

    private(set) var nodes: [Node] = []

    /// - Parameter padding: bytes that every change carries beside a figure, so that a part of the
    ///   tree takes several batches.
    init(
        size: Int,
        padding: Int = 0,
        author: TestOffice,
        in space: SpaceID,
        _ random: inout TestRandom
    ) {
        let blob = RecordEdit(
            record: RecordID(kind: 900, key: [1])!,
            fields: [.init(1, .register(.bytes([UInt8](repeating: 7, count: padding))))]
        )
        let feed = FeedID(space: space, author: author.signer.author, incarnation: 7)
        for turn in 0..<size {
            var parent: Int?
            // Mostly in a line; sometimes from anywhere; rarely from the beginning.
            if turn > 0, random.below(20) > 0 {
                parent = random.below(3) > 0 ? turn - 1 : random.below(turn)
            }
            let previous = parent.map { self.nodes[$0] }
            let stamp =
                (previous?.stamp ?? TestStore.startMilliseconds) + 1 + Int64(random.below(3))
            let change = Change(
                suite: .ed25519,
                tree: author.tree,
                feed: feed,
                number: (previous?.number ?? 0) + 1,
                previous: previous.map { ChangeID(prefixOf: $0.signed.digest) },
                stamp: Stamp(milliseconds: stamp),
                user: "clerk \(turn)",
                opening: parent == nil ? author.chain : nil,
                act: nil,
                payload: Change.payload([
                    TestActs.edit(1, Int64(turn), "2018-0\(1 + random.below(9))"), blob,
                ])
            )
            let signed = try! SignedChange(change, signer: author.signer)
            self.nodes.append(
                Node(parent: parent, number: change.number, stamp: stamp, signed: signed)
            )
        }
    }
}
