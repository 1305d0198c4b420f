private import OrderedCollections

/// Feeds that have been named already.
struct FeedNames {
    private var names = OrderedSet<FeedID>()

    /// False when the feed was named before.
    mutating func append(_ feed: FeedID) -> Bool { self.names.append(feed).inserted }
}
