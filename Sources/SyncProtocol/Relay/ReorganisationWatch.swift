/// When links begin anew because what is known of offices that have moved is not what they go by.
///
/// They wait until no more is heard, and rest in between: a province that renames a hundred offices, or a neighbour
/// that makes up thousands, must not cut them once for every word.
struct ReorganisationWatch: Sendable, Equatable {
    /// So long nothing new was heard, in milliseconds.
    static let quietMilliseconds: Int64 = 2_000
    /// So long after the last time at the earliest, in milliseconds.
    static let restMilliseconds: Int64 = 10_000
    /// So long after the first word at the latest, in milliseconds, however much is still heard.
    static let delayMillisecondsMax: Int64 = 60_000

    /// When the first word that links do not go by was heard, and the latest.
    private var heard: ClosedRange<Int64>?
    private var lastAt: Int64?

    mutating func hear(at now: Int64) {
        let first = self.heard?.lowerBound ?? now
        self.heard = first...max(first, now)
    }

    /// Whether links shall begin anew now; once they have been told so, it is done.
    mutating func isDue(at now: Int64) -> Bool {
        guard let heard = self.heard else { return false }
        let isQuiet = now - heard.upperBound >= Self.quietMilliseconds
        guard isQuiet || now - heard.lowerBound >= Self.delayMillisecondsMax else { return false }
        if let lastAt, now - lastAt < Self.restMilliseconds { return false }
        self.heard = nil
        self.lastAt = now
        return true
    }
}
