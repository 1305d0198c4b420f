/// Decides when two ends that have come to rest and still differ look for what differs again.
///
/// A digest that a heartbeat brings may have been overtaken by changes on their way, so a difference
/// counts only when the same two digests are seen twice. A search that does not lead to equality (a feed
/// that one end refuses, say) is repeated at growing intervals.
struct ComparisonWatch: Sendable, Equatable {
    private struct Pair: Sendable, Equatable {
        let ours: Digest256
        let theirs: Digest256
    }

    /// How long after a search in vain the next one may begin, in milliseconds.
    static let delayMillisecondsMin: Int64 = 15_000
    static let delayMillisecondsMax: Int64 = 3_600_000

    /// What we last told the other end to compare with.
    private var asked: Digest256?
    private var seen: Pair?
    private var notBefore: Int64?
    private var delay = Self.delayMillisecondsMin

    /// Whether the other end was asked to compare with this digest already.
    func wasAsked(_ digest: Digest256) -> Bool { self.asked == digest }

    mutating func ask(_ digest: Digest256) { self.asked = digest }

    /// Both ends have the same.
    mutating func isEqual() { self = ComparisonWatch() }

    /// Both ends have come to rest and differ.
    ///
    /// - Returns: whether to look for what differs now.
    mutating func differs(_ ours: Digest256, _ theirs: Digest256, at now: Int64) -> Bool {
        let pair = Pair(ours: ours, theirs: theirs)
        guard self.seen == pair else {
            self.seen = pair
            // Asked once more soon: only what stays is a difference.
            self.asked = nil
            return false
        }
        if let notBefore, now < notBefore { return false }
        self.notBefore = now + self.delay
        self.delay = min(self.delay * 2, Self.delayMillisecondsMax)
        return true
    }

    /// Somebody wants to know now.
    mutating func hurry() { self = ComparisonWatch() }
}
