internal import OrderedCollections
internal import SyncProtocol

/// Divides what is said again at once into as many changes as its size asks for.
struct StatementParts {
    private(set) var parts: [[RecordEdit]] = []
    private var edits = OrderedDictionary<RecordID, [RecordEdit.Field]>()
    private var byteCount = 0

    init(_ edits: OrderedDictionary<RecordID, [RecordEdit.Field]>) {
        for (record, fields) in edits {
            var rest = fields[...]
            while !rest.isEmpty {
                let count = Self.inseparableCount(rest)
                self.add(rest.prefix(count), to: record)
                rest = rest.dropFirst(count)
            }
        }
        self.close()
    }

    /// Pieces of one insertion are read in their order only where they are in one change.
    private static func inseparableCount(_ fields: ArraySlice<RecordEdit.Field>) -> Int {
        guard let first = fields.first, case .insert(_, let anchor) = first.operation else {
            return min(1, fields.count)
        }
        return fields.prefix {
            guard case .insert(_, anchor) = $0.operation else { return false }
            return $0.number == first.number
        }
        .count
    }

    private mutating func add(_ fields: ArraySlice<RecordEdit.Field>, to record: RecordID) {
        let length = RecordEdit(record: record, fields: Array(fields)).encodedByteCount
        let present = self.edits[record]
        let isFull =
            self.byteCount + length > ChangeLimits.payloadByteCountTarget
            || (present?.count ?? 0) + fields.count > RecordEdit.operationsMax
            || present == nil && self.edits.count == ChangeLimits.recordsMax
        if isFull { self.close() }
        self.edits[record, default: []] += fields
        self.byteCount += length
    }

    private mutating func close() {
        guard !self.edits.isEmpty else { return }
        self.parts.append(self.edits.map { RecordEdit(record: $0, fields: $1) })
        (self.edits, self.byteCount) = ([:], 0)
    }
}
