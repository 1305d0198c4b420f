internal import Decision
import PlainText
import SyncProtocol
import Testing

@testable import Store

@Suite("Forked feeds")
struct ForkTests {
    private static let space = SpaceID(.reports, of: TestOffice.chengdu.path)

    /// The whole tree, some of it in an order in which each change comes after the one before it.
    private static func order(
        _ tree: ForkTree,
        _ random: inout TestRandom,
        keeping percent: Int = 100
    ) -> [SignedChange] {
        var rest = Array(tree.nodes.indices)
        var taken: [Int] = []
        while !rest.isEmpty {
            let ready = rest.filter { place in
                tree.nodes[place].parent.map { taken.contains($0) } ?? true
            }
            guard !ready.isEmpty else { break }
            let place = ready[random.below(ready.count)]
            rest.removeAll { $0 == place }
            if random.below(100) < percent { taken.append(place) }
        }
        return taken.map { tree.nodes[$0].signed }
    }

    private static func sorted(_ test: TestStore) throws -> [FeedPosition] {
        try test.store.positions().map(\.0).sorted { $0.feed < $1.feed }
    }

    private static func check(_ test: TestStore, holds count: Int) async throws {
        #expect(try test.counts().changes == Int64(count))
        #expect(try test.counts().feeds == 1)
        #expect(try test.allChanges().count == count)
        let bytes = try test.allChanges().reduce(0) { $0 + Int64($1.byteCount) }
        let rows = try test.store.read { snapshot throws(StoreError) in
            try snapshot.feeds.page(StoreRange(limit: 1_000)).rows
        }
        #expect(rows.reduce(0) { $0 + $1.byteCount } == bytes)
        #expect(rows.allSatisfy { $0.applied == $0.head.number })
        #expect(try test.store.examination.verify().problems.isEmpty)
        let digest = try test.stateDigest
        try await test.store.examination.rebuild()
        #expect(try test.stateDigest == digest)
    }

    @Test(
        "The changes alone decide the strands and the state, in whatever order they come",
        arguments: 1...25
    )
    func anyOrder(_ seed: UInt64) async throws {
        var random = TestRandom(seed: seed)
        let tree = ForkTree(size: 4 + random.below(30), author: .chengdu, in: Self.space, &random)
        var found: (positions: [FeedPosition], digest: Digest256)?
        for turn in 0..<3 {
            let test = try TestStore(.sichuan, turn == 0 ? .file : .memory)
            for change in Self.order(tree, &random) {
                #expect(try await test.ingest([change]) == [.accepted])
            }
            // What is there already is a duplicate, under whatever name.
            let again = try await test.ingest(Self.order(tree, &random))
            #expect(again.allSatisfy { $0 == .duplicate })
            try await Self.check(test, holds: tree.nodes.count)
            let result = (try Self.sorted(test), try test.stateDigest)
            if let found {
                #expect(found.positions == result.0)
                #expect(found.digest == result.1)
            }
            found = result
            Self.checkReports(test, result.0)
            guard turn == 0, let folder = test.folder else { continue }
            test.store.close()
            let reopened = try TestStore(.sichuan, folder: folder)
            #expect(try Self.sorted(reopened) == result.0)
            #expect(try reopened.stateDigest == result.1)
        }
    }

    /// A relay that follows the reports knows the same as one that reads the disk.
    private static func checkReports(_ test: TestStore, _ positions: [FeedPosition]) {
        var relay = Relay(
            office: test.office.path,
            context: TreeContext(tree: test.office.tree, suite: .ed25519),
            own: OwnAuthors(writing: test.office.signer.author),
            positions: []
        )
        for report in test.allReports { _ = relay.step(.committed(report), at: 0) }
        #expect(relay.headsDigest == FeedIndex(positions, suite: .ed25519).digest)
        #expect(relay.index.count == positions.count)
    }

    @Test("Two ends with any parts of a forked feed come to have the same", arguments: 1...60)
    func anyTwoEnds(_ seed: UInt64) async throws {
        var random = TestRandom(seed: seed)
        let tree = ForkTree(
            size: 3 + random.below(25),
            padding: seed.isMultiple(of: 2) ? 12_000 : 0,
            author: .chengdu,
            in: Self.space,
            &random
        )
        let (below, above) = (try TestStore(.sichuan), try TestStore(.national))
        for (test, share) in [(below, 40 + random.below(61)), (above, 40 + random.below(61))] {
            let part = Self.order(tree, &random, keeping: share)
            if !part.isEmpty { try await test.ingest(part) }
        }
        var pair = LinkedStores(below: below, above: above)
        try await pair.run()
        // More comes on both sides while they are linked.
        for test in [below, above] {
            let part = Self.order(tree, &random, keeping: 90)
            if !part.isEmpty { try await test.ingest(part) }
        }
        try await pair.run()
        #expect(try Self.sorted(below) == Self.sorted(above))
        #expect(try below.stateDigest == above.stateDigest)
        #expect(pair.areEqual, "the ends do not see that they have the same")
        #expect(try below.quarantine().total == 0 && above.quarantine().total == 0)
    }

    @Test(
        "Our own feed that has a branch elsewhere is left for a new one, and the fork is told once"
    )
    func ownFeed() async throws {
        let test = try TestStore(.chengdu)
        try await test.store.write(TestActs.figures(of: test.office.path, "2018", [1: 1]))
        let own = try #require(try test.store.positions().first).0
        try await test.store.write(TestActs.figures(of: test.office.path, "2017", [1: 2]))
        let other = Change(
            suite: .ed25519,
            tree: test.office.tree,
            feed: own.feed,
            number: 2,
            previous: ChangeID(prefixOf: own.head.digest),
            stamp: Stamp(milliseconds: TestStore.startMilliseconds + 1_000),
            user: nil,
            opening: nil,
            act: nil,
            payload: Change.payload([TestActs.edit(1, 5, "2016")])
        )
        let signed = try SignedChange(other, signer: test.office.signer)
        let opening = try #require(try test.allChanges().first)
        #expect(try await test.ingest([opening, signed]) == [.duplicate, .accepted])
        #expect(try test.counts().incarnation != own.feed.incarnation)
        let kinds = try test.events().map(\.kind.rawValue)
        #expect(kinds.sorted() == ["feed-forked", "incarnation-opened"])
        try await test.store.write(TestActs.figures(of: test.office.path, "2015", [1: 3]))
        #expect(try test.store.positions().map(\.0.head.number) == [1, 2, 2, 1])
        #expect(try test.totalRows(of: test.office.path).count == 4)
        let event = try #require(
            try await test.store.concludePast(from: ["510000"], asked: [TestOffice.sichuan.path])
        )
        #expect(event.english.contains("1 change recovered from 510000"))
        #expect(event.english.contains("both branches are kept and merged"))
        #expect(
            try await test.store.concludePast(from: [], asked: [TestOffice.sichuan.path]) == nil
        )
    }

    @Test("A branch of a feed whose end is held is held too, and both are applied in their time")
    func heldBranches() async throws {
        let test = try TestStore(.sichuan)
        let hour: Int64 = 3_600_000
        let stamps = [0, hour, hour + 1].map { TestStore.startMilliseconds + $0 }
        let changes = TestOffice.chengdu.changes(in: Self.space, stamps: stamps) { index in
            [TestActs.edit(1, 1, "2018-0\(index + 1)")]
        }
        let other = TestOffice.chengdu.changes(
            in: Self.space,
            stamps: [stamps[0], stamps[1] + 7]
        ) { index in [TestActs.edit(1, 1, "2018-0\(index == 0 ? 1 : 9)")] }
        #expect(try await test.ingest(changes) == [.accepted, .held, .held])
        #expect(try await test.ingest([other[1]]) == [.held])
        #expect(try test.counts().held == 3)
        test.setClock(TestStore.startMilliseconds + hour)
        #expect(try await test.store.applyHeld() == 3)
        #expect(try test.totalRows(of: TestOffice.chengdu.path).count == 4)
        #expect(try test.store.examination.verify().problems.isEmpty)
    }
}
