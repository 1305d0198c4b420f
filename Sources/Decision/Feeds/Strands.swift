internal import OrderedCollections
internal import SyncProtocol

/// Forked feeds: all branches are kept, as strands that are feeds of their own in every table (design, D7).
struct Strands {
    let transaction: Transaction

    private var log: FeedLog { FeedLog(transaction: self.transaction) }

    /// Ends a strand before a number. What lies behind moves to a strand of its own, which is named by
    /// the first change that moves.
    func cut(_ strand: FeedID, before number: UInt64) throws(Interruption) {
        let directory = self.transaction.state.directory
        guard let place = directory.feed(strand),
            let first = try self.log.digest(strand, number)
        else { throw .fault(.damaged(detail: "change \(number) of feed \(strand)")) }
        var (front, rest) = (directory.feeds[place], directory.feeds[place])
        let moved = try self.byteCount(from: number, of: place)
        rest.byteCount = moved
        rest.applied = max(front.applied, number - 1)
        front.byteCount -= moved
        front.applied = min(front.applied, number - 1)
        front.isSplit = true
        (front.head, front.stamp) = try self.end(of: strand, before: number)
        let name = strand.strand(from: number, ChangeID(prefixOf: first))
        let restPlace = self.transaction.state.directory.add(rest.renamed(name))
        self.transaction.state.directory.feeds[place] = front
        self.move(from: place, number, to: restPlace)
        for place in [place, restPlace] {
            self.transaction.changes.feeds.append(place)
            self.transaction.state.directory.noteWaiting(place)
        }
        self.transaction.news.cuts.append(
            CommitReport.Cut(
                strand: strand,
                head: front.head,
                rest: FeedPosition(feed: name, head: rest.head),
                order: self.transaction.news.committed.count
            )
        )
    }

    /// Where a strand ends when it ends before a number.
    func end(
        of strand: FeedID,
        before number: UInt64
    ) throws(Interruption) -> (FeedHead, Stamp) {
        guard number - 1 > strand.base else { return (.nothing, .zero) }
        guard let end = try self.log.stored(strand, number - 1),
            let change = try? Change(decoding: end.signed.body)
        else { throw .fault(.damaged(detail: "change \(number - 1) of feed \(strand)")) }
        return (FeedHead(number: number - 1, digest: end.digest), change.stamp)
    }

    /// How many bytes the changes of a strand take from a number on.
    func byteCount(from number: UInt64, of place: Int) throws(Interruption) -> Int64 {
        let tail = ChangePosition.tail(of: place, from: number)
        let new = self.transaction.changes.changes.elements.reduce(Int64(0)) { sum, element in
            tail.contains(element.key) ? sum + Int64(element.value.signed.byteCount) : sum
        }
        guard place < self.transaction.feedCountBefore else {
            // Moved within this transaction: what is there is there under its old name.
            return try self.movedByteCount(from: number, of: place) + new
        }
        guard let stored = self.transaction.rows.lengths[tail] else {
            throw .needing(\.lengths, tail)
        }
        return stored - self.leftByteCount(tail) + new
    }

    /// Of a strand that was cut off in this transaction.
    private func movedByteCount(from number: UInt64, of place: Int) throws(Interruption) -> Int64 {
        let feed = self.transaction.state.directory.feeds[place]
        guard number <= feed.head.number else { return 0 }
        let stretch = try self.log.stretch(of: place, number...feed.head.number)
        let positions = self.transaction.changes.changes
        return stretch.reduce(0) { sum, change in
            let position = ChangePosition.value(feed: Directory.id(place), number: change.number)
            return positions[position] == nil ? sum + Int64(change.signed.byteCount) : sum
        }
    }

    /// What this transaction has moved away or removed from positions already, in bytes: nothing is left behind a
    /// cut, so a second one within the same strand finds only what stands before the first.
    private func leftByteCount(_ tail: ClosedRange<Int64>) -> Int64 {
        var left: Int64 = 0
        for step in self.transaction.changes.steps {
            let positions: ClosedRange<Int64> =
                switch step {
                case .move(let move): move.positions
                case .remove(let positions): positions
                }
            guard tail.contains(positions.lowerBound) else { continue }
            left += self.transaction.rows.lengths[positions] ?? 0
        }
        return left
    }

    private func move(from place: Int, _ number: UInt64, to rest: Int) {
        let (from, to) = (Directory.id(place), Directory.id(rest))
        let positions = ChangePosition.tail(of: place, from: number)
        let distance =
            ChangePosition.value(feed: to, number: 0) - ChangePosition.value(feed: from, number: 0)
        let new = self.transaction.changes.changes.elements.filter { positions.contains($0.key) }
        for (position, change) in new {
            self.transaction.changes.changes.removeValue(forKey: position)
            self.transaction.changes.changes[position + distance] = change
        }
        let mended = self.transaction.changes.mended.elements.filter { positions.contains($0.key) }
        for (position, change) in mended {
            self.transaction.changes.mended.removeValue(forKey: position)
            self.transaction.changes.mended[position + distance] = change
        }
        self.transaction.changes.steps.append(
            .move(
                RowChanges.StrandMove(
                    positions: positions,
                    distance: distance,
                    space: self.transaction.state.directory.feeds[place].space
                )
            )
        )
        self.transaction.moveRecords(in: positions, by: distance)
        DamageLog(transaction: self.transaction).move(positions, by: distance)
    }

    // MARK: Telling

    /// Tells people of a branch that has come: what it is beside, and when both were written.
    func tell(_ verified: VerifiedChange) throws(Interruption) {
        let (feed, number) = (verified.change.feed, verified.change.number)
        let directory = self.transaction.state.directory
        let strands = directory.strands(of: feed)
        guard strands.count <= PastNews.strandsToldMax,
            self.transaction.state.quotas.forks.take(at: self.transaction.now)
        else { return }
        var other: PastNews.Branch?
        for place in strands {
            let strand = directory.feeds[place].feed
            guard let branch = strand.branch, branch.number == number, branch.change != verified.id,
                let change = try self.log.change(strand, number),
                change.previous == verified.change.previous
            else { continue }
            other = PastNews.Branch(change: branch.change, stamp: change.stamp)
            break
        }
        let office = self.log.key(of: verified.change)?.path ?? feed.space.owner
        self.transaction.news.notices.append(.feedForked(feed, number: number))
        self.transaction.record(
            PastNews.feedForked(
                feed,
                of: office,
                number: number,
                here: other,
                new: PastNews.Branch(change: verified.id, stamp: verified.change.stamp),
                at: self.transaction.now
            )
        )
    }
}
