/// Which replies to a directive are wanted.
package struct ReplyQuery: Codable, Sendable, Equatable {
    /// Those that follow the one of this key, see ``ReplyPage/next``; nil for the newest.
    package let after: String?
    /// Of how many offices at most, 1...``PageRequest/limitMax``.
    package let limit: Int

    package init(after: String? = nil, limit: Int = PageRequest.limitDefault) {
        self.after = after
        self.limit = min(max(1, limit), PageRequest.limitMax)
    }
}

/// A part of the replies to a directive, newest first.
package struct ReplyPage: Codable, Sendable, Equatable {
    /// An office whose replies are at odds has several, one after the other.
    package let items: [ReplySummary]
    /// How many offices have replied.
    package let total: Int
    /// What asks for those that follow, as `after`; nil when these are the last. New replies do not shift it.
    package let next: String?

    package init(items: [ReplySummary], total: Int, next: String? = nil) {
        self.items = items
        self.total = total
        self.next = next
    }
}
