import OrderedCollections
import Testing

@testable import SyncProtocol

@Suite("The search for what differs between two ends of a link")
struct ReconciliationTests {
    private static func positions(
        _ numbers: Range<Int>,
        owner: OfficePath,
        reaching number: UInt64 = 300
    ) -> [FeedPosition] {
        numbers.map { Self.position($0, owner: owner, number: number) }
    }

    private static func position(
        _ feed: Int,
        owner: OfficePath,
        number: UInt64,
        branch: UInt64 = 0,
        author: AuthorID? = nil
    ) -> FeedPosition {
        FeedPosition(
            feed: FeedID(
                space: SpaceID(.reports, of: owner),
                author: author ?? AuthorID(high: .max - UInt64(feed), low: UInt64(feed)),
                incarnation: .max - UInt64(feed)
            ),
            head: FeedHead(
                number: number,
                digest: Digest256(words: (branch, UInt64(feed), 1, number))
            )
        )
    }

    private static func county() throws -> (city: OfficePath, county: OfficePath) {
        (try path("100000/510000/510100"), try path("100000/510000/510100/510104"))
    }

    @Test("Equal scopes take one round trip of 200 bytes, whatever their size")
    func equal() throws {
        let (city, county) = try Self.county()
        for count in [0, 1, 5_000] {
            let index = FeedIndex(Self.positions(0..<count, owner: county), suite: .ed25519)
            let pair = ReconcilingPair(lower: county, index, upper: city, index)
            #expect(pair.lower.session.phase.name == .streaming)
            #expect(pair.upper.session.phase.name == .streaming)
            #expect(pair.lower.outgoing.isEmpty && pair.upper.outgoing.isEmpty)
            // With the length before each frame.
            #expect(pair.helloByteCount + 2 * 4 <= 200, "\(pair.helloByteCount)")
        }
    }

    @Test("100,000 feeds of which 10 differ take 3 round trips and 16 KiB")
    func tenOfManyDiffer() throws {
        let (city, county) = try Self.county()
        let index = FeedIndex(Self.positions(0..<100_000, owner: county), suite: .ed25519)
        var random = SeededRandom(seed: 1)
        var (below, above) = (index, index)
        for turn in 0..<10 {
            let feed = random.int(0...99_999)
            let position = Self.position(feed, owner: county, number: 301)
            if turn.isMultiple(of: 2) {
                _ = below.advance(position.feed, to: position.head)
            } else {
                _ = above.advance(position.feed, to: position.head)
            }
        }
        var pair = ReconcilingPair(lower: county, below, upper: city, above)
        try pair.run()
        // Everything but the changes: hellos, parts, parts of parts, positions, answers.
        let byteCount = pair.helloByteCount + pair.searchByteCount
        #expect(byteCount <= 16 * 1024)
        #expect(pair.crossings <= 3 * 2)
        Self.checkKnowledge(pair)
    }

    /// Each end knows how far each of its feeds reaches at the other, and what it lacks itself.
    private static func checkKnowledge(_ pair: ReconcilingPair, _ comment: Comment? = nil) {
        Self.check(pair.lower, against: pair.upper.index, comment)
        Self.check(pair.upper, against: pair.lower.index, comment)
    }

    private static func check(
        _ end: ReconcilingPair.End,
        against other: FeedIndex,
        _ comment: Comment?
    ) {
        var (wrong, missing) = (0, 0)
        #expect(end.session.phase.name == .streaming, comment)
        for place in 0..<end.index.count where end.session.copies.progress[place].isCarried {
            let (ours, theirs) = (
                end.index.head(at: place), other.head(of: end.index.feed(at: place))
            )
            let progress = end.session.copies.progress[place]
            // With another branch at the same number, all of ours is sent again.
            let isForked = theirs?.number == ours.number && theirs?.digest != ours.digest
            let known =
                isForked
                ? ours.number - min(ours.number, PeerCopies.stepBack) : theirs?.number ?? 0
            if progress.known != known || progress.isStopped { wrong += 1 }
            let isWaiting = end.session.copies.isWaiting(place)
            if isWaiting != (isForked || ours.number > theirs?.number ?? 0) { wrong += 1 }
        }
        for place in 0..<other.count {
            let position = other.position(at: place)
            guard position.feed.space.isCarried(between: end.path, and: end.session.ends.peer)
            else {
                continue
            }
            let ours = end.index.head(of: position.feed)?.number ?? 0
            let lacks = position.head.number > ours
            if lacks { missing += 1 }
            if end.session.copies.missing[position.feed] != (lacks ? position.head.number : nil) {
                wrong += 1
            }
        }
        #expect(wrong == 0, comment)
        #expect(end.session.copies.missing.count == missing, comment)
    }

    @Test("After the search each end knows just what the other lacks", arguments: 1...60)
    func anySets(_ seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let (city, county) = try Self.county()
        let other = try path("100000/510000/510700")
        let count = random.int(0...[3, 40, 600, 4_000][seed % 4])
        let differing = random.int(0...[0, 3, 30, 100][(seed / 4) % 4])
        var (below, above) = (FeedIndex(suite: .ed25519), FeedIndex(suite: .ed25519))
        for feed in 0..<count {
            // Some feeds are none of this link's business.
            let owner = random.chance(90) ? county : other
            let ours = Self.position(feed, owner: owner, number: UInt64(random.int(1...9)))
            var theirs: FeedPosition? = ours
            var mine: FeedPosition? = ours
            if random.chance(differing) {
                switch random.int(0...3) {
                case 0: theirs = nil
                case 1: mine = nil
                case 2: theirs = Self.position(feed, owner: owner, number: 10)
                default:
                    theirs = Self.position(feed, owner: owner, number: ours.head.number, branch: 1)
                }
                if random.chance(50) { swap(&theirs, &mine) }
            }
            if let mine { _ = below.advance(mine.feed, to: mine.head) }
            if let theirs { _ = above.advance(theirs.feed, to: theirs.head) }
        }
        var pair = ReconcilingPair(lower: county, below, upper: city, above)
        try pair.run()
        Self.checkKnowledge(pair, "\(count) feeds, \(differing) % differing")
    }

    @Test("Feeds that grow during the search are not missed", arguments: 1...40)
    func growing(_ seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let (city, county) = try Self.county()
        let count = [20, 900][seed % 2]
        let index = FeedIndex(Self.positions(0..<count, owner: county), suite: .ed25519)
        var above = index
        for feed in 0..<random.int(1...8) {
            let position = Self.position(feed * 2, owner: county, number: 301)
            _ = above.advance(position.feed, to: position.head)
        }
        var pair = ReconcilingPair(lower: county, index, upper: city, above)
        try pair.run { pair in
            let old = Self.position(random.int(0...(count - 1)), owner: county, number: 400)
            let new = Self.position(random.int(count...(count * 2)), owner: county, number: 1)
            pair.lower.advance(old)
            pair.lower.advance(new)
        }
        // What is thought to be there is there, and what is not there waits.
        for place in 0..<pair.lower.index.count {
            let ours = pair.lower.index.position(at: place)
            let theirs = pair.upper.index.head(of: ours.feed)?.number ?? 0
            #expect(pair.lower.session.copies.progress[place].known <= theirs)
            let isWaiting = pair.lower.session.copies.isWaiting(place)
            #expect(isWaiting || ours.head.number <= theirs)
        }
    }

    @Test("An end that has lost all is told of its own feeds, in pages")
    func ownFeedAhead() throws {
        let (city, county) = try Self.county()
        let own = Self.position(
            0,
            owner: county,
            number: 42,
            author: ReconcilingPair.author
        )
        let others = Self.positions(1..<6_000, owner: county)
        var pair = ReconcilingPair(
            lower: county,
            FeedIndex(suite: .ed25519),
            upper: city,
            FeedIndex([own] + others, suite: .ed25519)
        )
        try pair.run()
        Self.checkKnowledge(pair)
        #expect(
            pair.lower.notices
                == [.ownFeedAhead(pair.lower.session.ends.link, own.feed, theirs: own.head)]
        )
        #expect(pair.frameByteCountMax <= WireLimits.frameByteCountMax)
    }

    @Test("Pages out of turn, repeated or about what was not asked are not taken")
    func outOfTurn() throws {
        let (city, county) = try Self.county()
        let index = FeedIndex(Self.positions(0..<500, owner: county), suite: .ed25519)
        let fewer = FeedIndex(Self.positions(0..<499, owner: county), suite: .ed25519)
        let fresh = ReconcilingPair(lower: county, index, upper: city, fewer)
        let split = RangeSplit(range: .everything, digests: [1, 2])
        let half = KeyRange(bits: 1, prefix: 0)
        let wrong = [
            ReconcilePage(turn: 2),
            ReconcilePage(turn: 1),
            ReconcilePage(turn: 1, page: 1, listed: [.everything]),
            ReconcilePage(turn: 3, listed: [.everything]),
            ReconcilePage(turn: 1, splits: [split, split]),
            ReconcilePage(turn: 1, splits: [split], listed: [.everything]),
            ReconcilePage(turn: 1, listed: [half]),
        ]
        for page in wrong {
            var pair = fresh
            pair.lower.outgoing = [Frame.reconcile(page).encoded()]
            #expect(throws: (any Error).self) { try pair.cross(toUpper: true) }
        }
        var repeated = fresh
        repeated.lower.outgoing += repeated.lower.outgoing
        #expect(throws: (any Error).self) { try repeated.cross(toUpper: true) }
        var late = fresh
        try late.run()
        late.lower.outgoing = fresh.lower.outgoing
        #expect(throws: (any Error).self) { try late.cross(toUpper: true) }
    }
}
