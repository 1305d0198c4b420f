internal import OfficeWork
internal import SyncProtocol

// Puts changes at the end of feeds and their operations into records.

extension Writer {
    /// A change on its way into the store.
    struct Arrival {
        let change: Change
        let signed: SignedChange
        let digest: Digest256
        let edits: [RecordEdit]

        var id: ChangeID { ChangeID(prefixOf: self.digest) }
    }

    /// Appends a change that fits at the end of a strand, or begins one.
    ///
    /// - Parameters:
    ///   - strand: of the change's feed.
    ///   - key: what the feed's opening says; asked only when the strand is new.
    ///   - isHeld: whether its operations wait.
    func append(
        _ arrival: Arrival,
        to strand: FeedID,
        key: @autoclosure () -> AuthorKey?,
        isHeld: Bool,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        let change = arrival.change
        guard change.number <= ChangePosition.numberMax else {
            throw .unfit(detail: "number \(change.number) in feed \(change.feed)")
        }
        let head = FeedHead(number: change.number, digest: arrival.digest)
        let place: Int
        if let known = self.directory.feed(strand) {
            place = known
            self.directory.feeds[place].head = head
            self.directory.feeds[place].stamp = change.stamp
            self.directory.feeds[place].byteCount += Int64(arrival.signed.byteCount)
            self.directory.feeds[place].lastAt = transaction.now
        } else {
            guard let key = key() else { throw .unfit(detail: "feed \(change.feed) unopened") }
            place = try self.open(strand, with: arrival, head: head, key: key, transaction)
        }
        if isHeld {
            self.directory.waiting.insert(place)
        } else {
            self.directory.feeds[place].applied = change.number
        }
        if strand.author == self.author { self.ownCount += 1 }
        transaction.dirtyFeeds.insert(place)
        try transaction.connection.run(
            "INSERT INTO change(position, digest, body, signature) VALUES (?1, ?2, ?3, ?4)",
            .integer(ChangePosition.value(feed: Directory.id(place), number: change.number)),
            .bytes(arrival.digest.bytes),
            .bytes(arrival.signed.body),
            .bytes(arrival.signed.signature)
        )
        transaction.committed.append(
            CommitReport.Committed(feed: strand, head: head, signed: arrival.signed)
        )
    }

    private func open(
        _ strand: FeedID,
        with arrival: Arrival,
        head: FeedHead,
        key: AuthorKey,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> Int {
        let change = arrival.change
        _ = try self.office(key.path, transaction)
        return self.directory.add(
            Directory.Feed(
                feed: strand,
                space: try self.space(strand.space, transaction),
                author: try self.authorID(strand.author, transaction),
                key: key,
                head: head,
                stamp: change.stamp,
                applied: strand.base,
                byteCount: Int64(arrival.signed.byteCount),
                lastAt: transaction.now
            )
        )
    }

    func position(of feed: FeedID, _ number: UInt64) -> Int64 {
        self.directory.feed(feed).map {
            ChangePosition.value(feed: Directory.id($0), number: number)
        } ?? 0
    }

    // MARK: Records

    /// The record as it is now, in this transaction.
    func record(
        _ record: RecordID,
        in space: Int,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> RecordEntry {
        let key = RecordKey(space: space, record: record)
        if let entry = self.records[key] { return entry }
        let bytes = try transaction.connection.first(
            "SELECT state FROM record WHERE space = ?1 AND kind = ?2 AND key = ?3",
            .integer(Directory.id(space)),
            .integer(Int64(record.kind)),
            .bytes(record.key)
        ) { row in row.bytes(0) }
        var stored: (RecordState, Digest256)?
        if let bytes {
            do throws(CBORError) {
                let state = try RecordState(decoding: bytes)
                stored = (state, RecordEntry.digest(record, encodedState: bytes))
            } catch {
                throw .unreadable(record: self.name(record, in: space))
            }
        }
        let entry = RecordEntry(space: space, record: record, stored: stored)
        entry.encodedByteCount = bytes?.count ?? 0
        self.records[key] = entry
        self.recordsByteCount += entry.byteCountEstimate
        return entry
    }

    /// A record as people may look for it.
    private func name(_ record: RecordID, in space: Int) -> String {
        let kind = RecordKind(rawValue: record.kind).map { "\($0)" } ?? "\(record.kind)"
        let isText = record.key.allSatisfy { (0x21...0x7E).contains($0) }
        let key =
            isText ? String(decoding: record.key, as: UTF8.self) : Hexadecimal.text(record.key)
        return "\(kind) \(key) (\(self.directory.spaces[space].space))"
    }

    /// All records that edits touch, in their order. Read before anything is changed, so that a
    /// change is applied whole or not at all.
    func entries(
        for edits: [RecordEdit],
        in space: Int,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> [RecordEntry] {
        var entries: [RecordEntry] = []
        entries.reserveCapacity(edits.count)
        for edit in edits {
            entries.append(try self.record(edit.record, in: space, transaction))
        }
        return entries
    }

    /// The same for what others wrote: nil when one of the records is damaged on the disk. Then it is kept and waits
    /// until the record is derived anew.
    func readable(
        _ edits: [RecordEdit],
        in space: Int,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> [RecordEntry]? {
        do throws(StoreError) {
            return try self.entries(for: edits, in: space, transaction)
        } catch {
            guard case .unreadable = error else { throw error }
            self.driver.watch.note(error)
            return nil
        }
    }

    /// Merges a change's operations into its records. It cannot fail.
    ///
    /// - Parameter position: where the change lies; see ``ChangePosition``.
    func apply(
        _ edits: [RecordEdit],
        to entries: [RecordEntry],
        from origin: OperationOrigin,
        at position: Int64,
        _ transaction: StoreTransaction
    ) {
        var index: UInt32 = 0
        for (edit, entry) in zip(edits, entries) {
            entry.state.apply(edit.fields, from: origin, firstIndex: index)
            index += UInt32(edit.fields.count)
            entry.position = position
            guard !entry.isDirty else { continue }
            entry.isDirty = true
            transaction.dirtyRecords.append(entry)
        }
    }
}
