/// A change that is on disk, and where its feed stands in the index.
struct MovedHead: Sendable {
    /// The digests of the feed's position before and after a change.
    struct Digests: Sendable {
        /// Nil when the change opened the feed.
        let old: Digest256?
        let new: Digest256
    }

    let place: Int
    /// Nil when the change was on disk already and has only been read.
    let digests: Digests?
    let change: CommitReport.Committed

    var lane: Lane { Lane(self.change.feed) }
}
