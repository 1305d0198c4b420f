internal import Decision
internal import OrderedCollections
internal import SyncProtocol

/// What was refused, by its digest, the oldest first.
struct QuarantineTable: Sendable {
    struct Row: Sendable {
        let id: Int64
        let unit: QuarantinedUnit
        fileprivate(set) var times: Int64
    }

    private(set) var rows: OrderedDictionary<Digest256, Row> = [:]

    mutating func save(_ changes: RowChanges) {
        if !changes.droppedUnits.isEmpty {
            self.rows.removeAll { changes.droppedUnits.contains($0.value.id) }
        }
        for (digest, times) in changes.repeatedUnits { self.rows[digest]?.times += times }
        for (digest, kept) in changes.quarantined {
            self.rows[digest] = Row(id: kept.id, unit: kept.unit, times: kept.times)
        }
    }

    func load(_ needs: Needs, into rows: inout LoadedRows) {
        for digest in needs.quarantined { rows.quarantined[digest] = self.rows[digest] != nil }
        for key in needs.oldest {
            rows.oldest[key] = self.rows.values.filter { $0.unit.peer == key.peer }
                .prefix(key.count)
                .map { LoadedRows.QuarantineUnit(id: $0.id, byteCount: $0.unit.byteCount) }
        }
    }

    func tally(dropped: Int64) -> QuarantineTally {
        var tally = QuarantineTally(dropped: dropped)
        for row in self.rows.values { tally.add(row.unit.byteCount, of: row.unit.peer) }
        return tally
    }
}
