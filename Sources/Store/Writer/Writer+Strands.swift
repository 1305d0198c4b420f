internal import SyncProtocol

// Forked feeds: all branches are kept, as strands that are feeds of their own in every table (design, D7).

extension Writer {
    /// The digest of a stored change.
    func storedDigest(
        _ strand: FeedID,
        number: UInt64,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> Digest256? {
        guard let place = self.directory.feed(strand) else { return nil }
        return try transaction.connection.first(
            "SELECT digest FROM change WHERE position = ?1",
            .integer(ChangePosition.value(feed: Directory.id(place), number: number))
        ) { row in Digest256(bytes: row.bytes(0)) }?
        .flatMap { $0 }
    }

    /// The stamp of a stored change.
    func storedStamp(
        _ strand: FeedID,
        number: UInt64,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> Stamp? {
        try self.stored(strand, number: number, transaction)?.stamp
    }

    private func stored(
        _ strand: FeedID,
        number: UInt64,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> Change? {
        guard let place = self.directory.feed(strand) else { return nil }
        let body = try transaction.connection.first(
            "SELECT body FROM change WHERE position = ?1",
            .integer(ChangePosition.value(feed: Directory.id(place), number: number))
        ) { row in row.bytes(0) }
        return body.flatMap { try? Change(decoding: $0) }
    }

    /// The key of a change's feed: as its opening says, or as the strands say that are here.
    func key(of change: Change) -> AuthorKey? {
        if let opening = change.opening { return AuthorKey(opening.leaf) }
        return self.directory.strands(of: change.feed).first.map { self.directory.feeds[$0].key }
    }

    /// Ends a strand before a number. What lies behind moves to a strand of its own, which is named by
    /// the first change that moves.
    func cut(
        _ strand: FeedID,
        before number: UInt64,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        guard let place = self.directory.feed(strand),
            let first = try self.storedDigest(strand, number: number, transaction)
        else { throw .damaged(detail: "change \(number) of feed \(strand)") }
        var (front, rest) = (self.directory.feeds[place], self.directory.feeds[place])
        let moved = try self.byteCount(from: number, of: place, transaction)
        rest.byteCount = moved
        rest.applied = max(front.applied, number - 1)
        front.byteCount -= moved
        front.applied = min(front.applied, number - 1)
        front.isSplit = true
        front.head = .nothing
        front.stamp = .zero
        if number - 1 > strand.base {
            guard let end = try self.storedDigest(strand, number: number - 1, transaction),
                let stamp = try self.storedStamp(strand, number: number - 1, transaction)
            else { throw .damaged(detail: "change \(number - 1) of feed \(strand)") }
            front.head = FeedHead(number: number - 1, digest: end)
            front.stamp = stamp
        }
        let name = strand.strand(from: number, ChangeID(prefixOf: first))
        let restPlace = self.directory.add(rest.renamed(name))
        self.directory.feeds[place] = front
        try self.move(from: place, number, to: restPlace, transaction)
        for place in [place, restPlace] {
            transaction.dirtyFeeds.insert(place)
            self.directory.waiting.remove(place)
            if self.directory.feeds[place].isWaiting { self.directory.waiting.insert(place) }
        }
        transaction.cuts.append(
            CommitReport.Cut(
                strand: strand,
                head: front.head,
                rest: FeedPosition(feed: name, head: rest.head),
                order: transaction.committed.count
            )
        )
    }

    func byteCount(
        from number: UInt64,
        of place: Int,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> Int64 {
        let id = Directory.id(place)
        return try transaction.connection.integer(
            """
            SELECT COALESCE(SUM(LENGTH(body) + LENGTH(signature)), 0) FROM change
            WHERE position >= ?1 AND position <= ?2
            """,
            .integer(ChangePosition.value(feed: id, number: number)),
            .integer(ChangePosition.value(feed: id, number: ChangePosition.numberMax))
        )
    }

    private func move(
        from place: Int,
        _ number: UInt64,
        to rest: Int,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        let (from, to) = (Directory.id(place), Directory.id(rest))
        let first = SQLValue.integer(ChangePosition.value(feed: from, number: number))
        let last = SQLValue.integer(
            ChangePosition.value(feed: from, number: ChangePosition.numberMax)
        )
        let distance =
            ChangePosition.value(feed: to, number: 0) - ChangePosition.value(feed: from, number: 0)
        try transaction.connection.run(
            "UPDATE change SET position = position + ?3 WHERE position BETWEEN ?1 AND ?2",
            first,
            last,
            .integer(distance)
        )
        // Positions have no index: the records of one space are looked at, not all that there are.
        try transaction.connection.run(
            """
            UPDATE record SET position = position + ?3
            WHERE space = ?4 AND position BETWEEN ?1 AND ?2
            """,
            first,
            last,
            .integer(distance),
            .integer(Directory.id(self.directory.feeds[place].space))
        )
        for entry in self.records.values
        where ChangePosition.feed(entry.position) == from
            && ChangePosition.number(entry.position) >= number
        {
            entry.position += distance
        }
        let positions =
            ChangePosition.value(
                feed: from,
                number: number
            )...ChangePosition.value(feed: from, number: ChangePosition.numberMax)
        try self.damage.move(positions, by: distance, transaction)
        // Who had the rest had it all; what is confirmed of the front stays so.
        try transaction.connection.run(
            """
            INSERT INTO confirmation(feed, reader, number, at)
            SELECT ?2, reader, number, at FROM confirmation WHERE feed = ?1 AND number >= ?3
            """,
            .integer(from),
            .integer(to),
            .integer(Int64(number))
        )
    }

    /// A neighbour has given a change of our own that was not here.
    ///
    /// - Parameter branch: the strand that it begins.
    func noteOwn(
        _ change: Change,
        _ branch: FeedBranch?,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        var past: LostPast
        if let known = self.past {
            past = known
        } else {
            let isOfCopy = try !self.mayHaveLost(change, transaction)
            past = LostPast(copyAt: self.copyAt, missing: nil, isOfCopy: isOfCopy)
        }
        past.came()
        if branch != nil { past.forks += 1 }
        try self.keep(past, transaction)
    }

    /// Whether a change can be from before a loss of which something was said here: the store was
    /// made anew, or a neighbour calls late. What was written since, this node has not lost: another
    /// one has its key.
    private func mayHaveLost(
        _ change: Change,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> Bool {
        let noticedAt = try transaction.connection.first(
            "SELECT MAX(at) FROM event WHERE kind IN (?1, ?2, ?3)",
            .text(StoreEvent.incarnationOpenedKind),
            .text(StoreEvent.madeAnewKind),
            .text(StoreEvent.changeDamagedKind)
        ) { row in row.optionalInteger(0) }?
        .flatMap { $0 }
        return noticedAt.map { change.stamp.milliseconds <= $0 } ?? false
    }

    // MARK: Telling

    /// Tells people of a branch that has come: what it is beside, and when both were written.
    func tellFork(
        of verified: VerifiedChange,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        let (feed, number) = (verified.change.feed, verified.change.number)
        let strands = self.directory.strands(of: feed)
        guard strands.count <= StoreEvent.strandsToldMax,
            self.forkEvents.take(at: transaction.now)
        else { return }
        var other: StoreEvent.Branch?
        for place in strands {
            let strand = self.directory.feeds[place].feed
            guard let branch = strand.branch, branch.number == number, branch.change != verified.id,
                let change = try self.stored(strand, number: number, transaction),
                change.previous == verified.change.previous
            else { continue }
            other = StoreEvent.Branch(change: branch.change, stamp: change.stamp)
            break
        }
        let office = self.key(of: verified.change)?.path ?? feed.space.owner
        transaction.notices.append(.feedForked(feed, number: number))
        try self.record(
            .feedForked(
                feed,
                of: office,
                number: number,
                here: other,
                new: StoreEvent.Branch(change: verified.id, stamp: verified.change.stamp),
                at: transaction.now
            ),
            transaction
        )
    }
}

extension Directory.Feed {
    /// The same under another name.
    fileprivate func renamed(_ name: FeedID) -> Self {
        Self(
            feed: name,
            space: self.space,
            author: self.author,
            key: self.key,
            head: self.head,
            stamp: self.stamp,
            applied: self.applied,
            byteCount: self.byteCount,
            isSplit: self.isSplit,
            lastAt: self.lastAt
        )
    }
}
