// Greeting, and the search for what differs.

extension Session {
    /// The other end has greeted. Equal digests: everything is known of it already. Otherwise the
    /// search begins, with the pages that are returned.
    mutating func greeted(
        by hello: Hello,
        creditByteCountMax: Int,
        in index: FeedIndex,
        at now: Int64
    ) -> [ReconcilePage] {
        guard case .greeting(let greeting) = self.phase else { return [] }
        let acquaintance = Acquaintance(self.ends, ours: greeting.digest, theirs: hello)
        self.comparison.theirs = hello.scopeDigest
        self.line.give(creditByteCount: min(Int(hello.creditByteCount), creditByteCountMax))
        if !acquaintance.goesByMoves { self.withCopies { $0.goByPathsAlone(in: index) } }
        guard !acquaintance.isEqual else {
            self.beginStreaming(acquaintance, in: index)
            return []
        }
        self.certificate.want()
        return self.beginSearch(acquaintance, in: index, at: now)
    }

    private mutating func beginStreaming(_ acquaintance: Acquaintance, in index: FeedIndex) {
        self.enter(.streaming(acquaintance))
        self.withCopies { $0.settleAll(in: index) }
    }

    /// Begins a search: at once for the end that leads, with the pages that are returned.
    private mutating func beginSearch(
        _ acquaintance: Acquaintance,
        in index: FeedIndex,
        at now: Int64
    ) -> [ReconcilePage] {
        let carried = self.withCopies { $0.beginSearch(in: index) }
        let snapshot = ScopeSnapshot(
            carried,
            of: index,
            salt: acquaintance.salt,
            search: acquaintance.searchNumber
        )
        var conduct = Reconciliation(
            number: acquaintance.searchNumber,
            snapshot,
            isLeading: acquaintance.isLeading
        )
        let pages = acquaintance.isLeading ? conduct.firstTurn(in: index) : []
        self.enter(
            .reconciling(
                acquaintance,
                SessionPhase.Search(conduct: conduct, pageDueSince: now)
            )
        )
        return pages
    }

    /// Holds the other end's digest of what it has against ours.
    ///
    /// - Returns: whether both have the same, and the pages with which a new search begins if the
    ///   difference has lasted.
    mutating func heard(
        _ theirs: Digest256,
        in index: FeedIndex,
        at now: Int64
    ) -> (isEqual: Bool, pages: [ReconcilePage]) {
        self.comparison.theirs = theirs
        self.comparison.beatAt = now
        guard case .streaming(var acquaintance) = self.phase else { return (false, []) }
        let ours = self.copies.scopeDigest
        guard ours != theirs else {
            // The other end has all that we have, whatever its answers have said or left out.
            if self.comparison.isEqual(ours) { self.withCopies { $0.hasAll(in: index) } }
            return (true, [])
        }
        acquaintance.elect(ours: ours, theirs: theirs)
        self.enter(.streaming(acquaintance))
        guard self.isAtRest, acquaintance.isLeading,
            self.comparison.watch.differs(ours, theirs, at: now)
        else { return (false, []) }
        acquaintance.beginNextSearch()
        return (false, self.beginSearch(acquaintance, in: index, at: now))
    }

    /// Takes in a page of the search, and says what to answer. Nil when the page was not due.
    mutating func told(
        _ page: ReconcilePage,
        in index: FeedIndex,
        at now: Int64
    ) -> (pages: [ReconcilePage], notices: [Relay.Notice])? {
        self.followSearch(page, in: index, at: now)
        guard case .reconciling(let acquaintance, var search) = self.phase,
            search.conduct.admits(page)
        else { return nil }
        // Held here alone while it changes, so that nothing is copied.
        self.enter(.streaming(acquaintance))
        let notices = self.take(page, &search.conduct, in: index)
        guard page.isLast else {
            search.pageDueSince = now
            self.enter(.reconciling(acquaintance, search))
            return ([], notices)
        }
        let (pages, isComplete) = search.conduct.nextTurn(in: index)
        // What the other end does not answer, it has just so.
        for position in pages.lazy.flatMap(\.positions) {
            guard let place = index.place(of: position.feed) else { continue }
            self.withCopies { $0.assume(position.head.number, at: place, in: index) }
        }
        if isComplete {
            self.beginStreaming(acquaintance, in: index)
        } else {
            search.pageDueSince = now
            self.enter(.reconciling(acquaintance, search))
        }
        return (pages, notices)
    }

    /// Whether a page is the first of a new search, which the other end leads: then it begins here, too.
    private mutating func followSearch(_ page: ReconcilePage, in index: FeedIndex, at now: Int64) {
        guard case .streaming(var acquaintance) = self.phase,
            !acquaintance.isLeading || acquaintance.isTied, page.turn == 1, page.page == 0,
            page.search == acquaintance.searchNumber + 1
        else { return }
        acquaintance.giveWay()
        acquaintance.beginNextSearch()
        _ = self.beginSearch(acquaintance, in: index, at: now)
    }

    private mutating func take(
        _ page: ReconcilePage,
        _ conduct: inout Reconciliation,
        in index: FeedIndex
    ) -> [Relay.Notice] {
        let nextBatch = self.line.nextBatch
        return self.withCopies { copies in
            conduct.extend(to: index) { copies.progress[$0].isCarried }
            // What the other end lists is all that it has there.
            for range in page.listed {
                for place in conduct.places(in: range) { copies.assume(0, at: place, in: index) }
            }
            let isCarried = { [carriage = copies.carriage] (space: SpaceID) in
                carriage.carries(space)
            }
            var notices: [Relay.Notice] = []
            for position in page.positions + page.answers where isCarried(position.feed.space) {
                notices += copies.compare(position, nextBatch: nextBatch, in: index)
            }
            conduct.take(page, in: index, isCarried: isCarried)
            return notices
        }
    }
}
