/// How long to wait before the next attempt: exponential with jitter, so that thousands of children
/// that lost their parent in one moment do not come back in one moment.
///
/// A pure value: the random number is the caller's.
struct Backoff: Sendable, Equatable {
    let millisecondsMin: Int64
    let millisecondsMax: Int64
    /// Attempts that failed since the last reset.
    private(set) var failures = 0

    /// - Precondition: `0 < millisecondsMin <= millisecondsMax`.
    init(millisecondsMin: Int64 = 200, millisecondsMax: Int64 = 60_000) {
        precondition(millisecondsMin > 0 && millisecondsMin <= millisecondsMax)
        self.millisecondsMin = millisecondsMin
        self.millisecondsMax = millisecondsMax
    }

    /// Counts a failure.
    /// - Parameter random: evenly distributed over all values.
    /// - Returns: the wait in milliseconds, evenly distributed between the least wait and the ceiling
    ///   of this attempt, which doubles with every failure up to the greatest wait.
    mutating func failed(random: UInt64) -> Int64 {
        self.failures += 1
        let span = UInt64(self.ceiling - self.millisecondsMin) + 1
        let offset = random.multipliedFullWidth(by: span).high
        return self.millisecondsMin + Int64(offset)
    }

    /// Forgets earlier failures.
    mutating func reset() {
        self.failures = 0
    }

    private var ceiling: Int64 {
        var ceiling = self.millisecondsMin
        for _ in 0..<self.failures {
            // Compared before doubling, so that nothing overflows.
            guard ceiling <= self.millisecondsMax / 2 else { return self.millisecondsMax }
            ceiling *= 2
        }
        return ceiling
    }
}
