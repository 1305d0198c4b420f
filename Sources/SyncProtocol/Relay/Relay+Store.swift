private import OrderedCollections

// What the store answers, and what it is asked.

extension Relay {
    mutating func committed(_ report: CommitReport, at now: Int64) -> [Action] {
        // Before anything is told of feeds: which links carry them shows from it.
        if let charters = report.charters { self.book.use(charters) }
        let moves = self.book.index.take(report)
        // Whoever sent a change has it: noted before anything is forwarded.
        let noted = report.batches.map { self.noteSender(of: $0) }
        var actions = noted.flatMap(\.notices).map(Action.notify)
        for batch in noted.compactMap(\.whole) { actions += self.acknowledge(batch, at: now) }
        self.repair.forgetMended(in: self.book)
        actions += self.mended(report.mended, at: now)
        if !moves.isEmpty {
            for link in self.book.links { actions += self.forward(moves, over: link, at: now) }
        }
        return actions
    }

    /// - Returns: the whole batch, once all of it is on disk, and what is to be told.
    private mutating func noteSender(
        of batch: CommitReport.Batch
    ) -> (whole: CommitReport.Batch?, notices: [Notice]) {
        let noted = self.book.modify(batch.id.link) { session, index in
            let notices = session.delivered(batch.outcomes, in: index)
            return (session.inbox.stored(batch.id.number, batch.outcomes), notices)
        }
        let whole = noted?.0.map { CommitReport.Batch(id: batch.id, outcomes: $0) }
        return (whole, noted?.1 ?? [])
    }

    private mutating func forward(
        _ moves: [FeedMove],
        over link: LinkID,
        at now: Int64
    ) -> [Action] {
        let frames = self.book.modify(link) { session, index in
            session.forward(moves, in: index, at: now)
        }
        return self.book.send(frames ?? [], over: link, at: now) + self.pump(link, at: now)
    }

    private mutating func acknowledge(_ batch: CommitReport.Batch, at now: Int64) -> [Action] {
        guard self.book[batch.id.link] != nil else { return [] }
        var refusals: [BatchAcknowledgement.Refusal] = []
        for outcome in batch.outcomes {
            guard let feed = outcome.feed, case .quarantined(let reason) = outcome.verdict else {
                continue
            }
            refusals.append(.init(feed: feed, number: outcome.number ?? 0, reason: reason.rawValue))
        }
        let acknowledgement = BatchAcknowledgement(
            number: batch.id.number,
            positions: self.book.index.positions(answering: batch.outcomes),
            refusals: refusals
        )
        return [self.book.send(.acknowledgement(acknowledgement), over: batch.id.link, at: now)]
    }

    // MARK: Damage

    /// What lies on our disk of these is not what was written.
    mutating func damaged(_ changes: [ChangePlace], at now: Int64) -> [Action] {
        guard self.repair.damaged(changes, in: &self.book) else { return [] }
        return self.repair.ask(over: &self.book, at: now, every: self.limits.repairMilliseconds)
    }

    /// They are whole again: what was stopped by them goes on.
    private mutating func mended(_ changes: [ChangePlace], at now: Int64) -> [Action] {
        guard !changes.isEmpty else { return [] }
        var actions: [Action] = []
        for link in self.book.links {
            self.book.modify(link) { session, index in session.mended(changes, in: index) }
            actions += self.pump(link, at: now)
        }
        return actions
    }

    // MARK: Sending what waits

    /// Goes on with what has begun, and asks the store for what waits if there is room and no read
    /// under way.
    mutating func pump(_ link: LinkID, at now: Int64) -> [Action] {
        let pieces = self.book.modify(link) { session, _ in
            session.line.nextPieces(downTo: session.lowestLaneDue, at: now)
        }
        return self.book.send(pieces ?? [], over: link, at: now) + self.readNext(link)
            + self.contents.pump(link, of: &self.book, at: now)
    }

    private mutating func readNext(_ link: LinkID) -> [Action] {
        let feedsMax = self.limits.feedsPerReadMax
        let action = self.book.modify(link) { session, index in
            session.nextRead(of: index, feedsMax: feedsMax)
        }
        return action.flatMap(\.self).map { [$0] } ?? []
    }

    mutating func read(
        _ link: LinkID,
        _ changes: [CommitReport.Committed],
        at now: Int64
    ) -> [Action] {
        let frames = self.book.modify(link) { session, index in
            session.read(changes, in: index, at: now)
        }
        // Nothing usable found: the next acknowledgement or tick asks again, so that a store that
        // cannot answer is not asked in a circle.
        guard let (frames, mayGoOn) = frames, mayGoOn else { return [] }
        return self.book.send(frames, over: link, at: now) + self.pump(link, at: now)
    }
}
