internal import Decision
internal import OrderedCollections
internal import SyncProtocol

/// The records of one space.
struct RecordTable: Sendable {
    struct Row: Sendable {
        let stored: StoredRecord
        /// The state as it is on the disk.
        let bytes: [UInt8]
        let isUnknown: Bool
        /// The disk has something else.
        var isRotten = false

        var loaded: LoadedRecord { self.isRotten ? .unreadable : .found(self.stored) }
    }

    private(set) var rows: OrderedDictionary<RecordID, Row> = [:]

    mutating func save(_ record: RecordID, _ row: RowChanges.Record) {
        self.rows[record] = Row(stored: row.stored, bytes: row.state, isUnknown: row.isUnknown)
    }

    /// Changes have got other positions.
    mutating func move(_ positions: ClosedRange<Int64>, by distance: Int64) {
        for (record, row) in self.rows where positions.contains(row.stored.position) {
            let stored = StoredRecord(
                state: row.stored.state,
                digest: row.stored.digest,
                position: row.stored.position + distance,
                byteCount: row.stored.byteCount
            )
            self.rows[record] = Row(
                stored: stored,
                bytes: row.bytes,
                isUnknown: row.isUnknown,
                isRotten: row.isRotten
            )
        }
    }

    mutating func rot(_ record: RecordID) { self.rows[record]?.isRotten = true }

    var hasRottenRows: Bool { self.rows.values.contains(where: \.isRotten) }
}
