import Admin

extension BackupProgress {
    /// Where nobody knows how much is to be done, news come in steps of this many bytes.
    private static let stepByteCount: Int64 = 4 * 1_024 * 1_024

    /// Whether it is worth waking whoever waits: another thing is being done, or another whole percent of it is.
    func isNews(_ state: State, _ done: Int64, of total: Int64?) -> Bool {
        guard self.state == state else { return true }
        guard let total else { return done - self.done >= Self.stepByteCount }
        return Self.percent(done, of: total) != Self.percent(self.done, of: self.total ?? total)
    }

    private static func percent(_ done: Int64, of total: Int64) -> Int64 {
        total > 0 ? Int64(Double(done) / Double(total) * 100) : 0
    }
}
