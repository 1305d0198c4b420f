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
            return try self.receive(change, from: peer, transaction)
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
    ) throws(StoreError) -> ChangeOutcome {
        let feed = verified.change.feed
        let outcome = { (strand: FeedID, verdict: ChangeOutcome.Verdict) in
            ChangeOutcome(feed: strand, number: verified.change.number, verdict: verdict)
        }
        let judgement = try self.judge(verified, transaction)
        var isKnown = false
        if case .duplicate = judgement { isKnown = true }
        if !isKnown, feed.author == self.author,
            FeedID.ordinary(feed.incarnation) == self.incarnation
        {
            try self.openIncarnation(.neighbourAhead, claimedBy: peer, transaction)
        }
        switch judgement {
        case .append(let strand):
            let place = Place(strand: strand, cutting: nil)
            return try self.accept(verified, at: place, from: peer, transaction)
        case .branch(let cut):
            let place = Place(strand: verified.strand, cutting: cut)
            return try self.accept(verified, at: place, from: peer, transaction)
        case .duplicate(let strand):
            try self.mend(verified, in: strand, from: peer, transaction)
            return outcome(strand, .duplicate)
        case .gap: return outcome(feed, .gap)
        case .refused(let reason):
            let detail =
                reason == .forked
                ? "\(ChangeLimits.strandsPerFeedMax) branches" : "stamp \(verified.change.stamp)"
            return outcome(
                feed,
                try self.quarantine(verified, reason, detail, from: peer, transaction)
            )
        }
    }

    /// Where a change goes: to the end of a strand or the beginning of a new one, for which another
    /// strand may have to be cut.
    private struct Place {
        let strand: FeedID
        let cutting: FeedID?

        /// Nil unless the strand begins with the change.
        func branch(of change: Change) -> FeedBranch? {
            self.strand.branch.flatMap { $0.number == change.number ? $0 : nil }
        }
    }

    private func judge(
        _ verified: VerifiedChange,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> FeedJudgement {
        let strands = self.directory.strands(of: verified.change.feed).map {
            self.directory.feeds[$0].strand
        }
        do {
            return try FeedJudgement.judge(
                verified,
                strands: strands,
                digest: { try self.storedDigest($0, number: $1, transaction) },
                stamp: { try self.storedStamp($0, number: $1, transaction) }
            )
        } catch let error as StoreError {
            throw error
        } catch {
            throw .unfit(detail: "\(error)")
        }
    }

    private func accept(
        _ verified: VerifiedChange,
        at place: Place,
        from peer: OfficePath,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> ChangeOutcome {
        let change = verified.change
        let outcome = { (strand: FeedID, verdict: ChangeOutcome.Verdict) in
            ChangeOutcome(feed: strand, number: change.number, verdict: verdict)
        }
        let space = try self.space(change.feed.space, transaction)
        let isWaiting =
            self.directory.feed(place.strand).map { self.directory.feeds[$0].isWaiting } ?? false
        var isHeld = isWaiting || HybridClock.isTooFarAhead(change.stamp, at: transaction.now)
        var entries: [RecordEntry] = []
        do throws(StoreError) {
            if !isHeld {
                let found = try self.readable(verified.edits, in: space, transaction)
                // That a record cannot be read here is not the fault of who sent this.
                isHeld = found == nil
                entries = found ?? []
            }
        } catch {
            // What cannot be stored must not stop the other feeds.
            guard error.isDataFault else { throw error }
            self.driver.watch.note(error)
            let reason = RefusalReason.malformedOperations
            return outcome(
                change.feed,
                try self.quarantine(verified, reason, error.english, from: peer, transaction)
            )
        }
        let arrival = Arrival(
            change: change,
            signed: verified.signed,
            digest: verified.digest,
            edits: verified.edits
        )
        if let strand = place.cutting { try self.cut(strand, before: change.number, transaction) }
        try self.append(
            arrival,
            to: place.strand,
            key: self.key(of: change),
            isHeld: isHeld,
            transaction
        )
        if place.branch(of: change) != nil { try self.tellFork(of: verified, transaction) }
        let position = self.position(of: place.strand, change.number)
        if change.feed.author == self.author {
            // What was withdrawn and comes back all the same was not lost.
            if !self.damage.isWithdrawn(position) {
                try self.noteOwn(change, place.branch(of: change), transaction)
            }
            transaction.returnedOwners.insert(change.feed.space.owner)
        }
        guard !isHeld else { return outcome(place.strand, .held) }
        self.hybridClock.observe(change.stamp, at: transaction.now)
        self.apply(
            verified.edits,
            to: entries,
            from: change.origin(id: verified.id),
            at: self.position(of: place.strand, change.number),
            transaction
        )
        return outcome(place.strand, .accepted)
    }
}
