/// The one outcome to which every received change is counted (design, D5).
package struct ChangeOutcome: Hashable, Sendable {
    package enum Verdict: Hashable, Sendable {
        case accepted
        /// On disk, but not applied: its stamp lies too far in the future.
        case held
        case duplicate
        /// Changes before it are missing here.
        case gap
        /// Kept in quarantine with this reason; the feed waits.
        case quarantined(RefusalReason)
    }

    /// The strand that holds the change; the feed itself when none does. Nil when the change was too
    /// damaged to say.
    package let feed: FeedID?
    package let number: UInt64?
    package let verdict: Verdict

    package init(feed: FeedID?, number: UInt64?, verdict: Verdict) {
        self.feed = feed
        self.number = number
        self.verdict = verdict
    }
}
