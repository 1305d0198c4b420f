internal import SyncProtocol

// Received changes: each one comes to exactly one outcome.

extension Writer {
    /// Takes in the changes of a batch, in their order.
    func ingest(
        _ changes: [ChangeVerification],
        from peer: OfficePath,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> [ChangeOutcome] {
        var outcomes: [ChangeOutcome] = []
        outcomes.reserveCapacity(changes.count)
        for verification in changes {
            outcomes.append(try self.ingest(verification, from: peer, transaction))
        }
        return outcomes
    }

    func ingest(
        _ verification: ChangeVerification,
        from peer: OfficePath,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> ChangeOutcome {
        switch verification {
        case .good(let change):
            return ChangeOutcome(
                feed: change.change.feed,
                number: change.change.number,
                verdict: try self.receive(change, from: peer, transaction)
            )
        case .openingMissing(let change):
            // It cannot be checked, so it must be sent again after the feed's beginning.
            return ChangeOutcome(feed: change.feed, number: change.number, verdict: .gap)
        case .refused(let reason, let detail, let signed, let change):
            try self.quarantine(signed, change, reason, detail, from: peer, transaction)
            return ChangeOutcome(
                feed: change?.feed,
                number: change?.number,
                verdict: .quarantined(reason)
            )
        }
    }

    private func receive(
        _ verified: VerifiedChange,
        from peer: OfficePath,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> ChangeOutcome.Verdict {
        let feed = verified.change.feed
        let judgement = try self.judge(verified, transaction)
        if judgement != .duplicate, feed.author == self.author,
            FeedID.ordinary(feed.incarnation) == self.incarnation
        {
            try self.openIncarnation(.neighbourAhead, transaction)
        }
        switch judgement {
        case .append: return try self.accept(verified, from: peer, transaction)
        case .duplicate: return .duplicate
        case .gap: return .gap
        case .fork:
            try self.markForked(verified, transaction)
            let detail = "another change has number \(verified.change.number)"
            return try self.quarantine(verified, .forked, detail, from: peer, transaction)
        case .refused(let reason):
            let detail = "stamp \(verified.change.stamp)"
            return try self.quarantine(verified, reason, detail, from: peer, transaction)
        }
    }

    private func judge(
        _ verified: VerifiedChange,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> FeedJudgement {
        let place = self.directory.feed(verified.change.feed)
        let known = place.map { self.directory.feeds[$0] }
        do {
            return try FeedJudgement.judge(
                verified,
                head: known.map { ($0.head, $0.stamp) }
            ) { number in
                guard let place else { return nil }
                return try self.storedDigest(feed: place, number: number, transaction)
            }
        } catch let error as StoreError {
            throw error
        } catch {
            throw .unfit(detail: "\(error)")
        }
    }

    func storedDigest(
        feed: Int,
        number: UInt64,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> Digest256? {
        try transaction.connection.first(
            "SELECT digest FROM change WHERE position = ?1",
            .integer(ChangePosition.value(feed: Directory.id(feed), number: number))
        ) { row in Digest256(bytes: row.bytes(0)) }?
        .flatMap { $0 }
    }

    private func accept(
        _ verified: VerifiedChange,
        from peer: OfficePath,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> ChangeOutcome.Verdict {
        let change = verified.change
        let space = try self.space(change.feed.space, transaction)
        let isWaiting =
            self.directory.feed(change.feed).map { self.directory.feeds[$0].isWaiting } ?? false
        let isHeld = isWaiting || HybridClock.isTooFarAhead(change.stamp, at: transaction.now)
        let entries: [RecordEntry]
        do throws(StoreError) {
            entries = isHeld ? [] : try self.entries(for: verified.edits, in: space, transaction)
        } catch {
            // One record that cannot be read must not stop the other feeds.
            guard error.isDataFault else { throw error }
            let detail = error.english
            return try self.quarantine(
                verified,
                .malformedOperations,
                detail,
                from: peer,
                transaction
            )
        }
        let arrival = Arrival(
            change: change,
            signed: verified.signed,
            digest: verified.digest,
            edits: verified.edits
        )
        let key = change.opening.map { AuthorKey($0.leaf) }
        try self.append(arrival, key: key, isHeld: isHeld, transaction)
        guard !isHeld else { return .held }
        self.hybridClock.observe(change.stamp, at: transaction.now)
        self.apply(
            verified.edits,
            to: entries,
            from: change.origin(id: verified.id),
            at: self.position(of: change.feed, change.number),
            transaction
        )
        return .accepted
    }

    private func markForked(
        _ verified: VerifiedChange,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        let feed = verified.change.feed
        guard let place = self.directory.feed(feed), !self.directory.feeds[place].isForked else {
            return
        }
        let number = verified.change.number
        self.directory.feeds[place].isForked = true
        self.directory.feeds[place].reason = "two changes \(number)"
        transaction.dirtyFeeds.insert(place)
        transaction.notices.append(.feedForked(feed, number: number))
        try self.record(.feedForked(feed, number: number, at: transaction.now), transaction)
    }
}
