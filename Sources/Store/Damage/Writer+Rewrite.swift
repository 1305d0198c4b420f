internal import OrderedCollections
internal import SyncProtocol

// A change of our own is damaged and nobody else has it: neither it nor what stands behind it in its feed can ever
// leave. That end of the feed is withdrawn, and written again in a new incarnation.

extension Writer {
    /// Withdraws a damaged change with all behind it, and writes it again as far as it is known what it said.
    func rewrite(
        _ change: ChangePlace,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        let position = self.position(of: change.feed, change.number)
        // Where a fork goes on from the strand's end, others have that end.
        guard change.feed.author == self.author, let place = self.directory.feed(change.feed),
            self.damage.waiting(position) != nil, !self.directory.feeds[place].isSplit
        else { return }
        let space = self.directory.feeds[place].space
        let sources = try self.sources(from: change.number, of: place, transaction)
        var restatement = Restatement(
            sources,
            author: self.author,
            incarnation: change.feed.incarnation
        )
        let stored = try self.storedRecords(of: space, transaction)
        // What a damaged change had superseded is known to nobody: it may show again in any record.
        let touched = OrderedSet(sources.flatMap(\.edits).map(\.record) + stored.states.keys)
        // Records that are damaged themselves say nothing: then what is whole among the changes counts.
        let before: [RecordID: RecordState]
        if stored.isWhole {
            before = Dictionary(uniqueKeysWithValues: stored.states.map { ($0, $1) })
        } else {
            before = try self.derived(touched, in: space, transaction)
        }
        try self.withdraw(from: change.number, of: place, transaction)
        let after = try self.derived(touched, in: space, transaction)
        for record in touched where before[record] != after[record] {
            restatement.restate(
                record,
                before: before[record] ?? RecordState(),
                after: after[record] ?? RecordState()
            )
            let entry = try self.record(record, in: space, transaction)
            entry.state = after[record] ?? RecordState()
            guard !entry.isDirty else { continue }
            entry.isDirty = true
            transaction.dirtyRecords.append(entry)
        }
        try self.write(restatement, insteadOf: change.feed, in: space, transaction)
        let lost = stored.isWhole ? 0 : restatement.forgottenCount
        try self.damage.set(.withdrawn, at: position, transaction)
        // Rows follow what records come to be, but not what they cease to be.
        if lost > 0 || !stored.isWhole { try self.rebuild(transaction) }
        try self.record(
            .changesRewritten(
                change,
                count: sources.count { $0.change != nil },
                restored: sources.count { $0.change == nil } - lost,
                lost: lost,
                at: transaction.now
            ),
            transaction
        )
    }

    // MARK: What is withdrawn

    private func sources(
        from number: UInt64,
        of place: Int,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> [Restatement.Source] {
        let head = self.directory.feeds[place].head
        var sources: [Restatement.Source] = []
        for number in number...head.number {
            let stored = try StoredChange.one(
                feed: Directory.id(place),
                number: number,
                transaction.connection
            )
            let change = stored.flatMap { $0.isWhole ? try? Change(decoding: $0.signed.body) : nil }
            // The change behind it knows the id of one that is damaged.
            if let previous = change?.previous, let last = sources.last, last.change == nil {
                sources[sources.count - 1] = Restatement.Source(
                    id: previous,
                    change: nil,
                    edits: []
                )
            }
            guard let change, let stored, let edits = try? change.edits() else {
                let digest = number == head.number ? head.digest : stored?.digest
                let id = digest.map { ChangeID(prefixOf: $0) }
                sources.append(Restatement.Source(id: id, change: nil, edits: []))
                continue
            }
            let id = ChangeID(prefixOf: stored.digest)
            sources.append(Restatement.Source(id: id, change: change, edits: edits))
        }
        return sources
    }

    /// The records of a space as they are stored, and whether they are what the space's digest says.
    private func storedRecords(
        of space: Int,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> (states: OrderedDictionary<RecordID, RecordState>, isWhole: Bool) {
        try self.flushRecords(transaction)
        var states: OrderedDictionary<RecordID, RecordState> = [:]
        var digest = SetDigest()
        try transaction.connection.rows(
            "SELECT kind, key, state FROM record WHERE space = ?1 ORDER BY kind, key",
            .integer(Directory.id(space))
        ) { row in
            let bytes = row.bytes(2)
            guard let id = RecordID(kind: UInt16(clamping: row.integer(0)), key: row.bytes(1)),
                let state = try? RecordState(decoding: bytes)
            else { return }
            digest.insert(RecordEntry.digest(id, encodedState: bytes))
            states[id] = state
        }
        return (states, digest.value == self.directory.spaces[space].digest.value)
    }

    /// Records as they follow from all changes of a space that are whole.
    private func derived(
        _ records: OrderedSet<RecordID>,
        in space: Int,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> [RecordID: RecordState] {
        var states: [RecordID: RecordState] = [:]
        for (place, feed) in self.directory.feeds.enumerated() where feed.space == space {
            var number = feed.feed.base
            while number < feed.applied {
                let page = try StoredChange.page(
                    feed: Directory.id(place),
                    after: number,
                    byteCountMax: Self.pageBytesMax,
                    transaction.connection
                )
                for stored in page where stored.number <= feed.applied && stored.isWhole {
                    guard let change = try? Change(decoding: stored.signed.body),
                        let edits = try? change.edits()
                    else { continue }
                    let origin = change.origin(id: ChangeID(prefixOf: stored.digest))
                    var index: UInt32 = 0
                    for edit in edits {
                        if records.contains(edit.record) {
                            states[edit.record, default: RecordState()]
                                .apply(edit.fields, from: origin, firstIndex: index)
                        }
                        index += UInt32(edit.fields.count)
                    }
                }
                number = page.last?.number ?? feed.applied
            }
        }
        return states
    }

    private func withdraw(
        from number: UInt64,
        of place: Int,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        var feed = self.directory.feeds[place]
        let id = Directory.id(place)
        let positions =
            ChangePosition.value(
                feed: id,
                number: number
            )...ChangePosition.value(feed: id, number: ChangePosition.numberMax)
        self.ownCount -= Int64(clamping: feed.head.number - number + 1)
        feed.byteCount -= try self.byteCount(from: number, of: place, transaction)
        feed.applied = min(feed.applied, number - 1)
        (feed.head, feed.stamp) = (.nothing, .zero)
        if number - 1 > feed.feed.base {
            guard
                let end = try self.storedDigest(feed.feed, number: number - 1, transaction),
                let stamp = try self.storedStamp(feed.feed, number: number - 1, transaction)
            else { throw .damaged(detail: "change \(number - 1) of feed \(feed.feed)") }
            (feed.head, feed.stamp) = (FeedHead(number: number - 1, digest: end), stamp)
        }
        self.directory.feeds[place] = feed
        self.directory.waiting.remove(place)
        transaction.dirtyFeeds.insert(place)
        try transaction.connection.run(
            "DELETE FROM change WHERE position BETWEEN ?1 AND ?2",
            .integer(positions.lowerBound),
            .integer(positions.upperBound)
        )
        try transaction.connection.run(
            "DELETE FROM confirmation WHERE feed = ?1 AND number >= ?2",
            .integer(id),
            .bits(number)
        )
        try self.damage.remove(positions, transaction)
        transaction.withdrawn.append(FeedPosition(feed: feed.feed, head: feed.head))
    }

    // MARK: Writing again

    private func write(
        _ restatement: Restatement,
        insteadOf old: FeedID,
        in space: Int,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        let incarnation = try self.beginFeeds(transaction)
        transaction.notices.append(.incarnationOpened(incarnation, .ownChangeDamaged))
        let isUrgent = FeedID.ordinary(old.incarnation) != old.incarnation
        let feed = FeedID(
            space: old.space,
            author: self.author,
            incarnation: isUrgent ? FeedID.urgent(incarnation) : incarnation
        )
        let chain = try self.chain(space)
        for statement in restatement.statements where !statement.edits.isEmpty {
            let edits = statement.edits.map { RecordEdit(record: $0, fields: $1) }
            var entries: [RecordEntry] = []
            for edit in edits {
                entries.append(try self.record(edit.record, in: space, transaction))
            }
            let head = self.directory.feed(feed).map { self.directory.feeds[$0].head }
            let change = Change(
                suite: chain.leaf.suite,
                tree: chain.leaf.tree,
                feed: feed,
                number: (head?.number ?? 0) + 1,
                previous: head.map { ChangeID(prefixOf: $0.digest) },
                stamp: statement.stamp ?? self.hybridClock.next(at: transaction.now),
                user: statement.source.change?.user,
                opening: head == nil ? chain : nil,
                act: statement.source.change?.act,
                payload: Change.payload(edits)
            )
            _ = try self.sign(change, edits, entries, chain, transaction)
        }
    }
}
