internal import SyncProtocol

/// The bytes of a SQLite database between two commits: what a copy of the disk has.
struct DatabaseSnapshot: Sendable {
    let engine: StorageEngine
    let main: [UInt8]
    /// The write-ahead log; empty in memory.
    let log: [UInt8]

    /// The disk as a crash leaves it that came while the log was being written: its first bytes are the new ones,
    /// the last of them torn off or left as they were. What belongs to the commit is never whole.
    ///
    /// - Parameters:
    ///   - next: the disk as it would have been after the commit.
    ///   - chance: decides how far the write came.
    func torn(towards next: DatabaseSnapshot, by chance: inout SplitMix64) -> DatabaseSnapshot {
        let common = zip(self.log, next.log).prefix { $0 == $1 }.count
        guard self.engine == .files, self.main == next.main, common < next.log.count else {
            return self
        }
        // A commit's last frame is its proof: without its last byte nothing of it counts.
        let changed = zip(self.log[common...], next.log[common...]).reversed()
            .drop { $0 == $1 }.count
        let end = self.log.count < next.log.count ? next.log.count : common + changed
        let length = Int(chance.integer(in: Int64(common)...Int64(end - 1)))
        var log = Array(next.log[..<length])
        if chance.chance(perMille: 500) {
            // The old bytes stay, or the file has grown already and has nothing there.
            log += self.log.dropFirst(length)
            log += Array(repeating: 0, count: max(0, next.log.count - log.count))
        }
        return DatabaseSnapshot(engine: .files, main: self.main, log: log)
    }
}
