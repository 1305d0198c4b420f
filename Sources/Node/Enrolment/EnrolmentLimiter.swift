/// Slows down those who guess: counts failed attempts for each address in a window of time.
///
/// A pure value with bounded memory.
struct EnrolmentLimiter: Sendable {
    private struct Record {
        var failures: Int
        /// UTC milliseconds of the first failure in the window.
        var since: Int64
    }

    static let failuresMax = 5
    static let windowMilliseconds: Int64 = 10 * 60 * 1_000
    static let addressesMax = 4_096

    private var records: [AddressKey: Record] = [:]

    /// Addresses remembered at this moment, at most ``addressesMax``.
    var addressCount: Int { self.records.count }

    /// - Parameter now: UTC milliseconds.
    mutating func mayTry(_ key: AddressKey, now: Int64) -> Bool {
        guard let record = self.records[key] else { return true }
        guard Self.isCurrent(record, now: now) else {
            self.records[key] = nil
            return true
        }
        return record.failures < Self.failuresMax
    }

    /// - Parameter now: UTC milliseconds.
    mutating func failed(_ key: AddressKey, now: Int64) {
        if var record = self.records[key], Self.isCurrent(record, now: now) {
            record.failures += 1
            self.records[key] = record
            return
        }
        if self.records.count >= Self.addressesMax { self.makeRoom(now: now) }
        self.records[key] = Record(failures: 1, since: now)
    }

    mutating func succeeded(_ key: AddressKey) {
        self.records[key] = nil
    }

    private static func isCurrent(_ record: Record, now: Int64) -> Bool {
        // A clock that was set back must not lock anybody out for ever.
        (0..<Self.windowMilliseconds).contains(now - record.since)
    }

    private mutating func makeRoom(now: Int64) {
        self.records = self.records.filter { Self.isCurrent($0.value, now: now) }
        guard self.records.count >= Self.addressesMax,
            let oldest = self.records.min(by: { $0.value.since < $1.value.since })
        else { return }
        self.records[oldest.key] = nil
    }
}
