internal import OrderedCollections
internal import SyncProtocol

/// What one commit does to an image: local acts become signed changes, received changes are judged.
struct StoreTransaction {
    /// What is told when the commit is done.
    struct Outcome: Sendable {
        var committed: [CommitReport.Committed] = []
        var cuts: [CommitReport.Cut] = []
        var mended: [ChangePlace] = []
        var batches: [CommitReport.Batch] = []
        /// For each act, where it stands now.
        var acts: OrderedDictionary<ActNumber, [FeedPosition]> = [:]
        var notes: [NoteOutcome] = []
        /// What receipts have made the office believe.
        var beliefs: [NoteShelf.Belief] = []
        /// Nothing but notes was written.
        var isOfNotesOnly = true
    }

    private(set) var image: StoreImage
    private(set) var outcome = Outcome()
    private let identity: OfficeIdentity
    private let wall: Int64
    private let sabotage: Sabotage?
    private let steps: VerificationSteps

    /// What is being written, one change for each space; and the acts that it belongs to.
    /// A feed of ours that is being written.
    private struct Target: Hashable {
        let space: SpaceID
        let isUrgent: Bool
    }

    /// Whose changes of ours have come from elsewhere.
    private var returned: OrderedSet<OfficePath> = []
    private var drafts: OrderedDictionary<Target, (draft: ChangeDraft, acts: [ActNumber])> = [:]

    /// - Parameter wall: what the office's clock shows, in milliseconds since 1970 UTC.
    init(
        _ image: StoreImage,
        identity: OfficeIdentity,
        wall: Int64,
        sabotage: Sabotage?,
        steps: VerificationSteps
    ) {
        self.image = image
        self.identity = identity
        self.wall = wall
        self.sabotage = sabotage
        self.steps = steps
        self.image.steps = steps
    }

    private var reach: TotalsReach {
        self.sabotage == .forgetAncestorsInTotals ? .ownerOnly : .ancestors
    }

    // MARK: Our own writes

    mutating func write(_ act: LocalAct, number: ActNumber) throws {
        self.outcome.acts[number] = []
        self.leaveStampsAhead()
        for intent in act.intents {
            let isUrgent = act.isUrgent && intent.space.kind == .directives
            let target = Target(space: intent.space, isUrgent: isUrgent)
            if let open = self.drafts[target],
                open.draft.user != act.user || open.draft.act != act.act
                    || !open.draft.hasRoom(for: intent.record)
            {
                try self.seal(target)
            }
            // A record is read as it stands: what another draft of the space did to it goes first.
            try self.seal(Target(space: intent.space, isUrgent: !isUrgent))
            let key = StoreImage.RecordKey(space: intent.space, record: intent.record)
            let state = self.image.state(key)
            var open =
                self.drafts[target]
                ?? (ChangeDraft(space: intent.space, user: act.user, act: act.act), [])
            open.draft.add(
                intent,
                to: state,
                by: self.identity.author,
                incarnation: self.incarnation(of: target)
            )
            if open.acts.last != number { open.acts.append(number) }
            self.drafts[target] = open
        }
    }

    private func incarnation(of target: Target) -> UInt64 {
        target.isUrgent ? FeedID.urgent(self.image.incarnation) : self.image.incarnation
    }

    /// Signs what has gathered for every feed.
    mutating func sealAll() throws {
        for target in Array(self.drafts.keys) { try self.seal(target) }
    }

    private mutating func seal(_ target: Target) throws {
        guard let open = self.drafts.removeValue(forKey: target) else { return }
        let space = target.space
        let feed = FeedID(
            space: space,
            author: self.identity.author,
            incarnation: self.incarnation(of: target)
        )
        let change = open.draft.change(
            feed: feed,
            after: self.image.end(of: feed)?.head,
            stamp: self.image.clock.next(at: self.wall),
            chain: self.identity.chain(for: space)
        )
        let signed = try SignedChange(change, signer: self.identity.signer)
        let verified = VerifiedChange(
            signed: signed,
            change: change,
            digest: signed.digest,
            edits: open.draft.edits
        )
        self.image.append(verified, to: feed)
        self.image.applyNext(of: feed, verified, reach: .ancestors)
        self.outcome.committed.append(
            CommitReport.Committed(feed: feed, head: verified.head, signed: signed)
        )
        let position = FeedPosition(feed: feed, head: verified.head)
        for act in open.acts { self.outcome.acts[act, default: []].append(position) }
    }

    // MARK: What neighbours sent

    mutating func take(_ batch: VerifiedBatch) {
        let outcomes = batch.changes.map { verification -> ChangeOutcome in
            switch verification {
            case .good(let change): self.take(change, from: batch.peer)
            case .openingMissing(let change): Self.outcome(change, .gap)
            case .refused(let reason, _, let signed, let change):
                self.quarantine(signed, change, reason, from: batch.peer)
            }
        }
        self.outcome.batches.append(CommitReport.Batch(id: batch.id, outcomes: outcomes))
        for owner in self.returned { self.reconsider(owner) }
        self.returned = []
    }

    private mutating func take(_ change: VerifiedChange, from peer: OfficePath) -> ChangeOutcome {
        let feed = change.change.feed
        let strands = self.image.strands(of: feed).compactMap { name in
            self.image.feeds[name].map {
                Strand(
                    feed: name,
                    head: $0.head,
                    stamp: $0.end?.stamp ?? .zero,
                    isSplit: $0.isSplit
                )
            }
        }
        let judgement = FeedJudgement.judge(
            change,
            strands: strands,
            steps: self.steps,
            digest: { self.image.entry($1, of: $0)?.head.digest },
            stamp: { self.image.entry($1, of: $0)?.stamp }
        )
        let isNext = change.change.number == (self.image.end(of: feed)?.head.number ?? 0) + 1
        switch judgement {
        case .append(let strand): return self.append(change, to: strand)
        case .duplicate(let strand):
            let place = ChangePlace(feed: strand, number: change.change.number)
            if let index = self.image.rotten.firstIndex(of: place) {
                self.image.rotten.remove(at: index)
                self.outcome.mended.append(place)
            }
            if self.sabotage == .applyDuplicates { self.image.merge(change, reach: self.reach) }
            return Self.outcome(change.change, in: strand, .duplicate)
        case .gap:
            let isWaved =
                self.sabotage == .skipGapCheck || self.sabotage == .skipForkCheck && isNext
            let isTaken = isWaved && self.image.end(of: feed) != nil
            return isTaken ? self.append(change, to: feed) : Self.outcome(change.change, .gap)
        case .branch(let cut):
            if self.sabotage == .skipForkCheck, isNext { return self.append(change, to: feed) }
            let order = self.outcome.committed.count
            if let cut, let done = self.image.cut(cut, before: change.change.number, order: order) {
                self.outcome.cuts.append(done)
            }
            return self.append(change, to: change.strand)
        case .refused(let reason):
            return self.quarantine(change.signed, change.change, reason, from: peer)
        }
    }

    private mutating func append(_ change: VerifiedChange, to feed: FeedID) -> ChangeOutcome {
        let waits = self.image.feeds[feed]?.isHeld ?? false
        self.image.append(change, to: feed)
        if feed.author == self.identity.author { self.returned.append(feed.space.owner) }
        self.noteOwn(change)
        self.outcome.committed.append(
            CommitReport.Committed(feed: feed, head: change.head, signed: change.signed)
        )
        let isAhead =
            HybridClock.isTooFarAhead(change.change.stamp, at: self.wall)
            && self.sabotage != .skipHold
        guard !waits, !isAhead else { return Self.outcome(change.change, in: feed, .held) }
        self.image.applyNext(of: feed, change, reach: self.reach)
        self.image.clock.observe(change.change.stamp, at: self.wall)
        return Self.outcome(change.change, in: feed, .accepted)
    }

    /// A change of ours, in our present incarnation, that we have not written: another node runs in
    /// our name, or our past was lost. Either way nothing more may be written there (design, D7).
    private mutating func noteOwn(_ change: VerifiedChange) {
        let feed = change.change.feed
        guard feed.author == self.identity.author,
            FeedID.ordinary(feed.incarnation) == self.image.incarnation,
            self.sabotage != .keepIncarnation
        else { return }
        self.drawIncarnation(from: change.digest)
    }

    /// Begins fresh feeds once the clock has been put right that was ahead: stamps that go on from what
    /// it showed would be held by all others.
    private mutating func leaveStampsAhead() {
        guard self.image.clock.isAhead(at: self.wall), self.sabotage != .keepStampsAhead else {
            return
        }
        self.drawIncarnation(from: Digest256.hash(self.image.clock.latest.encoded()))
        self.image.resetClock(at: self.wall)
    }

    /// - Parameter digest: stands, with the time, for 64 random bits.
    private mutating func drawIncarnation(from digest: Digest256) {
        var encoder = CBOREncoder()
        encoder.integer(self.wall)
        encoder.unsigned(self.image.incarnation)
        digest.encode(to: &encoder)
        self.image.incarnation = FeedID.ordinary(Digest256.hash(encoder.bytes).words.0)
    }

    private mutating func quarantine(
        _ signed: SignedChange,
        _ change: Change?,
        _ reason: RefusalReason,
        from peer: OfficePath
    ) -> ChangeOutcome {
        self.image.keep(
            StoreImage.Quarantined(
                signed: signed,
                feed: change?.feed,
                number: change?.number,
                reason: reason,
                peer: peer
            )
        )
        return ChangeOutcome(
            feed: change?.feed,
            number: change?.number,
            verdict: .quarantined(reason)
        )
    }

    /// - Parameter strand: nil names the feed itself.
    private static func outcome(
        _ change: Change,
        in strand: FeedID? = nil,
        _ verdict: ChangeOutcome.Verdict
    ) -> ChangeOutcome {
        ChangeOutcome(feed: strand ?? change.feed, number: change.number, verdict: verdict)
    }

    // MARK: What was held

    /// Applies what was held and no longer lies too far in the future.
    mutating func release() throws {
        for feed in Array(self.image.held) {
            guard let copy = self.image.feeds[feed] else { continue }
            for place in copy.appliedCount..<copy.entries.count {
                let entry = copy.entries[place]
                guard !HybridClock.isTooFarAhead(entry.stamp, at: self.wall) else { break }
                let change = try Change(decoding: entry.signed.body)
                let verified = VerifiedChange(
                    signed: entry.signed,
                    change: change,
                    digest: entry.head.digest,
                    edits: try change.edits()
                )
                self.image.applyNext(of: feed, verified, reach: self.reach)
                self.image.clock.observe(entry.stamp, at: self.wall)
            }
        }
    }

    // MARK: Notes

    /// Something other than notes is written.
    mutating func touchFeeds() { self.outcome.isOfNotesOnly = false }

    mutating func take(_ work: NoteWork) {
        switch work {
        case .received(let notes, let link):
            self.outcome.notes.append(
                .received(notes, notes.map { self.keep($0) }, over: link)
            )
        case .own(let notes):
            for note in notes { _ = self.keep(note) }
            self.outcome.notes.append(.own(notes))
        case .refused(let note, let reason):
            self.image.notes.refuse(reason)
            self.outcome.notes.append(.refused(note.id))
        case .accused: self.image.notes.refuse(.notAuthorised)
        case .settle(let link, let ids, let peer):
            self.image.notes.settle(ids, with: peer)
            self.outcome.notes.append(.settled(link))
        case .forget(let link, let kind, let peer):
            self.image.notes.forget(kind, peer)
            self.outcome.notes.append(.forgotten(link))
        }
    }

    private mutating func keep(_ note: VerifiedNote) -> NoteVerdict {
        let (steps, wall) = (self.steps, self.wall)
        return self.withShelf { shelf, image, identity in
            let (verdict, beliefs) = shelf.keep(
                note,
                wall: wall,
                steps: steps,
                isOwn: { $0 == identity.path || identity.hosted.contains($0) },
                isKnown: { image.knows($0) || $0 == identity.path },
                head: { image.entry($1, of: $0)?.head },
                end: { image.feeds[$0]?.head.number }
            )
            return (verdict, beliefs)
        }
    }

    /// What receipts say of our own changes is looked at again once these have come from elsewhere.
    private mutating func reconsider(_ owner: OfficePath) {
        let steps = self.steps
        self.withShelf { shelf, image, _ in
            let beliefs = shelf.reconsider(
                owner,
                steps: steps,
                head: { image.entry($1, of: $0)?.head },
                end: { image.feeds[$0]?.head.number }
            )
            return ((), beliefs)
        }
    }

    /// The shelf lies in the image that it asks about: for the time being it is taken out.
    private mutating func withShelf<Result>(
        _ body: (inout NoteShelf, StoreImage, OfficeIdentity) -> (Result, [NoteShelf.Belief])
    ) -> Result {
        var shelf = self.image.notes
        self.image.notes = NoteShelf()
        let (result, beliefs) = body(&shelf, self.image, self.identity)
        self.image.notes = shelf
        self.outcome.beliefs += beliefs
        return result
    }

    mutating func open(incarnation: UInt64) {
        self.image.incarnation = incarnation
    }
}
