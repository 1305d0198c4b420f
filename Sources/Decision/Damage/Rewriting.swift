internal import OrderedCollections
internal import SyncProtocol

/// A change of our own is damaged and nobody else has it: neither it nor what stands behind it in its feed can ever
/// leave. That end of the feed is withdrawn, and written again in a new incarnation.
struct Rewriting {
    private typealias States = OrderedDictionary<RecordID, RecordState>

    let transaction: Transaction

    private var log: FeedLog { FeedLog(transaction: self.transaction) }

    /// Withdraws a damaged change with all behind it, and writes it again as far as it is known what it said.
    func rewrite(_ change: ChangePlace) throws(Interruption) {
        let position = self.log.position(of: change.feed, change.number)
        let state = self.transaction.state
        // Where a fork goes on from the strand's end, others have that end.
        guard self.transaction.context.own.contains(change.feed.author),
            let place = state.directory.feed(change.feed), state.damage.waiting(position) != nil,
            !state.directory.feeds[place].isSplit
        else { return }
        let space = state.directory.feeds[place].space
        let sources = try self.sources(from: change.number, of: place)
        var restatement = Restatement(
            sources,
            author: change.feed.author,
            incarnation: change.feed.incarnation
        )
        let stored = try self.storedRecords(of: space)
        // What a damaged change had superseded is known to nobody: it may show again in any record.
        let touched = OrderedSet(sources.flatMap(\.edits).map(\.record) + stored.states.keys)
        // Records that are damaged themselves say nothing: then what is whole among the changes counts.
        let before =
            stored.isWhole ? stored.states : try self.derived(touched, in: space).states
        try self.withdraw(from: change.number, of: place)
        let (after, isAllWhole) = try self.derived(touched, in: space)
        // Where others are damaged, too, what is gone may be theirs, and comes back with them.
        if !isAllWhole { restatement.forgetNameless() }
        for record in touched where before[record] != after[record] {
            restatement.restate(
                record,
                before: before[record] ?? RecordState(),
                after: after[record] ?? RecordState()
            )
            let entry = try self.transaction.readableRecord(record, in: space)
            entry.state = after[record] ?? RecordState()
            self.transaction.touch(entry)
        }
        try self.write(restatement, insteadOf: change.feed, in: space)
        let lost = stored.isWhole ? 0 : restatement.forgottenCount
        Incarnations(transaction: self.transaction).noteLost(lost)
        DamageLog(transaction: self.transaction).set(.withdrawn, at: position)
        // Rows follow what records come to be, but not what they cease to be.
        if lost > 0 || !stored.isWhole || !isAllWhole { self.transaction.mustRebuild = true }
        self.transaction.record(
            DamageNews.changesRewritten(
                change,
                count: sources.count { $0.change != nil },
                restored: sources.count { $0.change == nil } - lost,
                lost: lost,
                at: self.transaction.now
            )
        )
    }

    // MARK: What is withdrawn

    private func sources(
        from number: UInt64,
        of place: Int
    ) throws(Interruption) -> [Restatement.Source] {
        let head = self.transaction.state.directory.feeds[place].head
        var rest = try self.log.stretch(of: place, number...head.number)[...]
        var sources: [Restatement.Source] = []
        let suite = self.transaction.identity.suite
        for number in number...head.number {
            let stored = rest.first.flatMap { $0.number == number ? $0 : nil }
            if stored != nil { rest.removeFirst() }
            let change = stored.flatMap {
                $0.isWhole(by: suite) ? try? Change(decoding: $0.signed.body) : nil
            }
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
        of space: Int
    ) throws(Interruption) -> (states: States, isWhole: Bool) {
        try self.transaction.finishRecords()
        guard let rows = self.transaction.rows.wholeSpaces[space] else {
            throw .needing(\.wholeSpaces, space)
        }
        var states: States = [:]
        var digest = SetDigest()
        let new = self.transaction.changes.records
        for row in rows where new[RecordKey(space: space, record: row.record)] == nil {
            guard case .found(let stored) = row.state else { continue }
            digest.insert(stored.digest)
            states[row.record] = stored.state
        }
        for (key, record) in new.elements where key.space == space {
            digest.insert(record.stored.digest)
            states[key.record] = record.stored.state
        }
        return (
            states, digest == self.transaction.state.directory.spaces[space].digest
        )
    }

    /// Records as they follow from all changes of a space that are whole, and whether all are.
    private func derived(
        _ records: OrderedSet<RecordID>,
        in space: Int
    ) throws(Interruption) -> (states: States, isWhole: Bool) {
        var (states, isWhole): (States, Bool) = ([:], true)
        let suite = self.transaction.identity.suite
        for (place, feed) in self.transaction.state.directory.feeds.enumerated()
        where feed.space == space && feed.applied > feed.feed.base {
            let numbers = (feed.feed.base + 1)...feed.applied
            let stretch = try self.log.stretch(of: place, numbers)
            isWhole = isWhole && stretch.count == numbers.count
            for stored in stretch {
                guard stored.isWhole(by: suite),
                    let change = try? Change(decoding: stored.signed.body),
                    let edits = try? change.edits()
                else {
                    isWhole = false
                    continue
                }
                let origin = change.origin(id: ChangeID(prefixOf: stored.digest))
                edits.forEachNumbered { edit, firstIndex in
                    guard records.contains(edit.record) else { return }
                    states[edit.record, default: RecordState()]
                        .apply(edit.fields, from: origin, firstIndex: firstIndex)
                }
            }
        }
        return (states, isWhole)
    }

    private func withdraw(from number: UInt64, of place: Int) throws(Interruption) {
        let strands = Strands(transaction: self.transaction)
        var feed = self.transaction.state.directory.feeds[place]
        let positions = ChangePosition.tail(of: place, from: number)
        self.transaction.state.ownCount -= Int64(clamping: feed.head.number - number + 1)
        feed.byteCount -= try strands.byteCount(from: number, of: place)
        feed.applied = min(feed.applied, number - 1)
        (feed.head, feed.stamp) = try strands.end(of: feed.feed, before: number)
        self.transaction.state.directory.feeds[place] = feed
        self.transaction.state.directory.noteWaiting(place)
        self.transaction.changes.feeds.append(place)
        self.transaction.changes.changes.removeAll { positions.contains($0.key) }
        self.transaction.changes.mended.removeAll { positions.contains($0.key) }
        self.transaction.changes.steps.append(.remove(positions))
        DamageLog(transaction: self.transaction).remove(positions)
        self.transaction.news.withdrawn.append(FeedPosition(feed: feed.feed, head: feed.head))
    }

    // MARK: Writing again

    private func write(
        _ restatement: Restatement,
        insteadOf old: FeedID,
        in space: Int
    ) throws(Interruption) {
        Incarnations(transaction: self.transaction).leaveDamaged()
        let isUrgent = FeedID.ordinary(old.incarnation) != old.incarnation
        let signing = Signing(transaction: self.transaction)
        let feed = FeedID(
            space: old.space,
            author: self.transaction.context.author,
            incarnation: signing.incarnation(isUrgent: isUrgent)
        )
        let chain = try signing.chain(space)
        var last = Stamp.zero
        for statement in restatement.rising {
            for edits in StatementParts(statement.edits).parts {
                var entries: [RecordEntry] = []
                for edit in edits {
                    entries.append(try self.transaction.readableRecord(edit.record, in: space))
                }
                let stamp =
                    statement.stamp ?? self.transaction.state.clock.next(at: self.transaction.now)
                last = max(stamp, last.next)
                let change = self.change(edits, of: statement, stamp: last, at: feed, chain)
                _ = try signing.sign(change, edits, entries, chain)
            }
        }
        self.goOn(after: last)
    }

    /// What is written from now on bears a later stamp. What the clock said before it was put back does not drag it
    /// along: then it goes into a feed of its own.
    private func goOn(after last: Stamp) {
        if HybridClock.isTooFarAhead(last, at: self.transaction.now) {
            Incarnations(transaction: self.transaction).leaveDamaged()
        } else {
            self.transaction.state.clock.observe(last, at: self.transaction.now)
        }
    }

    /// What is said again, at the end of a feed.
    private func change(
        _ edits: [RecordEdit],
        of statement: Restatement.Statement,
        stamp: Stamp,
        at feed: FeedID,
        _ chain: CredentialChain
    ) -> Change {
        let directory = self.transaction.state.directory
        let head = directory.feed(feed).map { directory.feeds[$0].head }
        return Change(
            suite: chain.leaf.suite,
            tree: chain.leaf.tree,
            feed: feed,
            number: (head?.number ?? 0) + 1,
            previous: head.map { ChangeID(prefixOf: $0.digest) },
            stamp: stamp,
            user: statement.source.change?.user,
            opening: head == nil ? chain : nil,
            act: statement.source.change?.act,
            payload: Change.payload(edits)
        )
    }
}
