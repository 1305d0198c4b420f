import OrderedCollections

// Forked feeds. Each end names its strands by the branches that it knows, so two ends may hold the same
// changes under different names, or different changes under one name and number. An end cannot see by
// numbers alone where the other's branch leaves its own. The rule is simple: whenever an answer shows that
// the other end does not follow, what it should have is sent again from further back, in the end from the
// beginning of every strand. Duplicates are cheap, forks are rare, and once both ends have all changes their
// strands bear the same names.

extension Session {
    /// The first time an end goes back by so many changes only: most forks are near the end.
    static let stepBack: UInt64 = 256
    /// How often one session goes back in one feed: an end that answers falsely must not keep us busy.
    static let contradictionsMax = 6

    // MARK: What is on our disk

    /// Follows what a commit has changed, and says what of it can be forwarded from memory.
    mutating func take(_ moves: [FeedMove], in index: FeedIndex) -> [MovedHead] {
        var heads: [MovedHead] = []
        var cut = OrderedSet<FeedID>()
        for move in moves {
            switch move {
            case .head(let head):
                self.advanced(head, in: index)
                heads.append(head)
            case .cut(let strand):
                self.cut(strand, in: index)
                cut.append(index.feed(at: strand.place).root)
            case .withdrawn(let end): self.withdrawn(end, in: index)
            }
        }
        // Their names may have changed since: they are read from the store.
        return cut.isEmpty ? heads : heads.filter { !cut.contains($0.change.feed.root) }
    }

    /// A fork has cut a strand. Whether the other end has what lies behind the cut is open: what it
    /// said was about a strand that may have gone on otherwise there.
    private mutating func cut(_ cut: MovedCut, in index: FeedIndex) {
        self.grow(to: index)
        guard self.progress[cut.place].isCarried else { return }
        if let old = cut.digests.old { self.scope.remove(old) }
        if let new = cut.digests.new { self.scope.insert(new) }
        if let rest = cut.restDigest { self.scope.insert(rest) }
        let base = index.feed(at: cut.rest).base
        self.progress[cut.place].known = min(self.progress[cut.place].known, base)
        self.progress[cut.place].sent = min(self.progress[cut.place].sent, base)
        self.progress[cut.rest].isStopped = self.progress[cut.place].isStopped
        self.missing.removeValue(forKey: index.feed(at: cut.place))
        self.forget(missing: index.feed(at: cut.rest), upTo: index.head(at: cut.rest).number)
        self.settle(cut.place, in: index)
        self.settle(cut.rest, in: index)
    }

    /// We have of a feed what the other end has.
    mutating func forget(missing feed: FeedID, upTo number: UInt64) {
        guard let theirs = self.missing[feed], theirs <= number else { return }
        self.missing.removeValue(forKey: feed)
    }

    // MARK: Sending

    /// What lies before a fork goes before what lies behind it.
    static func strandsInOrder(_ requests: [ReadRequest]) -> [ReadRequest] {
        guard requests.contains(where: { $0.feed.branch != nil }) else { return requests }
        let plain = requests.filter { $0.feed.branch == nil }
        let branches = requests.filter { $0.feed.branch != nil }
        return plain + branches.sorted { ($0.feed.base, $0.feed) < ($1.feed.base, $1.feed) }
    }

    // MARK: Answers

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
            for place in places { self.stop(place, in: index) }
            notices.append(
                .refusedByPeer(
                    self.link,
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
                self.contradicted(position.feed, by: batch.number, in: index)
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
        if !open.isEmpty { self.judge(open.values.elements, batch.number, positions, in: index) }
    }

    /// What the other end did not confirm under the name by which we know it.
    private mutating func judge(
        _ stretches: [SentStretch],
        _ batch: UInt64,
        _ positions: [FeedPosition],
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
                self.contradicted(feed, by: batch, in: index)
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
    }

    /// The other end is on another branch of a feed than ours, we do not know since where: all that
    /// we have of the feed is sent again, at first from a little further back.
    ///
    /// - Parameter batch: which batch was answered; nil when positions were compared.
    mutating func contradicted(_ feed: FeedID, by batch: UInt64? = nil, in index: FeedIndex) {
        var contradiction = self.contradictions[feed.root] ?? Contradiction()
        if let batch, batch < contradiction.sinceBatch { return }
        guard contradiction.count < Self.contradictionsMax else { return }
        contradiction.count += 1
        contradiction.sinceBatch = self.line.nextBatch
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
