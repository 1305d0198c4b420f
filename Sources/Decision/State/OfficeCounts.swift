internal import SyncProtocol

/// How much one office has written, as far as it is here.
package struct OfficeCounts: Sendable, Equatable {
    /// Feeds, whatever their strands.
    package internal(set) var feeds = 0
    package internal(set) var changes: Int64 = 0
    /// When the last of its changes arrived, UTC milliseconds; nil when there is none.
    package internal(set) var lastAt: Int64?
    package internal(set) var reports = 0

    init() {}

    init(_ feed: FeedEntry) {
        self.feeds = feed.feed.branch == nil ? 1 : 0
        self.changes = Int64(clamping: feed.head.number &- min(feed.feed.base, feed.head.number))
        self.lastAt = feed.lastAt
    }

    mutating func replace(_ old: OfficeCounts?, by new: OfficeCounts) {
        self.feeds += new.feeds - (old?.feeds ?? 0)
        self.changes += new.changes - (old?.changes ?? 0)
        self.lastAt = [self.lastAt, new.lastAt].compactMap { $0 }.max()
    }
}
