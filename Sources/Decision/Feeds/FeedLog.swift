internal import OrderedCollections
internal import SyncProtocol

/// The feeds as a transaction sees them: what lies in them, and how they grow.
struct FeedLog {
    let transaction: Transaction

    private var directory: Directory { self.transaction.state.directory }

    // MARK: Looking

    func position(of feed: FeedID, _ number: UInt64) -> Int64 {
        self.transaction.state.directory.feed(feed).map {
            ChangePosition.value(feed: Directory.id($0), number: number)
        } ?? 0
    }

    /// A change of a strand that contains the number; nil when it is not there all the same.
    func stored(_ place: Int, _ number: UInt64) throws(Interruption) -> StoredChange? {
        let position = ChangePosition.value(feed: Directory.id(place), number: number)
        let changes = self.transaction.changes
        if let change = changes.mended[position] ?? changes.changes[position] { return change }
        let before = self.before(position)
        guard ChangePosition.feed(before) <= Int64(self.transaction.feedCountBefore) else {
            return nil
        }
        guard let row = self.transaction.rows.changes[before] else {
            throw .needing(\.changes, before)
        }
        return row.map { StoredChange(number: number, digest: $0.digest, signed: $0.signed) }
    }

    func stored(_ strand: FeedID, _ number: UInt64) throws(Interruption) -> StoredChange? {
        guard let place = self.transaction.state.directory.feed(strand) else { return nil }
        return try self.stored(place, number)
    }

    func digest(_ strand: FeedID, _ number: UInt64) throws(Interruption) -> Digest256? {
        try self.stored(strand, number)?.digest
    }

    func stamp(_ strand: FeedID, _ number: UInt64) throws(Interruption) -> Stamp? {
        try self.change(strand, number)?.stamp
    }

    func change(_ strand: FeedID, _ number: UInt64) throws(Interruption) -> Change? {
        try self.stored(strand, number).flatMap { try? Change(decoding: $0.signed.body) }
    }

    /// The changes of a strand from a number up to another one, in order. What is missing on the disk is missing
    /// here.
    func stretch(
        of place: Int,
        _ numbers: ClosedRange<UInt64>
    ) throws(Interruption) -> [StoredChange] {
        let id = Directory.id(place)
        let first = ChangePosition.value(feed: id, number: numbers.lowerBound)
        let last = ChangePosition.value(feed: id, number: numbers.upperBound)
        let start = self.before(first)
        let range = start...(start + (last - first))
        guard ChangePosition.feed(start) <= Int64(self.transaction.feedCountBefore) else {
            return self.new(first...last)
        }
        guard let rows = self.transaction.rows.stretches[range] else {
            throw .needing(\.stretches, range)
        }
        let new = self.new(first...last)
        guard !new.isEmpty else { return rows }
        var merged = rows.filter { row in !new.contains { $0.number == row.number } }
        merged += new
        return merged.sorted { $0.number < $1.number }
    }

    private func new(_ positions: ClosedRange<Int64>) -> [StoredChange] {
        let changes = self.transaction.changes
        return (Array(changes.changes.elements) + Array(changes.mended.elements))
            .filter { positions.contains($0.key) }.map(\.value)
    }

    /// A stretch of a strand, number by number.
    func entries(
        of place: Int,
        _ numbers: ClosedRange<UInt64>
    ) throws(Interruption) -> [StrandEntry] {
        let feed = self.transaction.state.directory.feeds[place]
        let suite = self.transaction.identity.suite
        var rest = try self.stretch(of: place, numbers)[...]
        var entries: [StrandEntry] = []
        for number in numbers {
            let stored = rest.first.flatMap { $0.number == number ? $0 : nil }
            if stored != nil { rest.removeFirst() }
            let change = stored.flatMap {
                $0.isWhole(by: suite) ? try? Change(decoding: $0.signed.body) : nil
            }
            let edits = change.flatMap { try? $0.edits() }
            // The change behind it knows the id of one that is damaged.
            if let previous = change?.previous, let last = entries.last, last.change == nil {
                entries[entries.count - 1] = StrandEntry(
                    feed: last.feed,
                    number: last.number,
                    id: previous,
                    change: nil,
                    edits: []
                )
            }
            let digest = number == feed.head.number ? feed.head.digest : stored?.digest
            entries.append(
                StrandEntry(
                    feed: feed.feed,
                    number: number,
                    id: digest.map { ChangeID(prefixOf: $0) },
                    change: edits == nil ? nil : change,
                    edits: edits ?? []
                )
            )
        }
        return entries
    }

    /// Where a change lay before this transaction.
    private func before(_ position: Int64) -> Int64 {
        var position = position
        for case .move(let move) in self.transaction.changes.steps.reversed() {
            let before = position - move.distance
            if move.positions.contains(before) { position = before }
        }
        return position
    }

    /// The key of a change's feed: as its opening says, or as the strands say that are here.
    func key(of change: Change) -> AuthorKey? {
        if let opening = change.opening { return AuthorKey(opening.leaf) }
        return self.directory.strands(of: change.feed).first.map { self.directory.feeds[$0].key }
    }

    // MARK: Growing

    /// Appends a change that fits at the end of a strand, or begins one.
    ///
    /// - Parameters:
    ///   - strand: of the change's feed.
    ///   - key: what the feed's opening says; asked only when the strand is new.
    ///   - isHeld: whether its operations wait.
    /// - Returns: its position.
    @discardableResult
    func append(
        _ arrival: Arrival,
        to strand: FeedID,
        key: @autoclosure () -> AuthorKey?,
        isHeld: Bool
    ) throws(Interruption) -> Int64 {
        let change = arrival.change
        guard change.number <= ChangePosition.numberMax else {
            throw .fault(.unfit(detail: "number \(change.number) in feed \(change.feed)"))
        }
        let head = FeedHead(number: change.number, digest: arrival.digest)
        let place: Int
        if let known = self.directory.feed(strand) {
            place = known
            self.transaction.state.directory.feeds[place].head = head
            self.transaction.state.directory.feeds[place].stamp = change.stamp
            self.transaction.state.directory.feeds[place].byteCount +=
                Int64(arrival.signed.byteCount)
            self.transaction.state.directory.feeds[place].lastAt = self.transaction.now
        } else {
            guard let key = key() else {
                throw .fault(.unfit(detail: "feed \(change.feed) unopened"))
            }
            place = self.open(strand, with: arrival, head: head, key: key)
        }
        if !isHeld { self.transaction.state.directory.feeds[place].applied = change.number }
        self.transaction.state.directory.noteWaiting(place)
        if self.transaction.context.own.contains(strand.author) {
            self.transaction.state.ownCount += 1
        }
        self.transaction.changes.feeds.append(place)
        let position = ChangePosition.value(feed: Directory.id(place), number: change.number)
        self.transaction.changes.changes[position] = StoredChange(
            number: change.number,
            digest: arrival.digest,
            signed: arrival.signed
        )
        self.transaction.news.committed.append(
            CommitReport.Committed(feed: strand, head: head, signed: arrival.signed)
        )
        return position
    }

    private func open(
        _ strand: FeedID,
        with arrival: Arrival,
        head: FeedHead,
        key: AuthorKey
    ) -> Int {
        _ = self.transaction.office(key.path)
        let row = FeedEntry(
            feed: strand,
            space: self.transaction.space(strand.space),
            author: self.transaction.authorID(strand.author),
            key: key,
            head: head,
            stamp: arrival.change.stamp,
            applied: strand.base,
            byteCount: Int64(arrival.signed.byteCount),
            lastAt: self.transaction.now
        )
        return self.transaction.state.directory.add(row)
    }
}
