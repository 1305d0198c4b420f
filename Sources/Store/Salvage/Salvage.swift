internal import Decision
internal import SyncProtocol

/// Saves what is whole of a damaged store into a new one.
///
/// Each page is read by itself, so a damaged one costs the rows that lie on it and no others. Names and feeds are put
/// together from their rows and from the changes, which say themselves where they belong. Records, lists and totals are
/// not brought over but derived anew at the opening, and so is known there which changes are missing: they are fetched
/// from neighbours or, where only this node had them, what stands behind them is written again. The new store goes on in a
/// new incarnation, since nobody can tell whether the last page that was written is among those that are whole.
struct Salvage {
    private let places: SalvagePlaces
    private let identity: StoreIdentity
    private let checkpointPages: Int

    init(_ places: SalvagePlaces, _ configuration: StoreConfiguration, _ identity: StoreIdentity) {
        self.places = places
        self.checkpointPages = configuration.checkpointPages
        self.identity = identity
    }

    /// - Returns: nil when there is nothing to be saved: no change can be read.
    func run() throws(StoreError) -> SalvageOutcome? {
        guard SystemFile.exists(self.places.database) else { return nil }
        try self.places.clear()
        let scan = try RowScan(try PageFile(path: self.places.database))
        var names = try self.names(scan)
        names.finish()
        guard !names.feedRows.isEmpty else { return nil }
        let target = try SQLiteDriver.file(
            self.places.unfinished,
            readers: 1,
            checkpointPages: self.checkpointPages
        )
        let suite = self.identity.suite
        var changes = 0
        let identity = self.identity
        do throws(StoreError) {
            try target.write { connection throws(StoreError) in
                try Schema.prepare(connection)
                try connection.transaction { () throws(StoreError) in
                    let writer = SalvageWriter(connection: connection, identity: identity)
                    try writer.write(names)
                    changes = try writer.copyChanges(scan, names, by: suite)
                    try writer.copyTables(scan, names)
                }
            }
        } catch {
            try? target.close()
            throw error
        }
        try target.close()
        try self.places.finish()
        return SalvageOutcome(
            damagedPages: scan.damagedPages.count,
            changes: changes,
            kept: self.places.damaged
        )
    }

    private func names(_ scan: RowScan) throws(StoreError) -> SalvagedNames {
        var names = SalvagedNames(self.identity)
        try scan.rows(of: "office", isNumbered: true) { row in names.takeOffice(row) }
        try scan.rows(of: "space", isNumbered: true) { row in names.takeSpace(row) }
        try scan.rows(of: "author", isNumbered: true) { row in names.takeAuthor(row) }
        try scan.rows(of: "feed", isNumbered: true) { row in names.takeFeed(row) }
        let suite = self.identity.suite
        try scan.rows(of: "change", isNumbered: true) { row in
            if let change = SalvagedChange(row, by: suite) { names.take(change) }
        }
        return names
    }
}
