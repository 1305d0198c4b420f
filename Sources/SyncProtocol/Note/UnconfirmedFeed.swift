/// One of our own feeds of reports that a reader has not confirmed to its end.
package struct UnconfirmedFeed: Sendable, Hashable {
    package let feed: FeedID
    /// The number of our last change.
    package let end: UInt64
    /// The number of the oldest change that is not confirmed.
    package let number: UInt64
    /// When that was written, UTC milliseconds.
    package let writtenAt: Int64

    package init(feed: FeedID, end: UInt64, number: UInt64, writtenAt: Int64) {
        self.feed = feed
        self.end = end
        self.number = number
        self.writtenAt = writtenAt
    }
}
