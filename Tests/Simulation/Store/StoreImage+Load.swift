internal import Decision
internal import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

// Brings the rows that a decision needs, as every storage engine does.

extension StoreImage {
    func load(_ needs: Needs, into rows: inout LoadedRows) {
        self.loadRecords(needs, &rows)
        self.loadTotals(needs, &rows)
        self.loadChanges(needs, &rows)
        self.documents.load(needs, into: &rows)
        self.memory.load(needs, into: &rows)
        self.notes.load(needs, into: &rows)
        self.quarantineTable.load(needs, into: &rows)
    }

    private func loadRecords(_ needs: Needs, _ rows: inout LoadedRows) {
        for key in needs.records {
            let row = self.spaces[key.space].records.rows[key.record]
            rows.records[key] = row.map { LoadedRecord.found($0.stored) } ?? .absent
        }
        for space in needs.wholeSpaces {
            rows.wholeSpaces[space] = self.spaces[space].records.rows.sorted { $0.key < $1.key }
                .map { (record: $0.key, state: LoadedRecord.found($0.value.stored)) }
        }
        for space in needs.figures {
            rows.figures[space] = self.spaces[space].records.rows.keys
                .filter { $0.kind == RecordKind.figures.rawValue }.sorted().map(\.key)
        }
    }

    private func loadTotals(_ needs: Needs, _ rows: inout LoadedRows) {
        for key in needs.totals {
            rows.totals[key] = self.totalsRow(key).map { .found($0) } ?? .absent
        }
        for key in needs.childTotals {
            rows.childTotals[key] = self.offices[key.parent].children.compactMap { office in
                self.totalsRow(TotalsKey(office: office, period: key.period)).map {
                    LoadedRows.Child(office: office, totals: $0)
                }
            }
        }
    }

    private func totalsRow(_ key: TotalsKey) -> Totals? {
        self.totals.indices.contains(key.office) ? self.totals[key.office][key.period] : nil
    }

    private func loadChanges(_ needs: Needs, _ rows: inout LoadedRows) {
        for position in needs.changes {
            rows.changes.updateValue(self.feedTable.row(at: position), forKey: position)
        }
        for range in needs.stretches { rows.stretches[range] = self.feedTable.rows(range) }
        for range in needs.lengths {
            rows.lengths[range] = self.feedTable.rows(range)
                .reduce(0) { $0 + Int64($1.signed.byteCount) }
        }
        for place in needs.confirmed {
            let log = self.feedTable.logs[place]
            rows.confirmed[place] = log.confirmed.keys.map { log.confirmed(by: $0) }.max() ?? 0
        }
    }
}
