package import SyncProtocol

/// A feed, or one strand of a forked one (see `FeedID`), and how far it reaches here.
package struct FeedEntry: Sendable {
    package let feed: FeedID
    /// The place of its space.
    package let space: Int
    package let author: Int64
    package let key: AuthorKey
    package internal(set) var head: FeedHead
    package internal(set) var stamp: Stamp
    /// The last number whose operations are part of the records, at least the strand's base.
    package internal(set) var applied: UInt64
    package internal(set) var byteCount: Int64
    /// Two strands or more go on from its end.
    package internal(set) var isSplit: Bool
    /// When it last grew here, UTC milliseconds.
    package internal(set) var lastAt: Int64

    package init(
        feed: FeedID,
        space: Int,
        author: Int64,
        key: AuthorKey,
        head: FeedHead,
        stamp: Stamp,
        applied: UInt64,
        byteCount: Int64,
        isSplit: Bool = false,
        lastAt: Int64
    ) {
        self.feed = feed
        self.space = space
        self.author = author
        self.key = key
        self.head = head
        self.stamp = stamp
        self.applied = applied
        self.byteCount = byteCount
        self.isSplit = isSplit
        self.lastAt = lastAt
    }

    /// Some of its changes are held.
    package var isWaiting: Bool { self.applied < self.head.number }

    package var strand: Strand {
        Strand(feed: self.feed, head: self.head, stamp: self.stamp, isSplit: self.isSplit)
    }

    /// The same under another name.
    func renamed(_ name: FeedID) -> Self {
        Self(
            feed: name,
            space: self.space,
            author: self.author,
            key: self.key,
            head: self.head,
            stamp: self.stamp,
            applied: self.applied,
            byteCount: self.byteCount,
            isSplit: self.isSplit,
            lastAt: self.lastAt
        )
    }
}
