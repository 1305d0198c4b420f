/// A stretch of a feed without branching, as it lies on one office's disk.
package struct Strand: Hashable, Sendable {
    package let feed: FeedID
    /// Its last change. ``FeedHead/nothing`` for the feed's own strand when the openings differ already.
    package let head: FeedHead
    /// The last change's.
    package let stamp: Stamp
    /// Two strands or more go on from its end, so nothing is ever put behind it again.
    package let isSplit: Bool

    package init(feed: FeedID, head: FeedHead, stamp: Stamp, isSplit: Bool) {
        self.feed = feed
        self.head = head
        self.stamp = stamp
        self.isSplit = isSplit
    }

    func contains(_ number: UInt64) -> Bool {
        self.feed.base < number && number <= self.head.number
    }
}
