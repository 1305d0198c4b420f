internal import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

/// Our own past, and the fresh feeds in which all goes on once it is in doubt (design, D7).
struct Incarnations {
    let transaction: Transaction

    /// Draws a new incarnation, in which all is written from now on.
    func begin() -> UInt64 {
        let incarnation = FeedID.ordinary(self.transaction.draw())
        self.transaction.state.incarnation = incarnation
        self.transaction.changes.meta[.incarnation] = .number(Int64(bitPattern: incarnation))
        return incarnation
    }

    /// Goes on in fresh feeds, so that nothing written from now on stands behind a change of our own that is damaged.
    func leaveDamaged() {
        let incarnation = self.begin()
        self.transaction.news.notices.append(.incarnationOpened(incarnation, .ownChangeDamaged))
    }

    /// Goes on in fresh feeds, so that nothing written from now on can collide with what this node
    /// may have written and forgotten.
    ///
    /// - Parameters:
    ///   - missing: how many acknowledged changes of our own the fence knows of that are not here; nil
    ///     when it does not know.
    ///   - claimant: the neighbour on whose word it is done.
    func open(
        _ reason: IncarnationReason,
        missing: Int64? = nil,
        claimedBy claimant: OfficePath? = nil
    ) {
        let incarnation = self.begin()
        self.transaction.news.notices.append(.incarnationOpened(incarnation, reason))
        self.transaction.record(
            PastNews.incarnationOpened(
                reason,
                incarnation,
                claimedBy: claimant,
                at: self.transaction.now
            )
        )
        self.keep(self.lost(reason, missing, claimedBy: claimant?.office.text))
    }

    /// What is known of our past once we have reason to doubt it.
    private func lost(
        _ reason: IncarnationReason,
        _ missing: Int64?,
        claimedBy claimant: String?
    ) -> LostPast {
        let past = self.transaction.state.past
        guard var lost = past.lost, !lost.isOfCopy else {
            // What seemed to be a copy's work came back to us, too.
            return LostPast(
                copyAt: reason == .storeSalvaged ? nil : past.copyAt,
                missing: missing,
                recovered: past.lost?.recovered ?? 0,
                forks: past.lost?.forks ?? 0,
                claimedBy: claimant
            )
        }
        // Lost once more before all had come back: what was still missing then is in the count.
        if let missing { lost.missing = (lost.missing ?? 0) + missing }
        return lost
    }

    /// Goes on in fresh feeds if the stamps in the present ones have run so far ahead of the clock that
    /// others would hold whatever is written next. Stamps must rise within a feed only (decision 0015).
    func leaveStampsAhead() {
        let now = self.transaction.now
        let isAhead = self.transaction.state.clock.isAhead(at: now)
        guard isAhead, self.transaction.context.steps.takes(.stampsAhead) else { return }
        let datedTo = self.transaction.state.clock.latest.milliseconds
        let incarnation = self.begin()
        self.transaction.news.notices.append(.clockCorrected(incarnation))
        self.transaction.state.clock = HybridClock()
        self.transaction.state.restoreClock(of: self.transaction.context.author, at: now)
        self.transaction.record(
            PastNews.clockCorrected(
                datedTo: datedTo,
                incarnation,
                isBehind: now < self.transaction.context.limits.earliestMilliseconds,
                at: now
            )
        )
    }

    // MARK: What comes back

    /// Remembers how far we are with fetching back what was lost.
    private func keep(_ lost: LostPast?) {
        self.transaction.state.past.lost = lost
        self.transaction.changes.meta[.lostPast] =
            lost.map { .bytes($0.encoded()) } ?? MetaValue.none
    }

    /// A neighbour has given a change of our own that was not here.
    func noteReturned(_ change: Change, isBranch: Bool) {
        let past = self.transaction.state.past
        // What was written since something was last said of a loss, this node has not lost: another one has its key.
        let mayBeLost =
            past.lossNoticedAt.map { change.stamp.milliseconds <= $0 } ?? false
        var lost =
            past.lost ?? LostPast(copyAt: past.copyAt, missing: nil, isOfCopy: !mayBeLost)
        // It was told to be lost.
        if mayBeLost, lost.missing ?? 0 == 0 { self.noteGone(-1) }
        lost.came()
        if isBranch { lost.forks += 1 }
        self.keep(lost)
    }

    /// Damaged changes of our own, of which nothing tells what they said, are lost with what is missing.
    func noteLost(_ count: Int) {
        guard count > 0, var lost = self.transaction.state.past.lost, let missing = lost.missing
        else { return }
        lost.missing = missing + Int64(count)
        self.noteGone(-Int64(count))
        self.keep(lost)
    }

    /// Changes of our own are gone, or some of these are here again. They stay in the count of what was written: what the
    /// fence and an older copy of this store have counted can be held against each other only so.
    func noteGone(_ count: Int64) {
        let gone = max(0, self.transaction.state.past.goneCount + count)
        self.transaction.state.past.goneCount = gone
        self.transaction.changes.meta[.gone] = .number(gone)
    }

    /// The offices whose nodes may have something of ours: our parent, and the children that have nodes.
    private var neighbours: [OfficePath] {
        let own = self.transaction.identity.path
        let directory = self.transaction.state.directory
        let children = directory.offices.filter {
            $0.path.parent == own && $0.hostedBy == nil && !directory.successions.isLeft($0.path)
        }
        return (own.parent.map { [$0] } ?? []) + children.map(\.path).sorted()
    }

    /// Says what came back and what did not.
    func conclude(from sources: [String], asked: [OfficePath]) -> StoreEvent? {
        guard let lost = self.transaction.state.past.lost else { return nil }
        let now = self.transaction.now
        // What is not told now stays in the count of the next time.
        if lost.isOfCopy, !self.transaction.state.quotas.copies.take(at: now) { return nil }
        let event =
            lost.isOfCopy
            ? PastNews.copyWrites(lost, from: sources, at: now)
            : PastNews.pastRecovered(
                lost,
                from: sources,
                unasked: self.neighbours.filter { !asked.contains($0) },
                isRoot: self.transaction.identity.path.parent == nil,
                at: now
            )
        self.transaction.record(event)
        self.noteGone(lost.missing ?? 0)
        self.keep(nil)
        return event
    }
}
