/// A change that is on disk, and where its feed stands in the index.
struct MovedHead: Sendable {
    let place: Int
    /// The feed's head before the change; nil when the change opened the feed.
    let old: FeedHead?
    let change: CommitReport.Committed

    var lane: Lane { Lane(self.change.feed.space.kind) }
}
