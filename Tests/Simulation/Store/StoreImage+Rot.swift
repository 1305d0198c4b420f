internal import Decision
internal import HashTreeCollections
internal import OfficeWork
internal import OrderedCollections
package import SyncProtocol

// What the disk has not kept as it was written, and nobody has read yet.

extension StoreImage {
    /// Whether a change lies on the disk as it was written, as far as its hash says.
    package func isWhole(_ change: ChangePlace) -> Bool {
        guard let stored = self.entry(change.number, of: change.feed)?.stored else { return false }
        return stored.signed.digest == stored.digest
    }

    /// Whether the disk has a change as it was written, whatever its strand is called by now.
    func holdsWhole(_ position: FeedPosition) -> Bool {
        let stored = self.copy(holding: position)?.entry(position.head.number)?.stored
        return stored.map { $0.signed.digest == position.head.digest } ?? false
    }

    /// All changes that are not what was written.
    var rottenChanges: [ChangePlace] {
        self.feeds.flatMap { copy -> [ChangePlace] in
            guard copy.head.number > copy.base else { return [] }
            return ((copy.base + 1)...copy.head.number).compactMap { number in
                let place = ChangePlace(feed: copy.feed, number: number)
                return self.isWhole(place) ? nil : place
            }
        }
    }

    /// Records or totals are not what was written.
    var hasRottenRows: Bool {
        !self.rottenTotals.isEmpty || self.spaces.contains { $0.records.hasRottenRows }
    }

    func hasRottenRecords(in space: SpaceID) -> Bool {
        self.spacePlaces[space].map { self.spaces[$0].records.hasRottenRows } ?? false
    }

    /// Whether the records of a space lack what a damaged change said.
    func lacksDamaged(in space: SpaceID) -> Bool {
        self.memory.damage.contains { position, damage in
            damage.standing == .left
                && self.feedTable.entries[Directory.place(ChangePosition.feed(position))].feed.space
                    == space
        }
    }

    /// Totals that can rot.
    var totalsKeys: [TotalsKey] {
        self.totals.enumerated().flatMap { office, periods in
            periods.keys.map { TotalsKey(office: office, period: $0) }
        }
    }

    // MARK: Rotting

    /// The disk keeps something else of a row than what was written. What is not there, or is another row by now, stays
    /// as it is.
    ///
    /// - Parameter other: what the disk had when it began to rot.
    mutating func rot(_ place: RottenPlace, asOn other: StoreImage) throws(CheckFailure) {
        switch place {
        case .change(let change): try self.rot(change)
        case .record(let key):
            guard self.bytes(key) == other.bytes(key), self.bytes(key) != nil else { return }
            self.spaces[key.space].records.rot(key.record)
            try self.inDatabase { (database) throws(CheckFailure) in try database.rot(key) }
        case .totals(let key):
            guard self.totalsBytes(key) == other.totalsBytes(key), self.totalsBytes(key) != nil
            else { return }
            self.rottenTotals.append(key)
            try self.inDatabase { (database) throws(CheckFailure) in try database.rot(key) }
        }
    }

    private func bytes(_ key: RecordKey) -> [UInt8]? {
        self.spaces.indices.contains(key.space)
            ? self.spaces[key.space].records.rows[key.record]?.bytes : nil
    }

    private func totalsBytes(_ key: TotalsKey) -> [UInt8]? {
        self.totals.indices.contains(key.office)
            ? self.totals[key.office][key.period]?.encoded() : nil
    }

    private mutating func rot(_ change: ChangePlace) throws(CheckFailure) {
        guard let place = self.feedTable.place(change.feed),
            let stored = self.feedTable.logs[place].row(change.number)
        else { return }
        var body = stored.signed.body
        body[body.count / 2] ^= 1
        let rotten = StoredChange(
            number: stored.number,
            digest: stored.digest,
            signed: SignedChange(body: body, signature: stored.signed.signature)
        )
        self.feedTable.damage(place, change.number, to: rotten)
        let position = ChangePosition.value(feed: Directory.id(place), number: change.number)
        try self.inDatabase { (database) throws(CheckFailure) in
            try database.rot(position, rotten)
        }
    }

    private mutating func inDatabase(
        _ body: (SimulatedDatabase) throws(CheckFailure) -> Void
    ) throws(CheckFailure) {
        guard let snapshot = self.database else { return }
        let database = try SimulatedDatabase(snapshot)
        try body(database)
        self.database = try database.snapshot()
    }
}
