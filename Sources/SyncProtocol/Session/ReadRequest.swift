/// What a session wants to read from the store: the changes of a feed after a number.
package struct ReadRequest: Hashable, Sendable {
    package let feed: FeedID
    package let after: UInt64
    /// The last number that is wanted.
    package let through: UInt64
    /// How many bytes of it at most, beside its first change: its share.
    package let byteCountMax: Int

    package init(
        feed: FeedID,
        after: UInt64,
        through: UInt64 = .max,
        byteCountMax: Int = .max
    ) {
        self.feed = feed
        self.after = after
        self.through = through
        self.byteCountMax = byteCountMax
    }
}
