/// When one end of a link owes the other a statement, and since when the other owes one.
package struct StatementWatch: Sendable, Hashable {
    /// Monotonic milliseconds; nil until the link streams.
    private var streamingSince: Int64?
    private var saidAt: Int64?
    private var heardAt: Int64?
    /// When this silence was last told.
    private var toldAt: Int64?

    package init() {}

    /// The other end's statement has come and is good.
    package mutating func heard(at now: Int64) {
        self.heardAt = now
        self.toldAt = nil
    }

    /// Whether a statement is due now; it counts as said from then on.
    ///
    /// Not at once when the link opens: two ends that have the same need say no more than that.
    mutating func becomesDue(at now: Int64, _ limits: RelayLimits) -> Bool {
        let since = self.streamingSince ?? now
        self.streamingSince = since
        let dueAt =
            self.saidAt.map { $0 + limits.statementMilliseconds }
            ?? since + min(limits.statementMilliseconds, limits.statementFirstMilliseconds)
        guard now >= dueAt else { return false }
        self.saidAt = now
        return true
    }

    /// How long the other end has been silent, if that is too long: told at once, and then again whenever
    /// as long a time has gone by.
    mutating func becomesStale(at now: Int64, _ limits: RelayLimits) -> Int64? {
        guard let since = self.heardAt ?? self.streamingSince,
            now - (self.toldAt ?? since) > limits.statementValidMilliseconds
        else { return nil }
        self.toldAt = now
        return now - since
    }
}
