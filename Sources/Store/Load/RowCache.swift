internal import Decision
internal import OrderedCollections

/// Rows that the writer keeps between transactions, as of the last commit: records and totals, which are asked for
/// again and again.
package struct RowCache: Sendable {
    /// A record of five fields takes three kilobytes as values, ten times its encoding.
    private static let recordByteCountBase = 1_024
    private static let recordByteCountFactor = 8

    private(set) var records: [RecordKey: StoredRecord] = [:]
    /// Roughly what they take in memory, in bytes.
    private(set) var recordsByteCount = 0
    private(set) var totals: [TotalsKey: Totals] = [:]
    private var cellCount = 0

    package init() {}

    package mutating func removeAll() {
        self.forgetRecords()
        self.totals = [:]
        self.cellCount = 0
    }

    private mutating func forgetRecords() {
        self.records = [:]
        self.recordsByteCount = 0
    }

    mutating func keep(_ record: StoredRecord, at key: RecordKey) {
        if let old = self.records.updateValue(record, forKey: key) {
            self.recordsByteCount -= Self.byteCount(old)
        }
        self.recordsByteCount += Self.byteCount(record)
    }

    mutating func keep(_ totals: Totals, at key: TotalsKey) {
        let old = self.totals.updateValue(totals, forKey: key)
        self.cellCount += totals.cells.count - (old?.cells.count ?? 0)
    }

    private static func byteCount(_ record: StoredRecord) -> Int {
        Self.recordByteCountBase + Self.recordByteCountFactor * record.byteCount
    }

    /// Takes in what a transaction has changed.
    mutating func keep(_ changes: RowChanges) {
        // What changes lie elsewhere now stands in rows that were not loaded, too.
        if changes.clearsDerived || !changes.steps.isEmpty { self.removeAll() }
        for (key, record) in changes.records { self.keep(record.stored, at: key) }
        for (key, totals) in changes.totals { self.keep(totals, at: key) }
    }

    /// Forgets everything beyond the limits.
    mutating func trim(recordBytesMax: Int, cellsMax: Int) {
        if self.recordsByteCount > recordBytesMax { self.forgetRecords() }
        guard self.cellCount > cellsMax else { return }
        self.totals = [:]
        self.cellCount = 0
    }
}
