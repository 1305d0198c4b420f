/// Which claims of neighbours, that they have more of our own feeds than we do, are passed on.
///
/// A claim is no proof, and what is done about it, to write in a new incarnation, cannot be undone. So only the
/// present incarnation can be claimed, and rarely; what is claimed of earlier ones, or of made-up ones, must not
/// stand before a claim that counts.
struct ClaimWatch: Sendable, Equatable {
    /// In which our own changes are written now. Nil: nothing is known of it, and every claim counts.
    var incarnation: UInt64?
    private var admittedAt: Int64?

    init(incarnation: UInt64?) {
        self.incarnation = incarnation
    }

    mutating func admits(_ feed: FeedID, at now: Int64, _ limits: RelayLimits) -> Bool {
        if let incarnation, FeedID.ordinary(feed.incarnation) != incarnation { return false }
        if let admittedAt, now - admittedAt < limits.claimMillisecondsMin { return false }
        self.admittedAt = now
        return true
    }
}
