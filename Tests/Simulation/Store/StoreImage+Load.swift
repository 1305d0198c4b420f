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
            rows.records[key] = row?.loaded ?? .absent
        }
        for space in needs.wholeSpaces {
            rows.wholeSpaces[space] = self.spaces[space].records.rows.sorted { $0.key < $1.key }
                .map { (record: $0.key, state: $0.value.loaded) }
        }
        for space in needs.figures {
            rows.figures[space] = self.spaces[space].records.rows.keys
                .filter { $0.kind == RecordKind.figures.rawValue }.sorted().map(\.key)
        }
    }

    private func loadTotals(_ needs: Needs, _ rows: inout LoadedRows) {
        for key in needs.totals {
            rows.totals[key] = self.totalsRow(key)
        }
        for key in needs.childTotals {
            rows.childTotals[key] = self.offices[key.parent].children.compactMap { office in
                switch self.totalsRow(TotalsKey(office: office, period: key.period)) {
                case .absent: nil
                case .found(let totals): LoadedRows.Child(office: office, totals: totals)
                case .unreadable: LoadedRows.Child(office: office, totals: nil)
                }
            }
        }
    }

    private func totalsRow(_ key: TotalsKey) -> LoadedTotals {
        guard self.totals.indices.contains(key.office),
            let totals = self.totals[key.office][key.period]
        else { return .absent }
        return self.rottenTotals.contains(key) ? .unreadable : .found(totals)
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
    }
}
