private import OrderedCollections

/// Every feed that is on disk here, strand by strand, and how far each reaches.
///
/// A strand keeps its place in the index for ever, so that sessions can follow it by number. The hashes
/// over names and positions are kept, so that opening a link hashes nothing. A strand of which nothing
/// is left (see ``FeedID``) keeps its place and counts in no digest.
package struct FeedIndex: Hashable, Sendable {
    /// By which names and positions are hashed.
    let suite: SignatureSuite
    private var heads: OrderedDictionary<FeedID, FeedHead>
    /// By place.
    private var keys: [UInt64] = []
    private var digests: [Digest256] = []
    private var positions = SetDigest()
    /// The places of the strands of forked feeds, but for those that bear the feed's own name.
    private var branches: OrderedDictionary<FeedID, [Int]> = [:]

    /// What of it is damaged on the disk.
    package internal(set) var damaged = DamagedChanges()

    package init(
        _ positions: [FeedPosition] = [],
        damaged: [ChangePlace] = [],
        suite: SignatureSuite
    ) {
        self.suite = suite
        self.heads = OrderedDictionary(minimumCapacity: positions.count)
        for change in damaged { self.damaged.insert(change) }
        for position in positions { _ = self.advance(position.feed, to: position.head) }
    }

    package var count: Int { self.heads.count }

    /// Over all positions.
    package var digest: Digest256 { self.positions.value(by: self.suite) }

    package func place(of feed: FeedID) -> Int? { self.heads.index(forKey: feed) }

    package func feed(at place: Int) -> FeedID { self.heads.keys[place] }

    package func head(at place: Int) -> FeedHead { self.heads.values[place] }

    /// Up to which number a strand can be sent to an end that has it up to another one: what is damaged here
    /// stops it.
    func end(at place: Int, after number: UInt64) -> UInt64 {
        let head = self.heads.values[place].number
        guard let damaged = self.damaged.first(of: self.heads.keys[place], after: number) else {
            return head
        }
        return min(head, damaged - 1)
    }

    package func head(of feed: FeedID) -> FeedHead? { self.heads[feed] }

    package func position(at place: Int) -> FeedPosition {
        FeedPosition(feed: self.heads.keys[place], head: self.heads.values[place])
    }

    /// Whether two branches of the feed are here.
    func isForked(_ feed: FeedID) -> Bool { self.branches[feed.root] != nil }

    /// The places of all strands of the feed that are here.
    func strands(of feed: FeedID) -> [Int] {
        let root = feed.root
        return (self.place(of: root).map { [$0] } ?? []) + (self.branches[root] ?? [])
    }

    /// The feed's ``FeedID/key(by:)``.
    func key(at place: Int) -> UInt64 { self.keys[place] }

    /// The position's ``FeedPosition/digest(by:)``; nil when nothing is left of the strand.
    func positionDigest(at place: Int) -> Digest256? {
        self.heads.values[place].number == 0 ? nil : self.digests[place]
    }

    /// Moves a strand's head, forward or, where a fork cuts it, back; and says where the strand stands
    /// and the digest of its position before, if it counted.
    package mutating func advance(
        _ feed: FeedID,
        to head: FeedHead
    ) -> (place: Int, old: Digest256?) {
        let digest = FeedPosition(feed: feed, head: head).digest(by: self.suite)
        if head.number > 0 { self.positions.insert(digest) }
        guard let place = self.heads.index(forKey: feed) else {
            self.heads[feed] = head
            self.keys.append(feed.key(by: self.suite))
            self.digests.append(digest)
            let place = self.heads.count - 1
            if feed.branch != nil { self.branches[feed.root, default: []].append(place) }
            return (place, nil)
        }
        let old = self.positionDigest(at: place)
        self.heads.values[place] = head
        if let old { self.positions.remove(old) }
        self.digests[place] = digest
        return (place, old)
    }
}
