internal import OfficeWork
internal import SyncProtocol

// The end of a transaction: what changed in memory is written once.

extension Writer {
    func flush(_ transaction: StoreTransaction) throws(StoreError) {
        try self.flushRecords(transaction)
        try self.flushSuccessions(transaction)
        try self.rollups.flush(
            transaction.connection,
            now: self.configuration.microseconds()
        )
        try self.flushSpaces(transaction)
        try self.flushFeeds(transaction)
        try self.reconsiderReceipts(transaction)
        try self.trimQuarantine(transaction)
        try self.trimEvents(transaction)
        if transaction.quarantinedCount > 0 {
            transaction.notices.append(.quarantined(transaction.quarantinedCount))
        }
        if !transaction.touchedDirectives.isEmpty {
            let touched = transaction.touchedDirectives.sorted()
            transaction.notices.append(.directivesTouched(touched))
        }
        if transaction.isRosterChanged { transaction.notices.append(.rosterChanged) }
        self.trimCaches()
    }

    /// Writes changed records, the digests of their spaces, and what is projected from them.
    func flushRecords(_ transaction: StoreTransaction) throws(StoreError) {
        for entry in transaction.dirtyRecords {
            entry.isDirty = false
            // In a space that only later versions know, a familiar number may mean something else.
            let isRead = self.directory.spaces[entry.space].space.kind.isKnown
            let new = RecordEntry.encoded(entry.record, entry.state)
            let old = entry.stored
            self.recordsByteCount -= entry.byteCountEstimate
            entry.encodedByteCount = new.state.count
            self.recordsByteCount += entry.byteCountEstimate
            guard old?.digest != new.digest else { continue }
            try transaction.connection.run(
                """
                INSERT INTO record(space, kind, key, state, is_unknown, position)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                ON CONFLICT (space, kind, key) DO UPDATE SET state = excluded.state,
                    is_unknown = excluded.is_unknown, position = excluded.position
                """,
                .integer(Directory.id(entry.space)),
                .integer(Int64(entry.record.kind)),
                .bytes(entry.record.key),
                .bytes(new.state),
                .integer(
                    !isRead || RecordKind.hasUnknown(entry.record.kind, entry.state) ? 1 : 0
                ),
                .integer(entry.position)
            )
            if let old { self.directory.spaces[entry.space].digest.remove(old.digest) }
            self.directory.spaces[entry.space].digest.insert(new.digest)
            transaction.dirtySpaces.insert(entry.space)
            entry.stored = (entry.state, new.digest)
            guard isRead else { continue }
            try self.project(entry, from: old?.state, transaction)
            try self.projectAttachments(entry, from: old?.state, transaction)
        }
        transaction.dirtyRecords.removeAll(keepingCapacity: true)
    }

    private func flushSpaces(_ transaction: StoreTransaction) throws(StoreError) {
        for place in transaction.dirtySpaces.sorted() {
            let digest = self.directory.spaces[place].digest
            try transaction.connection.run(
                "UPDATE space SET digest_sum = ?2, digest_count = ?3 WHERE id = ?1",
                .integer(Directory.id(place)),
                .bytes(digest.keptSum),
                .bits(digest.count)
            )
        }
    }

    private func flushFeeds(_ transaction: StoreTransaction) throws(StoreError) {
        for place in transaction.dirtyFeeds.sorted() {
            let feed = self.directory.feeds[place]
            guard let office = self.directory.office(feed.key.path) else { continue }
            try transaction.connection.run(
                """
                INSERT INTO feed(id, space, author, incarnation, base, branch, suite, public_key,
                    office, head_number, head_digest, head_stamp, applied_number, byte_count,
                    is_split, last_at)
                VALUES (?1, ?2, ?3, ?4, ?15, ?16, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
                ON CONFLICT (id) DO UPDATE SET head_number = excluded.head_number,
                    head_digest = excluded.head_digest, head_stamp = excluded.head_stamp,
                    applied_number = excluded.applied_number, byte_count = excluded.byte_count,
                    is_split = excluded.is_split, last_at = excluded.last_at
                """,
                .integer(Directory.id(place)),
                .integer(Directory.id(feed.space)),
                .integer(feed.author),
                .bits(feed.feed.incarnation),
                .integer(Int64(feed.key.suite.rawValue)),
                .bytes(feed.key.publicKey),
                .integer(Directory.id(office)),
                .bits(feed.head.number),
                .bytes(feed.head.digest.bytes),
                .bits(feed.stamp.raw),
                .bits(feed.applied),
                .integer(feed.byteCount),
                .integer(feed.isSplit ? 1 : 0),
                .integer(feed.lastAt),
                .bits(feed.feed.base),
                .bytes(feed.feed.branchBytes)
            )
        }
    }

    private func trimCaches() {
        if self.recordsByteCount > self.configuration.cachedRecordBytesMax { self.forgetRecords() }
        if self.rollups.count > self.configuration.cachedCellsMax { self.rollups.removeAll() }
    }

    /// What is in memory of records is on disk, too.
    func forgetRecords() {
        self.records = [:]
        self.recordsByteCount = 0
    }
}
