/// How many events of one sort are written down within an hour, so that nobody can wash away all others.
struct EventQuota: Sendable {
    private static let milliseconds: Int64 = 60 * 60_000

    private let countMax: Int
    private var beganAt: Int64 = 0
    private var count = 0

    init(countMax: Int) {
        self.countMax = countMax
    }

    /// - Parameter now: UTC milliseconds.
    /// - Returns: whether one more may be written down.
    mutating func take(at now: Int64) -> Bool {
        if now < self.beganAt || now - self.beganAt >= Self.milliseconds {
            self.beganAt = now
            self.count = 0
        }
        self.count += 1
        return self.count <= self.countMax
    }
}
