internal import Decision
internal import OrderedCollections
internal import SyncProtocol

/// The rows of one feed, or one strand of a forked one, and what readers have confirmed of it.
struct ChangeLog: Sendable {
    /// The first row's number is one more.
    private(set) var base: UInt64 = 0
    /// Nil where the disk has lost the row.
    private(set) var rows: [StoredChange?] = []
    /// By reader: each number that it has confirmed, and when.
    private(set) var confirmations:
        OrderedDictionary<OfficePath, OrderedDictionary<UInt64, Int64>> =
            [:]

    func row(_ number: UInt64) -> StoredChange? {
        self.index(number).flatMap { self.rows[$0] }
    }

    /// Ascending.
    func rows(_ numbers: ClosedRange<UInt64>) -> [StoredChange] {
        let first = numbers.lowerBound - min(numbers.lowerBound, self.base + 1)
        let end = numbers.upperBound - min(numbers.upperBound, self.base)
        guard first < end, first < UInt64(self.rows.count) else { return [] }
        return self.rows[Int(first)..<min(Int(clamping: end), self.rows.count)].compactMap { $0 }
    }

    /// The rows after a number, as many as fit into some bytes; one at least if there is one.
    func page(after number: UInt64, byteCountMax: Int) -> [StoredChange] {
        var page: [StoredChange] = []
        var byteCount = 0
        let first = Int(clamping: number - min(number, self.base))
        for case .some(let stored) in self.rows.dropFirst(first) {
            byteCount += stored.signed.byteCount
            guard page.isEmpty || byteCount <= byteCountMax else { break }
            page.append(stored)
        }
        return page
    }

    private func index(_ number: UInt64) -> Int? {
        guard number > self.base, number - self.base <= UInt64(self.rows.count) else { return nil }
        return Int(number - self.base) - 1
    }

    /// - Returns: false when the row is there already and may not be replaced.
    mutating func insert(_ change: StoredChange, replacing: Bool) -> Bool {
        if self.rows.isEmpty { self.base = change.number - 1 }
        guard change.number > self.base else { return false }
        while self.rows.count < Int(change.number - self.base) { self.rows.append(nil) }
        let index = Int(change.number - self.base) - 1
        guard replacing || self.rows[index] == nil else { return false }
        self.rows[index] = change
        return true
    }

    /// The disk has something else now, or nothing.
    mutating func damage(_ number: UInt64, to change: StoredChange?) {
        if let index = self.index(number) { self.rows[index] = change }
    }

    /// Takes out all rows from a number on.
    mutating func removeTail(from number: UInt64) -> [StoredChange] {
        guard let index = self.index(number) else { return [] }
        let tail = self.rows[index...].compactMap { $0 }
        self.rows.removeSubrange(index...)
        return tail
    }

    // MARK: Confirmations

    /// The greatest number that a reader has confirmed; 0 for none.
    func confirmed(by reader: OfficePath) -> UInt64 { self.confirmations[reader]?.keys.max() ?? 0 }

    /// The greatest number that any reader has confirmed; 0 for none.
    var confirmed: UInt64 { self.confirmations.keys.map { self.confirmed(by: $0) }.max() ?? 0 }

    /// - Returns: whether it goes beyond what the reader had confirmed.
    mutating func confirm(_ number: UInt64, by reader: OfficePath, at time: Int64) -> Bool {
        let before = self.confirmed(by: reader)
        if self.confirmations[reader]?[number] == nil {
            self.confirmations[reader, default: [:]][number] = time
        }
        return number > before
    }

    /// What was confirmed of another strand's end is confirmed of this one that goes on with it.
    mutating func takeConfirmations(of other: ChangeLog, from number: UInt64) {
        for (reader, numbers) in other.confirmations {
            for (confirmed, time) in numbers where confirmed >= number {
                self.confirmations[reader, default: [:]][confirmed] = time
            }
        }
    }

    mutating func forgetConfirmations(from number: UInt64) {
        for reader in self.confirmations.keys {
            self.confirmations[reader]?.removeAll { $0.key >= number }
        }
    }
}
