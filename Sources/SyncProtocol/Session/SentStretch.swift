/// What one batch carries of one strand.
struct SentStretch: Sendable, Equatable {
    /// The strand's place in the feed index.
    let place: Int
    /// The first change's number.
    let from: UInt64
    /// The last change.
    let head: FeedHead
}

/// How often in one session the other end turned out to be on another branch of a feed than ours.
struct Contradiction: Sendable, Equatable {
    var count = 0
    /// Answers to batches before this one say nothing new.
    var sinceBatch: UInt64 = 0
}
