internal import Decision
internal import OfficeWork
internal import PlainText
internal import SyncProtocol

/// Derives records, rows and totals anew from the feeds, within one commit.
struct Rebuild {
    let work: CommitWork

    /// Says first what is wrong.
    func runFromNothing() throws(StoreError) {
        // First of all: what is read next is found by them.
        try self.work.connection.recreateIndexes()
        try self.nameBrokenRows()
        var work = self.work
        try work.rebuild()
    }

    /// Has the audit log say which of its rows are not what was written: they cannot be brought back, and the log goes
    /// on from here.
    func nameBrokenRows() throws(StoreError) {
        let breaks = try AuditChain.breaks(self.work.connection, by: self.work.identity.suite)
        guard !breaks.isEmpty else { return }
        try self.work.decide { transaction in transaction.nameBrokenRows(breaks) }
    }
}

extension CommitWork: RebuildWork {
    var identity: StoreIdentity { self.writer.identity }

    func decide(
        rebuilding body: (Transaction) throws(Interruption) -> Void
    ) throws(StoreError) {
        try self.decideAlone(Needs(), body)
    }

    func confirmed(of place: Int) throws(StoreError) -> UInt64 {
        try self.connection.confirmed(of: place)
    }

    func page(
        of place: Int,
        after number: UInt64,
        byteCountMax: Int
    ) throws(StoreError) -> [StoredChange] {
        try StoredChange.page(
            feed: Directory.id(place),
            after: number,
            byteCountMax: byteCountMax,
            self.connection
        )
    }
}
