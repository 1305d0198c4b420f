/// What a session wants to read from the store: the changes of a feed after a number.
package struct ReadRequest: Hashable, Sendable {
    package let feed: FeedID
    package let after: UInt64

    package init(feed: FeedID, after: UInt64) {
        self.feed = feed
        self.after = after
    }
}
