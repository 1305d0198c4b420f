private import OrderedCollections

/// Every feed that is on disk here, and how far it reaches.
///
/// A feed keeps its place in the index for ever, so that sessions can follow it by number. The hashes
/// over feeds and positions are kept, so that opening a link hashes nothing.
package struct FeedIndex: Hashable, Sendable {
    private var heads: OrderedDictionary<FeedID, FeedHead>
    /// By place.
    private var keys: [UInt64] = []
    private var digests: [Digest256] = []
    private var positions = SetDigest()

    package init(_ positions: [FeedPosition] = []) {
        self.heads = OrderedDictionary(minimumCapacity: positions.count)
        for position in positions { _ = self.advance(position.feed, to: position.head) }
    }

    package var count: Int { self.heads.count }

    /// Over all positions.
    package var digest: Digest256 { self.positions.value }

    package func place(of feed: FeedID) -> Int? { self.heads.index(forKey: feed) }

    package func feed(at place: Int) -> FeedID { self.heads.keys[place] }

    package func head(at place: Int) -> FeedHead { self.heads.values[place] }

    package func head(of feed: FeedID) -> FeedHead? { self.heads[feed] }

    package func position(at place: Int) -> FeedPosition {
        FeedPosition(feed: self.heads.keys[place], head: self.heads.values[place])
    }

    /// The feed's ``FeedID/key``.
    func key(at place: Int) -> UInt64 { self.keys[place] }

    /// The position's ``FeedPosition/digest``.
    func positionDigest(at place: Int) -> Digest256 { self.digests[place] }

    /// Moves a feed's head, and says where the feed stands and the digest of its position before.
    package mutating func advance(
        _ feed: FeedID,
        to head: FeedHead
    ) -> (place: Int, old: Digest256?) {
        let digest = FeedPosition(feed: feed, head: head).digest
        self.positions.insert(digest)
        guard let place = self.heads.index(forKey: feed) else {
            self.heads[feed] = head
            self.keys.append(feed.key)
            self.digests.append(digest)
            return (self.heads.count - 1, nil)
        }
        let old = self.digests[place]
        self.heads.values[place] = head
        self.positions.remove(old)
        self.digests[place] = digest
        return (place, old)
    }
}
