internal import SyncProtocol

extension Writer {
    /// Records that are merged in memory before they are written, while all is derived anew.
    private static let dirtyRecordsMax = 10_000
    /// Bytes of changes that are read at a time.
    private static let pageBytesMax = 4 * 1024 * 1024

    /// Derives records, rows and rollups anew from the feeds, in one transaction.
    func rebuild() throws(StoreError) {
        _ = try self.transact { transaction throws(StoreError) in
            try transaction.connection.script(Schema.clearDerived)
            self.records.removeAll()
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
            for place in self.directory.feeds.indices {
                try self.replay(place, transaction)
            }
            try Meta.set(
                "derivation",
                to: Schema.derivationVersion,
                transaction.connection
            )
            transaction.isRosterChanged = true
        }
    }

    private func replay(
        _ place: Int,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        let feed = self.directory.feeds[place]
        var after = feed.feed.base
        while after < feed.applied {
            let page = try StoredChange.page(
                feed: Directory.id(place),
                after: after,
                byteCountMax: Self.pageBytesMax,
                transaction.connection
            )
            guard let last = page.last else {
                throw .damaged(detail: "feed \(feed.feed) ends at change \(after)")
            }
            for stored in page where stored.number <= feed.applied {
                try self.replay(stored, of: place, transaction)
            }
            after = last.number
        }
    }

    private func replay(
        _ stored: StoredChange,
        of feed: Int,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        do throws(CBORError) {
            let change = try Change(decoding: stored.signed.body)
            let edits = try change.edits()
            let origin = change.origin(id: ChangeID(prefixOf: stored.digest))
            let entries = try? self.entries(
                for: edits,
                in: self.directory.feeds[feed].space,
                transaction
            )
            guard let entries else { throw CBORError(.truncated, at: 0) }
            let position = ChangePosition.value(feed: Directory.id(feed), number: stored.number)
            self.apply(edits, to: entries, from: origin, at: position, transaction)
        } catch {
            throw .damaged(detail: "change \(stored.number) as stored: \(error)")
        }
        if transaction.dirtyRecords.count > Self.dirtyRecordsMax {
            try self.flushRecords(transaction)
            self.records.removeAll(keepingCapacity: true)
        }
    }
}

extension OfficeStore {
    /// Derives everything anew from the feeds, in one transaction. Readers see the old state until
    /// it is done. The digests are the same before and after, unless the store was damaged.
    package func rebuild() async throws(StoreError) {
        try await self.perform { writer throws(StoreError) in try writer.rebuild() }
    }

    /// Derives everything anew when this program derives in another way than the one before.
    func rebuildIfOutdated() throws(StoreError) {
        let found = try self.driver.read { connection throws(StoreError) in
            try Meta.number("derivation", connection)
        }
        guard found != Schema.derivationVersion else { return }
        try self.performBlocking { writer throws(StoreError) in try writer.rebuild() }
    }
}
