internal import Decision
internal import PlainText
internal import SyncProtocol

/// Saves what is whole of a damaged store into a new one.
///
/// Each page is read by itself, so a damaged one costs the rows that lie on it and no others. Names and feeds are put
/// together from their rows and from the changes, which say themselves where they belong. Records, lists and totals are
/// derived anew at the opening, and so is known there which changes are missing: they are fetched from neighbours or, where
/// only this node had them, what stands behind them is written again. The new store goes on in a new incarnation, since
/// nobody can tell whether the last page that was written is among those that are whole.
struct Salvage {
    private let places: SalvagePlaces
    private let identity: StoreIdentity
    private let acknowledged: Int64?

    /// - Parameter acknowledged: the last commit that the fence knows of; nil when it knows none.
    init(_ places: SalvagePlaces, _ identity: StoreIdentity, acknowledged: Int64?) {
        self.places = places
        self.identity = identity
        self.acknowledged = acknowledged
    }

    /// - Parameter now: UTC milliseconds.
    /// - Returns: false when there is nothing to be saved: no change can be read.
    func run(at now: Int64) throws(StoreError) -> Bool {
        try self.places.clear()
        let file = try PageFile(path: self.places.database, acknowledged: self.acknowledged)
        let scan = try RowScan(file)
        var names = try self.names(scan)
        names.finish()
        guard !names.feedRows.isEmpty else { return false }
        let target = try SQLiteDriver.scratch(self.places.unfinished)
        do throws(StoreError) {
            try target.write { connection throws(StoreError) in
                try Schema.prepare(connection)
                try connection.transaction { () throws(StoreError) in
                    let writer = SalvageWriter(connection: connection, identity: self.identity)
                    try writer.write(names)
                    let changes = try writer.copyChanges(scan, names)
                    try writer.copyTables(scan, names)
                    try writer.tell(self.event(scan, changes: changes, at: now))
                }
            }
        } catch {
            try? target.close()
            throw error
        }
        try target.close()
        try self.places.finish()
        return true
    }

    private func names(_ scan: RowScan) throws(StoreError) -> SalvagedNames {
        var names = SalvagedNames(self.identity)
        try scan.rows(of: "office") { row in names.takeOffice(row) }
        try scan.rows(of: "space") { row in names.takeSpace(row) }
        try scan.rows(of: "author") { row in names.takeAuthor(row) }
        try scan.rows(of: "feed") { row in names.takeFeed(row) }
        let suite = self.identity.suite
        try scan.rows(of: "change") { row in
            if let change = SalvagedChange(row, by: suite) { names.take(change) }
        }
        return names
    }

    private func event(_ scan: RowScan, changes: Int, at now: Int64) -> StoreEvent {
        StoreEvent(
            at: now,
            kind: .storeSalvaged,
            details: EventDetails().with(.pages, Int64(scan.damagedCount))
                .with(.whole, Int64(changes)).with(.folder, self.places.damaged)
        )
    }
}
