private import OrderedCollections

/// Every feed that is on disk here, and how far it reaches.
///
/// A feed keeps its place in the index for ever, so that sessions can follow it by number.
package struct FeedIndex: Hashable, Sendable {
    private var heads: OrderedDictionary<FeedID, FeedHead>
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

    /// Moves a feed's head, and says where the feed stands and what its head was.
    package mutating func advance(_ feed: FeedID, to head: FeedHead) -> (place: Int, old: FeedHead?)
    {
        let old = self.heads.updateValue(head, forKey: feed)
        if let old { self.positions.remove(FeedPosition(feed: feed, head: old).digest) }
        self.positions.insert(FeedPosition(feed: feed, head: head).digest)
        // A feed just written is found at once: its key is in the dictionary.
        return (self.heads.index(forKey: feed) ?? self.heads.count - 1, old)
    }
}
