internal import SyncProtocol

extension Writer {
    /// Records that are merged in memory before they are written, while all is derived anew.
    private static let dirtyRecordsMax = 10_000
    /// Bytes of changes that are read at a time.
    static let pageBytesMax = 4 * 1024 * 1024

    /// Derives records, rows and rollups anew from the feeds, in one transaction. A change that is damaged is
    /// left out, listed, and put in when a neighbour brings it; before that, what only this node has and cannot send
    /// any more is written again.
    func rebuild() throws(StoreError) -> StoreTransaction {
        try self.transact { transaction throws(StoreError) in
            try self.rewriteUnconfirmed(transaction)
            try self.acknowledgeBreaks(transaction)
            try self.rebuild(transaction)
        }.transaction
    }

    func rebuild(_ transaction: StoreTransaction) throws(StoreError) {
        try transaction.connection.script(Schema.clearDerived)
        self.records.removeAll()
        transaction.dirtyRecords.removeAll()
        self.rollups = RollupTable()
        self.directory.clearFloors()
        self.directory.use(Successions.none)
        transaction.isSuccessionChanged = true
        for place in self.directory.offices.indices {
            self.directory.setHost(nil, of: place)
        }
        for place in self.directory.spaces.indices {
            self.directory.spaces[place].digest = SetDigest()
            transaction.dirtySpaces.insert(place)
        }
        // What is mended on the way can cut no strand, so the places stay.
        for place in self.directory.feeds.indices {
            try self.replay(place, transaction)
        }
        for place in self.directory.feeds.indices where self.directory.feeds[place].isWaiting {
            self.directory.waiting.insert(place)
        }
        try Meta.set(
            "derivation",
            to: Schema.derivationVersion,
            transaction.connection
        )
        transaction.isRosterChanged = true
    }

    /// Writes again the ends of our own feeds that begin with a damaged change and of which no office above has
    /// said that it has them: their content stands in the records only, which are about to go.
    private func rewriteUnconfirmed(_ transaction: StoreTransaction) throws(StoreError) {
        for place in self.directory.feeds.indices {
            let feed = self.directory.feeds[place]
            guard feed.feed.author == self.author, feed.head.number > 0,
                let first = try self.firstDamaged(of: place, transaction)
            else { continue }
            let confirmed = try transaction.connection.integer(
                "SELECT COALESCE(MAX(number), 0) FROM confirmation WHERE feed = ?1",
                .integer(Directory.id(place))
            )
            let change = ChangePlace(feed: feed.feed, number: first)
            guard first > UInt64(clamping: confirmed),
                try !self.noteDamage([change], transaction).isEmpty
            else { continue }
            try self.rewrite(change, transaction)
        }
    }

    private func firstDamaged(
        of place: Int,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> UInt64? {
        let feed = self.directory.feeds[place]
        var number = feed.feed.base
        while number < feed.head.number {
            let page = try StoredChange.page(
                feed: Directory.id(place),
                after: number,
                byteCountMax: Self.pageBytesMax,
                transaction.connection
            )
            guard !page.isEmpty else { return number + 1 }
            for stored in page {
                guard stored.number == number + 1, stored.isWhole else { return number + 1 }
                number = stored.number
            }
        }
        return nil
    }

    private func replay(
        _ place: Int,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        let feed = self.directory.feeds[place]
        var number = feed.feed.base
        while number < feed.applied {
            let page = try StoredChange.page(
                feed: Directory.id(place),
                after: number,
                byteCountMax: Self.pageBytesMax,
                transaction.connection
            )
            for stored in page where stored.number <= feed.applied {
                while number + 1 < stored.number {
                    number += 1
                    try self.leaveOut(number, of: place, transaction)
                }
                number = stored.number
                if stored.isWhole {
                    try self.replay(stored, of: place, transaction)
                    try self.putIn(number, of: place, transaction)
                } else {
                    try self.leaveOut(number, of: place, transaction)
                }
            }
            guard page.isEmpty else { continue }
            while number < feed.applied {
                number += 1
                try self.leaveOut(number, of: place, transaction)
            }
        }
    }

    /// A change is not on the disk as it was written: its operations come when a neighbour brings it.
    private func leaveOut(
        _ number: UInt64,
        of place: Int,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        let feed = self.directory.feeds[place].feed
        let change = ChangePlace(feed: feed, number: number)
        let position = ChangePosition.value(feed: Directory.id(place), number: number)
        // If it can be put right it comes in below, and only once.
        if self.damage.waiting(position) == .left {
            try self.damage.set(.applied, at: position, transaction)
        }
        guard try self.noteDamage([change], transaction).isEmpty else {
            return try self.damage.set(.left, at: position, transaction)
        }
        // It could be put right here.
        let stored = try StoredChange.one(
            feed: Directory.id(place),
            number: number,
            transaction.connection
        )
        if let stored { try self.replay(stored, of: place, transaction) }
    }

    /// A change that was left out of the records before is in them now: nobody may put it in once more.
    private func putIn(
        _ number: UInt64,
        of place: Int,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        let position = ChangePosition.value(feed: Directory.id(place), number: number)
        guard self.damage.waiting(position) == .left else { return }
        try self.damage.set(.applied, at: position, transaction)
        let change = ChangePlace(feed: self.directory.feeds[place].feed, number: number)
        try self.noteDamage([change], transaction)
    }

    private func replay(
        _ stored: StoredChange,
        of feed: Int,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        guard try self.apply(stored, of: feed, transaction) else {
            throw .damaged(detail: "change \(stored.number) as stored: a record cannot be read")
        }
        if transaction.dirtyRecords.count > Self.dirtyRecordsMax {
            try self.flushRecords(transaction)
            self.records.removeAll(keepingCapacity: true)
        }
    }

    /// Merges a whole change of a feed into the records.
    ///
    /// - Returns: false when one of them is damaged on the disk.
    func apply(
        _ stored: StoredChange,
        of feed: Int,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> Bool {
        let (change, edits): (Change, [RecordEdit])
        do throws(CBORError) {
            change = try Change(decoding: stored.signed.body)
            edits = try change.edits()
        } catch {
            throw .damaged(detail: "change \(stored.number) as stored: \(error)")
        }
        let space = self.directory.feeds[feed].space
        guard let entries = try self.readable(edits, in: space, transaction) else { return false }
        let origin = change.origin(id: ChangeID(prefixOf: stored.digest))
        let position = ChangePosition.value(feed: Directory.id(feed), number: stored.number)
        self.apply(edits, to: entries, from: origin, at: position, transaction)
        return true
    }
}

extension OfficeStore {
    /// Derives everything anew from the feeds, in one transaction. Readers see the old state until
    /// it is done. The digests are the same before and after, unless the store was damaged; what is damaged then is
    /// in ``damagedChanges(max:)``.
    package func rebuild() async throws(StoreError) {
        let handler = self.handler
        try await self.perform { writer throws(StoreError) in
            let transaction = try writer.rebuild()
            handler.value?(transaction.report, transaction.notices)
        }
    }

    /// Derives everything anew when this program derives in another way than the one before.
    func rebuildIfOutdated() throws(StoreError) {
        let found = try self.driver.read { connection throws(StoreError) in
            try Meta.number("derivation", connection)
        }
        guard found != Schema.derivationVersion else { return }
        try self.performBlocking { writer throws(StoreError) in _ = try writer.rebuild() }
    }
}
