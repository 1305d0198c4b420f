internal import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

/// Changes of our own are damaged and nobody else has them: neither they nor what stands behind them in their feeds can
/// ever leave. Those ends are withdrawn, and written again in a new incarnation.
struct Rewriting {
    private typealias States = OrderedDictionary<RecordID, RecordState>

    /// The end of a strand that begins with a damaged change.
    private struct End {
        let place: Int
        let first: ChangePlace
        let position: Int64
        let entries: [StrandEntry]
        /// Damaged changes whose operations are not in the records: all was derived anew without them.
        let left: OrderedSet<UInt64>
    }

    /// Records as they follow from what is whole in a space.
    private struct Derived {
        var states: States = [:]
        /// The damaged changes that stay: what they said is not in it.
        var damaged: [StrandEntry] = []
    }

    let transaction: Transaction

    private var log: FeedLog { FeedLog(transaction: self.transaction) }

    /// Withdraws damaged changes with all behind them, and writes them again as far as it is known what they said.
    func rewrite(_ changes: [ChangePlace]) throws(Interruption) {
        var spaces = OrderedDictionary<Int, OrderedDictionary<Int, ChangePlace>>()
        let state = self.transaction.state
        for change in changes {
            let position = self.log.position(of: change.feed, change.number)
            // Where a fork goes on from the strand's end, others have that end.
            guard self.transaction.context.own.contains(change.feed.author),
                let place = state.directory.feed(change.feed),
                state.damage.waiting(position) != nil, !state.directory.feeds[place].isSplit
            else { continue }
            let space = state.directory.feeds[place].space
            guard try self.mayWrite(in: space) else { continue }
            let first = spaces[space]?[place]
            if first.map({ change.number < $0.number }) ?? true {
                spaces[space, default: [:]][place] = change
            }
        }
        for (space, firsts) in spaces {
            try self.rewrite(try self.ends(Array(firsts.elements)), in: space)
        }
    }

    /// For a place from which the office has moved away it writes by the credentials that it had there.
    private func mayWrite(in space: Int) throws(Interruption) -> Bool {
        let name = self.transaction.state.directory.spaces[space].space
        if name.kind == .case { return try Cases(transaction: self.transaction).mayOpen(name) }
        let owner = name.owner
        if self.transaction.identity.path.contains(owner) { return true }
        return try Signing(transaction: self.transaction).formerChain(space) != nil
    }

    /// All ends of a space at once: what one of them said is not to be read in records that the others have left.
    private func rewrite(_ ends: [End], in space: Int) throws(Interruption) {
        let stored = try self.storedRecords(of: space)
        let edits = ends.flatMap(\.entries).flatMap(\.edits)
        // What a damaged change had superseded is known to nobody: it may show again in any record.
        let touched = OrderedSet(edits.map(\.record) + stored.states.keys)
        var before = stored.states
        if !stored.isWhole {
            // A record that cannot be read says nothing: then what is whole among the changes counts.
            let derived = try self.derived(touched, in: space).states
            before.merge(derived) { stored, _ in stored }
        }
        let withdrawal = Withdrawal(transaction: self.transaction)
        for end in ends { try withdrawal.end(end.place, before: end.first.number) }
        let after = try self.derived(touched, in: space)
        var restatement = Restatement(ends.flatMap(\.entries), besides: after.damaged)
        for record in touched where before[record] != after.states[record] {
            restatement.restate(
                record,
                before: before[record] ?? RecordState(),
                after: after.states[record] ?? RecordState()
            )
            let entry = try self.transaction.readableRecord(record, in: space)
            entry.state = after.states[record] ?? RecordState()
            self.transaction.touch(entry)
        }
        try self.write(restatement, in: space)
        var isAllSaid = true
        for end in ends {
            isAllSaid = try self.tell(end, restatement, isSaid: stored.isWhole) && isAllSaid
        }
        // Rows follow what records come to be, but not what they cease to be.
        if !isAllSaid || !stored.isWhole || !after.damaged.isEmpty {
            self.transaction.mustRebuild = true
        }
    }

    /// - Parameter isSaid: whether the records said all that was applied.
    /// - Returns: whether nothing of it is lost.
    private func tell(
        _ end: End,
        _ restatement: Restatement,
        isSaid: Bool
    ) throws(Interruption) -> Bool {
        let damaged = end.entries.filter { $0.change == nil }
        let lost = damaged.count { entry in
            guard !restatement.saysAgain(entry) else { return false }
            return !isSaid || end.left.contains(entry.number) || restatement.mayBelie(entry)
        }
        Incarnations(transaction: self.transaction).noteLost(lost)
        DamageLog(transaction: self.transaction).set(.withdrawn, at: end.position)
        self.transaction.record(
            DamageNews.changesRewritten(
                end.first,
                count: end.entries.count - damaged.count,
                restored: damaged.count - lost,
                lost: lost,
                at: self.transaction.now
            )
        )
        return lost == 0
    }

    // MARK: What is withdrawn

    private func ends(
        _ firsts: [(key: Int, value: ChangePlace)]
    ) throws(Interruption) -> [End] {
        let state = self.transaction.state
        var ends: [End] = []
        for (place, first) in firsts {
            let numbers = first.number...state.directory.feeds[place].head.number
            let left = numbers.filter {
                state.damage.waiting(self.log.position(of: first.feed, $0)) == .left
            }
            ends.append(
                End(
                    place: place,
                    first: first,
                    position: self.log.position(of: first.feed, first.number),
                    entries: try self.log.entries(of: place, numbers),
                    left: OrderedSet(left)
                )
            )
        }
        return ends
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

    private func derived(
        _ records: OrderedSet<RecordID>,
        in space: Int
    ) throws(Interruption) -> Derived {
        var derived = Derived()
        let name = self.transaction.state.directory.spaces[space].space
        let catalogue = self.transaction.identity.catalogue
        for (place, feed) in self.transaction.state.directory.feeds.enumerated()
        where feed.space == space && feed.applied > feed.feed.base {
            for entry in try self.log.entries(of: place, (feed.feed.base + 1)...feed.applied) {
                guard let change = entry.change, let id = entry.id else {
                    derived.damaged.append(entry)
                    continue
                }
                let origin = change.origin(id: id)
                entry.edits.forEachNumbered { edit, firstIndex in
                    guard records.contains(edit.record),
                        catalogue.admits(feed.key.path, to: edit.record.kind, in: name)
                    else { return }
                    derived.states[edit.record, default: RecordState()]
                        .apply(edit.fields, from: origin, firstIndex: firstIndex)
                }
            }
        }
        return derived
    }

    // MARK: Writing again

    private func write(_ restatement: Restatement, in space: Int) throws(Interruption) {
        Incarnations(transaction: self.transaction).leaveDamaged()
        let signing = Signing(transaction: self.transaction)
        let name = self.transaction.state.directory.spaces[space].space
        try signing.issueAgain(in: name)
        let charter = try Cases(transaction: self.transaction).grant(in: name)
        var last = Stamp.zero
        for statement in restatement.rising {
            let old = statement.source.feed
            let feed = FeedID(
                space: old.space,
                author: self.transaction.context.author,
                incarnation: signing.incarnation(like: old)
            )
            let chain = try signing.chain(space, isReview: feed.isReview)
            for edits in StatementParts(statement.edits).parts {
                var entries: [RecordEntry] = []
                for edit in edits {
                    entries.append(try self.transaction.readableRecord(edit.record, in: space))
                }
                let stamp =
                    statement.stamp ?? self.transaction.state.clock.next(at: self.transaction.now)
                last = max(stamp, last.next)
                let change = self.change(
                    edits,
                    of: statement,
                    stamp: last,
                    at: feed,
                    chain,
                    charter
                )
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
        _ chain: CredentialChain,
        _ charter: Charter?
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
            charter: head == nil ? charter : nil,
            act: statement.source.change?.act,
            payload: Change.payload(edits)
        )
    }
}
