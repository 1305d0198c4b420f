internal import OrderedCollections

// What the other end says that it has.
//
// Forked feeds: each end names its strands by the branches that it knows, so two ends may hold the same
// changes under different names, or different changes under one name and number. An end cannot see by
// numbers alone where the other's branch leaves its own. The rule is simple: whenever an answer shows that
// the other end does not follow, what it should have is sent again from further back, in the end from the
// beginning of every strand. Duplicates are cheap, forks are rare, and once both ends have all changes their
// strands bear the same names.

extension PeerCopies {
    /// The first time an end goes back by so many changes only: most forks are near the end.
    static let stepBack: UInt64 = 256
    /// How often one session goes back in one feed: an end that answers falsely must not keep us busy.
    static let contradictionsMax = 6

    // MARK: What a search shows

    /// A search begins: the other end is taken to have what we have until it says otherwise.
    ///
    /// - Returns: the places of all that the link carries and of which there is something.
    mutating func beginSearch(in index: FeedIndex) -> [Int] {
        self.missing = [:]
        self.contradictions = [:]
        let carried = (0..<index.count).filter {
            self.progress[$0].isCarried && index.head(at: $0).number > 0
        }
        for place in carried { self.assume(index.head(at: place).number, at: place, in: index) }
        return carried
    }

    /// Takes the other end's copy of a feed to reach to a number, before anything was sent.
    mutating func assume(_ number: UInt64, at place: Int, in index: FeedIndex) {
        let number = max(number, index.feed(at: place).base)
        self.progress[place].known = number
        self.progress[place].sent = number
    }

    /// The other end has all that we have, whatever its answers have said or left out.
    mutating func hasAll(in index: FeedIndex) {
        self.missing = [:]
        self.grow(to: index)
        for place in 0..<index.count where self.progress[place].isCarried {
            self.assume(index.head(at: place).number, at: place, in: index)
            self.settle(place, in: index)
        }
    }

    /// Holds the other end's position against ours.
    mutating func compare(
        _ theirs: FeedPosition,
        nextBatch: UInt64,
        in index: FeedIndex
    ) -> [Relay.Notice] {
        let place = index.place(of: theirs.feed)
        let ours = place.map { index.head(at: $0) }
        var isContradicted = false
        if let place, let ours {
            self.assume(theirs.head.number, at: place, in: index)
            isContradicted =
                ours.number == theirs.head.number && ours.digest != theirs.head.digest
            if isContradicted {
                self.contradicted(theirs.feed, nextBatch: nextBatch, in: index)
            }
            self.settle(place, in: index)
        }
        let isAhead = theirs.head.number > ours?.number ?? theirs.feed.base
        // Where we have cut a strand because of a fork, the other end does not know of it yet.
        let isCut = theirs.feed.branch == nil && index.isForked(theirs.feed)
        if isAhead, !isCut, self.missing.count < WireLimits.missingFeedsMax {
            self.missing[theirs.feed] = theirs.head.number
        }
        // With a former key nothing is written that could collide.
        // Nor is what we have withdrawn since we were taken off the case.
        let isOff = self.carriage.charters.limit(of: theirs.feed, by: self.ends.office) != nil
        return theirs.feed.author == self.ends.own.writing && !isOff
            && (isAhead || isContradicted)
            ? [.ownFeedAhead(self.ends.link, theirs.feed, theirs: theirs.head)] : []
    }

    // MARK: What the other end sends

    /// The other end sent us a change, so it has it.
    private mutating func received(_ number: UInt64, of place: Int, in index: FeedIndex) {
        self.grow(to: index)
        guard self.progress[place].isCarried, self.progress[place].known < number else { return }
        self.progress[place].known = number
        self.progress[place].sent = max(self.progress[place].sent, number)
        self.settle(place, in: index)
        self.settleSiblings(of: place, in: index)
    }

    /// The other end has sent what has become of some changes here.
    mutating func delivered(_ outcomes: [ChangeOutcome], in index: FeedIndex) {
        for outcome in outcomes {
            guard let feed = outcome.feed, let number = outcome.number,
                let place = index.place(of: feed)
            else { continue }
            switch outcome.verdict {
            case .accepted, .held:
                self.hasMoved = true
                self.received(number, of: place, in: index)
            case .duplicate: self.received(number, of: place, in: index)
            case .gap, .quarantined: continue
            }
        }
    }

    // MARK: What the other end says after a batch

    /// The other end has refused changes: it takes nothing more of their feeds on this link. Told once:
    /// who refuses a feed again and again must not fill the list of events.
    mutating func refused(
        _ refusals: [BatchAcknowledgement.Refusal],
        in index: FeedIndex
    ) -> [Relay.Notice] {
        var notices: [Relay.Notice] = []
        for refusal in refusals {
            let places = index.strands(of: refusal.feed).filter {
                $0 < self.progress.count && !self.progress[$0].isStopped
            }
            guard !places.isEmpty else { continue }
            for place in places {
                self.progress[place].isStopped = true
                self.settle(place, in: index)
            }
            notices.append(
                .refusedByPeer(
                    self.ends.link,
                    refusal.feed,
                    number: refusal.number,
                    reason: refusal.reason
                )
            )
        }
        return notices
    }

    /// The other end has said what it has after a batch.
    mutating func answered(
        _ batch: SendLine.Batch,
        by positions: [FeedPosition],
        nextBatch: UInt64,
        in index: FeedIndex
    ) {
        var ends: OrderedDictionary<Int, SentStretch> = [:]
        for end in batch.ends {
            let from = min(end.from, ends[end.place]?.from ?? end.from)
            ends[end.place] = SentStretch(place: end.place, from: from, head: end.head)
        }
        var open = ends
        for position in positions {
            guard let place = index.place(of: position.feed), place < self.progress.count else {
                continue
            }
            let ours = index.head(at: place)
            self.forgetClaim(position, ours)
            let isOther = position.head.number == ours.number && position.head.digest != ours.digest
            if isOther, ours.number > 0 {
                self.contradicted(
                    position.feed,
                    by: batch.number,
                    nextBatch: nextBatch,
                    in: index
                )
                continue
            }
            // Once the other end was on another branch, a number proves nothing but for what a digest
            // confirms: otherwise what is being sent again would be left out half-way.
            let isSure =
                position.head == ours || self.contradictions[position.feed.root] == nil
            guard let end = ends[place] else {
                if isSure { self.reaches(position.head.number, at: place, in: index) }
                continue
            }
            guard position.head == end.head || position.head.number > end.head.number else {
                continue
            }
            let number = isSure ? position.head.number : end.head.number
            self.reaches(number, at: place, in: index)
            open.removeValue(forKey: place)
        }
        guard !open.isEmpty else { return }
        self.judge(
            open.values.elements,
            batch.number,
            positions,
            nextBatch: nextBatch,
            in: index
        )
    }

    /// What the other end did not confirm under the name by which we know it.
    private mutating func judge(
        _ stretches: [SentStretch],
        _ batch: UInt64,
        _ positions: [FeedPosition],
        nextBatch: UInt64,
        in index: FeedIndex
    ) {
        var families: OrderedDictionary<FeedID, [FeedPosition]> = [:]
        for position in positions { families[position.feed.root, default: []].append(position) }
        for stretch in stretches where !self.progress[stretch.place].isStopped {
            let feed = index.feed(at: stretch.place)
            guard let family = families[feed.root] else { continue }
            if family.contains(where: { $0.head == stretch.head }) {
                // It has it all, in a strand of another name.
                self.reaches(stretch.head.number, at: stretch.place, in: index)
                continue
            }
            let root = family.first { $0.feed.branch == nil }?.head.number
            let named = family.first { $0.feed == feed }?.head.number
            if let named, named > 0, named + 1 < stretch.from {
                // Something before the batch did not arrive: it goes on from there, unless it began
                // further back since, or has been sent in vain so often that a comparison must help.
                let contradiction = self.contradictions[feed.root]
                guard contradiction?.count ?? 0 < Self.contradictionsMax,
                    batch >= contradiction?.sinceBatch ?? 0
                else { continue }
                let number = max(named, feed.base)
                self.progress[stretch.place].known = max(
                    self.progress[stretch.place].known,
                    number
                )
                self.progress[stretch.place].sent = min(
                    self.progress[stretch.place].sent,
                    number
                )
                self.settle(stretch.place, in: index)
            } else if named != nil || root == 0 || (root ?? .max) < feed.base {
                self.contradicted(feed, by: batch, nextBatch: nextBatch, in: index)
            }
        }
    }

    /// The other end has less of a feed than it was said to have.
    private mutating func forgetClaim(_ position: FeedPosition, _ ours: FeedHead) {
        guard self.missing[position.feed] != nil, position.head.number <= ours.number else {
            return
        }
        self.missing.removeValue(forKey: position.feed)
    }

    /// The other end's copy of a strand reaches to a number.
    private mutating func reaches(_ number: UInt64, at place: Int, in index: FeedIndex) {
        if number > self.progress[place].known { self.hasMoved = true }
        self.progress[place].known = max(self.progress[place].known, number)
        self.progress[place].sent = max(self.progress[place].sent, number)
        self.settle(place, in: index)
        self.settleSiblings(of: place, in: index)
    }

    /// The other end is on another branch of a feed than ours, we do not know since where: all that
    /// we have of the feed is sent again, at first from a little further back.
    ///
    /// - Parameters:
    ///   - batch: which batch was answered; nil when positions were compared.
    ///   - nextBatch: the number that the next one to be sent will have.
    private mutating func contradicted(
        _ feed: FeedID,
        by batch: UInt64? = nil,
        nextBatch: UInt64,
        in index: FeedIndex
    ) {
        var contradiction = self.contradictions[feed.root] ?? Contradiction()
        if let batch, batch < contradiction.sinceBatch { return }
        guard contradiction.count < Self.contradictionsMax else { return }
        contradiction.count += 1
        contradiction.sinceBatch = nextBatch
        self.contradictions[feed.root] = contradiction
        for place in index.strands(of: feed) where place < self.progress.count {
            guard self.progress[place].isCarried else { continue }
            let base = index.feed(at: place).base
            let sent = min(self.progress[place].sent, index.head(at: place).number)
            let isFar = contradiction.count == 1 && sent > base + Self.stepBack
            let number = isFar ? sent - Self.stepBack : base
            self.progress[place].known = min(self.progress[place].known, number)
            self.progress[place].sent = number
            self.settle(place, in: index)
        }
    }
}
