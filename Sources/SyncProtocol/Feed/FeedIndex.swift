private import OrderedCollections

/// Every feed that is on disk here, and how far it reaches.
///
/// A feed keeps its place in the index for ever, so that sessions can follow it by number.
package struct FeedIndex: Hashable, Sendable {
    private var heads: OrderedDictionary<FeedID, FeedHead>

    package init(_ positions: [FeedPosition] = []) {
        self.heads = OrderedDictionary(minimumCapacity: positions.count)
        for position in positions { self.heads[position.feed] = position.head }
    }

    package var count: Int { self.heads.count }

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
        // A feed just written is found at once: its key is in the dictionary.
        return (self.heads.index(forKey: feed) ?? self.heads.count - 1, old)
    }
}
