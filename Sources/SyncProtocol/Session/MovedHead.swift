/// A change that is on disk, and where its feed stands in the index.
struct MovedHead: Sendable {
    /// The digests of the feed's position before and after a change.
    struct Digests: Sendable {
        /// Nil when there was nothing of the strand.
        let old: Digest256?
        /// Nil when nothing of the strand is left.
        let new: Digest256?
    }

    let place: Int
    /// Nil when the change was on disk already and has only been read.
    let digests: Digests?
    let change: CommitReport.Committed
}

/// A strand that a fork has cut, and the one that holds the rest.
struct MovedCut: Sendable {
    let place: Int
    let digests: MovedHead.Digests
    let rest: Int
    let restDigest: Digest256?
}

/// A strand of our own whose end was withdrawn.
struct MovedEnd: Sendable {
    let place: Int
    let digests: MovedHead.Digests
}

/// One thing that a commit has changed in the index.
enum FeedMove: Sendable {
    case head(MovedHead)
    case cut(MovedCut)
    case withdrawn(MovedEnd)
}
