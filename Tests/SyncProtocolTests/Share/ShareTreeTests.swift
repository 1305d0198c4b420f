import SyncProtocol
import Testing

@Suite("Shares by branch")
struct ShareTreeTests {
    private static let city = OfficePath(text: "100000/510000/510100")!
    private static let other = OfficePath(text: "100000/510000/510700")!
    private static let county = OfficePath(text: "100000/510000/510100/510104")!

    /// What is served in so many turns, one after the other, each of so many bytes.
    private func served(
        _ tree: inout ShareTree<String>,
        turns: Int,
        byteCount: Int = 100
    ) -> [String] {
        (0..<turns).compactMap { _ in
            guard let leaf = tree.first else { return nil }
            tree.charge(leaf, byteCount: byteCount)
            return leaf
        }
    }

    @Test("A branch with many feeds has no more than one with a single one")
    func branches() {
        var tree = ShareTree<String>()
        for number in 0..<100 { tree.insert("many\(number)", at: Self.city) }
        tree.insert("one", at: Self.other)
        let served = self.served(&tree, turns: 40)
        #expect(served.count { $0 == "one" } == 20)
    }

    @Test("An office's own feeds and each branch below it have equal shares")
    func ownAndBelow() {
        var tree = ShareTree<String>()
        tree.insert("own", at: Self.city)
        for number in 0..<50 { tree.insert("below\(number)", at: Self.county) }
        let served = self.served(&tree, turns: 40)
        #expect(served.count { $0 == "own" } == 20)
    }

    @Test("Who comes anew goes next, and has saved up nothing")
    func newcomer() {
        var tree = ShareTree<String>()
        tree.insert("old", at: Self.city)
        _ = self.served(&tree, turns: 1_000)
        tree.insert("new", at: Self.other)
        let served = self.served(&tree, turns: 100)
        #expect(served.first == "new")
        #expect(served.count { $0 == "new" } <= 51)
    }

    @Test("Who goes and comes back at once has not got rid of what it has had")
    func comingBack() {
        var tree = ShareTree<String>()
        tree.insert("greedy", at: Self.city)
        tree.insert("modest", at: Self.other)
        tree.charge("greedy", byteCount: 1_000_000)
        tree.remove("greedy")
        tree.insert("greedy", at: Self.city)
        let served = self.served(&tree, turns: 100)
        #expect(served == [String](repeating: "modest", count: 100))
    }

    @Test(
        "What waits is divided with nothing over, and each branch comes once before any comes twice"
    )
    func division() {
        var tree = ShareTree<String>()
        for number in 0..<8 { tree.insert("many\(number)", at: Self.city) }
        tree.insert("one", at: Self.other)
        let shares = tree.next(max: 6, byteCount: 6_000)
        #expect(shares.map(\.leaf) == ["many0", "one", "many1", "many2"])
        #expect(shares.map(\.byteCount) == [1_000, 3_000, 1_000, 1_000])
        tree.remove("one")
        #expect(
            tree.next(max: 6, byteCount: 6_000).map(\.byteCount)
                == [Int](repeating: 1_000, count: 6)
        )
    }

    @Test("What no longer waits is gone, and a tree is empty then")
    func removal() {
        var tree = ShareTree<String>()
        for round in 0..<1_000 {
            tree.insert("\(round)", at: Self.county)
            #expect(tree.first == "\(round)")
            tree.charge("\(round)", byteCount: 10)
            tree.remove("\(round)")
        }
        #expect(tree.isEmpty && tree.first == nil && tree.next(max: 9, byteCount: 9).isEmpty)
    }
}
