internal import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

extension Transaction {
    /// Turns changed records into rows: the records themselves, the digests of their spaces, and all that is
    /// projected from them.
    func finishRecords() throws(Interruption) {
        try self.expectTotals()
        try self.gather(self.dirtyEntries) { (entry) throws(Interruption) in
            try self.finish(entry)
        }
        self.dirtyEntries.removeAll(keepingCapacity: true)
    }

    private func finish(_ entry: RecordEntry) throws(Interruption) {
        entry.isDirty = false
        // In a space that only later versions know, a familiar number may mean something else.
        let isRead = self.state.directory.spaces[entry.space].space.kind.isKnown
        let new = RecordEncoding.encoded(entry.record, entry.state, by: self.identity.suite)
        let old = entry.stored
        guard old?.digest != new.digest else { return }
        let stored = StoredRecord(
            state: entry.state,
            digest: new.digest,
            position: entry.position,
            byteCount: new.state.count
        )
        func isUnknown(_ state: RecordState) -> Bool {
            !isRead || self.identity.catalogue.hasUnknown(entry.record.kind, state)
        }
        let (wasUnknown, isUnknownNow) = (
            old.map { isUnknown($0.state) } ?? false, isUnknown(entry.state)
        )
        if wasUnknown != isUnknownNow { self.countUnknown(isUnknownNow ? 1 : -1) }
        self.changes.records[entry.key] = RowChanges.Record(
            state: new.state,
            isUnknown: isUnknownNow,
            stored: stored
        )
        if let old { self.state.directory.spaces[entry.space].digest.remove(old.digest) }
        self.state.directory.spaces[entry.space].digest.insert(new.digest)
        self.changes.spaces.append(entry.space)
        entry.stored = stored
        guard isRead else { return }
        try Projection(transaction: self).project(entry, from: old?.state)
    }

    /// Asks for the totals that all changed figures move at once.
    private func expectTotals() throws(Interruption) {
        let board = TotalsBoard(transaction: self)
        var needs = Needs()
        for entry in self.dirtyEntries
        where entry.record.kind == RecordKind.figures.rawValue {
            guard let period = Figures.period(key: entry.record.key) else { continue }
            let owner = self.state.directory.spaces[entry.space].owner
            board.expect(owner, period, in: &needs)
        }
        if !needs.totals.isEmpty { throw .needs(needs) }
    }
}
