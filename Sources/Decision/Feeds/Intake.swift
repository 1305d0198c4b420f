internal import OrderedCollections
internal import SyncProtocol

/// Received changes: each one comes to exactly one outcome.
struct Intake {
    let transaction: Transaction
    /// Who has brought them.
    let peer: OfficePath

    private var log: FeedLog { FeedLog(transaction: self.transaction) }
    private var steps: VerificationSteps { self.transaction.context.steps }

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

    func take(_ verification: ChangeVerification) throws(Interruption) -> ChangeOutcome {
        switch verification {
        case .good(let change):
            return try self.receive(change)
        case .openingMissing(let change):
            // It cannot be checked, so it must be sent again after the feed's beginning.
            return ChangeOutcome(feed: change.feed, number: change.number, verdict: .gap)
        case .refused(let reason, let detail, let signed, let change):
            try self.quarantine(signed, change, reason, detail)
            return ChangeOutcome(
                feed: change?.feed,
                number: change?.number,
                verdict: .quarantined(reason)
            )
        }
    }

    private func receive(_ verified: VerifiedChange) throws(Interruption) -> ChangeOutcome {
        let feed = verified.change.feed
        let cases = Cases(transaction: self.transaction)
        if let office = self.log.key(of: verified.change)?.path,
            cases.isBehindEnd(verified.change, by: office)
        {
            return try self.refuse(verified, .notAuthorised, Cases.detail(office))
        }
        let judgement = try self.judge(verified)
        var isKnown = false
        if case .duplicate = judgement { isKnown = true }
        if !isKnown, feed.author == self.transaction.context.author,
            FeedID.ordinary(feed.incarnation) == self.transaction.state.incarnation,
            self.steps.takes(.ownFeed)
        {
            Incarnations(transaction: self.transaction).open(.neighbourAhead, claimedBy: self.peer)
        }
        switch judgement {
        case .append(let strand):
            return try self.accept(verified, at: Place(strand: strand, cutting: nil))
        case .branch(let cut):
            return try self.accept(verified, at: Place(strand: verified.strand, cutting: cut))
        case .duplicate(let strand):
            try DamageLog(transaction: self.transaction)
                .mend(verified, in: strand, from: self.peer)
            if !self.steps.takes(.duplicate) { try self.applyAgain(verified, in: strand) }
            return Self.outcome(verified, in: strand, .duplicate)
        case .gap: return Self.outcome(verified, in: feed, .gap)
        case .refused(let reason):
            let detail =
                reason == .forked
                ? "\(ChangeLimits.strandsPerFeedMax) branches" : "stamp \(verified.change.stamp)"
            return try self.refuse(verified, reason, detail)
        }
    }

    private static func outcome(
        _ verified: VerifiedChange,
        in strand: FeedID,
        _ verdict: ChangeOutcome.Verdict
    ) -> ChangeOutcome {
        ChangeOutcome(feed: strand, number: verified.change.number, verdict: verdict)
    }

    private func judge(_ verified: VerifiedChange) throws(Interruption) -> FeedJudgement {
        let directory = self.transaction.state.directory
        let strands = directory.strands(of: verified.change.feed).map {
            directory.feeds[$0].strand
        }
        do {
            return try FeedJudgement.judge(
                verified,
                strands: strands,
                steps: self.steps,
                digest: { try self.digest($0, $1, for: verified) },
                stamp: { try self.stamp($0, $1) }
            )
        } catch let interruption as Interruption {
            throw interruption
        } catch {
            throw .fault(.unfit(detail: "\(error)"))
        }
    }

    /// The digest of a change that is here, or that the disk has lost but of which the one behind it tells that it was
    /// the one that comes now.
    private func digest(
        _ strand: FeedID,
        _ number: UInt64,
        for verified: VerifiedChange
    ) throws(Interruption) -> Digest256? {
        if let stored = try self.log.digest(strand, number) { return stored }
        guard number == verified.change.number,
            try self.log.change(strand, number + 1)?.previous == verified.id
        else { return nil }
        return verified.digest
    }

    /// The stamp of a change that is here; nil when the disk has not kept what was written.
    private func stamp(_ strand: FeedID, _ number: UInt64) throws(Interruption) -> Stamp? {
        let suite = self.transaction.identity.suite
        if try self.log.stored(strand, number)?.isWhole(by: suite) != true {
            let change = ChangePlace(feed: strand, number: number)
            guard try DamageLog(transaction: self.transaction).note([change]).isEmpty else {
                return nil
            }
        }
        return try self.log.stamp(strand, number)
    }

    private func accept(
        _ verified: VerifiedChange,
        at place: Place
    ) throws(Interruption) -> ChangeOutcome {
        let change = verified.change
        let space = self.transaction.space(change.feed.space)
        let directory = self.transaction.state.directory
        let isWaiting =
            directory.feed(place.strand).map { directory.feeds[$0].isWaiting } ?? false
        let isAhead = HybridClock.isTooFarAhead(change.stamp, at: self.transaction.now)
        var isHeld = isWaiting || isAhead && self.steps.takes(.hold)
        var entries: [RecordEntry] = []
        let places = PlaceKeeping(transaction: self.transaction)
        let shortage = isHeld ? nil : places.shortage(for: verified.edits, in: space)
        if shortage != nil { isHeld = true }
        if !isHeld {
            let found = try self.transaction.readable(verified.edits, in: space)
            // That a record cannot be read here is not the fault of who sent this.
            isHeld = found == nil
            entries = found ?? []
        }
        if let strand = place.cutting {
            try Strands(transaction: self.transaction).cut(strand, before: change.number)
        }
        let position = try self.log.append(
            Arrival(verified),
            to: place.strand,
            key: self.log.key(of: change),
            isHeld: isHeld
        )
        try Cases(transaction: self.transaction).learn(change)
        if let shortage, let feed = self.transaction.state.directory.feed(place.strand) {
            places.wait(for: shortage, at: feed)
        }
        if place.branch(of: change) != nil {
            try Strands(transaction: self.transaction).tell(verified)
        }
        if self.transaction.context.own.contains(change.feed.author) {
            self.noteOwn(change, isBranch: place.branch(of: change) != nil, at: position)
        } else if ConfirmationNote.isCovered(change.feed.space),
            self.transaction.isOwnOrHosted(change.feed.space.owner)
        {
            // Another node of ours has written it, and the confirmation that names it may have come before.
            self.transaction.returnedOwners.append(change.feed.space.owner)
        }
        guard !isHeld else { return Self.outcome(verified, in: place.strand, .held) }
        self.transaction.state.clock.observe(change.stamp, at: self.transaction.now)
        self.transaction.apply(
            verified.edits,
            to: entries,
            from: change.origin(id: verified.id),
            at: position
        )
        return Self.outcome(verified, in: place.strand, .accepted)
    }

    /// Reached only in a test that leaves out that what is known is not applied twice.
    private func applyAgain(
        _ verified: VerifiedChange,
        in strand: FeedID
    ) throws(Interruption) {
        let space = self.transaction.space(verified.change.feed.space)
        self.transaction.apply(
            verified.edits,
            to: try self.transaction.entries(for: verified.edits, in: space),
            from: verified.change.origin(id: verified.id),
            at: self.log.position(of: strand, verified.change.number)
        )
    }

    /// A change of our own that was not here.
    private func noteOwn(_ change: Change, isBranch: Bool, at position: Int64) {
        // What was withdrawn and comes back all the same was not lost.
        let incarnations = Incarnations(transaction: self.transaction)
        if self.transaction.state.damage.isWithdrawn(position) {
            incarnations.noteGone(-1)
        } else {
            incarnations.noteReturned(change, isBranch: isBranch)
        }
        self.transaction.returnedOwners.append(change.feed.space.owner)
    }

    // MARK: What is refused

    private func refuse(
        _ verified: VerifiedChange,
        _ reason: RefusalReason,
        _ detail: String
    ) throws(Interruption) -> ChangeOutcome {
        try self.quarantine(verified.signed, verified.change, reason, detail)
        return Self.outcome(verified, in: verified.change.feed, .quarantined(reason))
    }

    private func quarantine(
        _ signed: SignedChange,
        _ change: Change?,
        _ reason: RefusalReason,
        _ detail: String
    ) throws(Interruption) {
        let unit = QuarantinedUnit(
            reason: reason,
            detail: detail,
            feed: change?.feed,
            number: change?.number,
            peer: self.peer.description,
            body: signed.body,
            signature: signed.signature
        )
        try self.transaction.quarantine(unit)
    }
}
