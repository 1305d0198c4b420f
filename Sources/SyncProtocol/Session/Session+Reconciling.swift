import OrderedCollections

extension Session {
    /// The lower office begins the search for what differs; between two nodes of one office the one
    /// with the lesser digest does.
    private var isLeading: Bool {
        guard self.peer == self.office, let ours = self.helloDigest,
            let theirs = self.peerHelloDigest
        else { return self.peer.contains(self.office) }
        guard !self.haveGreetedAlike else { return self.isElected }
        guard ours == theirs else { return ours < theirs }
        return self.successions.digest ?? 0 < self.peerSuccessionsDigest ?? 0
    }

    /// Two nodes of one office that had and knew the same, so that the greeting gives neither the lead.
    private var haveGreetedAlike: Bool {
        self.peer == self.office && self.helloDigest == self.peerHelloDigest
            && self.successions.digest == self.peerSuccessionsDigest
    }

    /// Whether a feed waits to be sent.
    func isWaiting(_ place: Int) -> Bool { self.waiting.contains { $0.contains(place) } }

    /// How far the other end said that a feed reaches of which we have less.
    func missingNumber(of feed: FeedID) -> UInt64? { self.missing[feed] }

    var missingCount: Int { self.missing.count }

    /// The other end has greeted. Equal digests: everything is known of it already. Otherwise the
    /// search begins, with the pages that are returned.
    mutating func greeted(
        by hello: Hello,
        creditByteCountMax: Int,
        in index: FeedIndex,
        at now: Int64
    ) -> [ReconcilePage] {
        self.isGreeted = true
        self.peerHelloDigest = hello.scopeDigest
        self.peerScopeDigest = hello.scopeDigest
        self.line.creditByteCount = min(Int(hello.creditByteCount), creditByteCountMax)
        self.peerSuccessionsDigest = hello.successionsDigest
        let isOneScope = self.successions.digest == hello.successionsDigest
        if !isOneScope { self.goByPathsAlone(in: index) }
        guard let ours = self.helloDigest, ours != hello.scopeDigest || !isOneScope else {
            self.beginStreaming(in: index)
            return []
        }
        // What was different and then becomes equal is worth a certificate.
        self.wantsCertificate = true
        return self.beginSearch(in: index, at: now)
    }

    /// Begins a search: at once for the end that leads, with the pages that are returned.
    private mutating func beginSearch(in index: FeedIndex, at now: Int64) -> [ReconcilePage] {
        guard let ours = self.helloDigest, let theirs = self.peerHelloDigest else { return [] }
        self.phase = .reconciling
        self.pageDueSince = now
        self.missing = [:]
        self.contradictions = [:]
        let carried = (0..<index.count).filter {
            self.progress[$0].isCarried && index.head(at: $0).number > 0
        }
        for place in carried { self.assume(index.head(at: place).number, at: place, in: index) }
        let snapshot = ScopeSnapshot(
            carried,
            of: index,
            salt: self.isLeading ? [ours, theirs] : [theirs, ours],
            search: self.searchNumber
        )
        var reconciliation = Reconciliation(
            number: self.searchNumber,
            snapshot,
            isLeading: self.isLeading
        )
        let pages = self.isLeading ? reconciliation.firstTurn(in: index) : []
        self.reconciliation = reconciliation
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
        self.peerScopeDigest = theirs
        self.lastBeatAt = now
        let ours = self.scope.value
        guard self.phase == .streaming, ours != theirs else {
            if self.phase == .streaming { self.isProvenEqual(ours, in: index) }
            return (self.phase == .streaming, [])
        }
        self.isElected = ours < theirs
        guard self.isAtRest, self.isLeading, self.comparison.differs(ours, theirs, at: now) else {
            return (false, [])
        }
        self.searchNumber += 1
        return (false, self.beginSearch(in: index, at: now))
    }

    /// The other end has all that we have, whatever its answers have said or left out.
    private mutating func isProvenEqual(_ digest: Digest256, in index: FeedIndex) {
        self.comparison.isEqual()
        guard self.provenDigest != digest else { return }
        self.provenDigest = digest
        self.missing = [:]
        self.grow(to: index)
        for place in 0..<index.count where self.progress[place].isCarried {
            self.assume(index.head(at: place).number, at: place, in: index)
            self.settle(place, in: index)
        }
    }

    /// Whether a page is the first of a new search, which the other end leads.
    private func begins(_ page: ReconcilePage) -> Bool {
        self.phase == .streaming && (!self.isLeading || self.haveGreetedAlike) && page.turn == 1
            && page.page == 0 && page.search == self.searchNumber + 1
    }

    /// Takes in a page of the search, and says what to answer. Nil when the page was not due.
    mutating func told(
        _ page: ReconcilePage,
        in index: FeedIndex,
        author: AuthorID,
        at now: Int64
    ) -> (pages: [ReconcilePage], notices: [Relay.Notice])? {
        if self.begins(page) {
            self.isElected = false
            self.searchNumber += 1
            _ = self.beginSearch(in: index, at: now)
        }
        guard var reconciliation = self.reconciliation, reconciliation.admits(page) else {
            return nil
        }
        // Held here alone while it changes, so that nothing is copied.
        self.reconciliation = nil
        self.pageDueSince = now
        reconciliation.extend(to: index) { self.progress[$0].isCarried }
        // What the other end lists is all that it has there.
        for range in page.listed {
            for place in reconciliation.places(in: range) { self.assume(0, at: place, in: index) }
        }
        let isCarried = { [carriage] (space: SpaceID) in carriage.carries(space) }
        var notices: [Relay.Notice] = []
        for position in page.positions + page.answers where isCarried(position.feed.space) {
            notices += self.compare(position, in: index, author: author)
        }
        reconciliation.take(page, in: index, isCarried: isCarried)
        guard page.isLast else {
            self.reconciliation = reconciliation
            return ([], notices)
        }
        let (pages, isComplete) = reconciliation.nextTurn(in: index)
        // What the other end does not answer, it has just so.
        for position in pages.lazy.flatMap(\.positions) {
            if let place = index.place(of: position.feed) {
                self.assume(position.head.number, at: place, in: index)
            }
        }
        if isComplete {
            self.beginStreaming(in: index)
        } else {
            self.reconciliation = reconciliation
        }
        return (pages, notices)
    }

    /// Takes the other end's copy of a feed to reach to a number, before anything was sent.
    private mutating func assume(_ number: UInt64, at place: Int, in index: FeedIndex) {
        let number = max(number, index.feed(at: place).base)
        self.progress[place].known = number
        self.progress[place].sent = number
    }

    /// Holds the other end's position against ours.
    private mutating func compare(
        _ theirs: FeedPosition,
        in index: FeedIndex,
        author: AuthorID
    ) -> [Relay.Notice] {
        let place = index.place(of: theirs.feed)
        let ours = place.map { index.head(at: $0) }
        var isContradicted = false
        if let place, let ours {
            self.assume(theirs.head.number, at: place, in: index)
            isContradicted =
                ours.number == theirs.head.number && ours.digest != theirs.head.digest
            if isContradicted { self.contradicted(theirs.feed, in: index) }
            self.settle(place, in: index)
        }
        let isAhead = theirs.head.number > ours?.number ?? theirs.feed.base
        // Where we have cut a strand because of a fork, the other end does not know of it yet.
        let isCut = theirs.feed.branch == nil && index.isForked(theirs.feed)
        if isAhead, !isCut, self.missing.count < WireLimits.missingFeedsMax {
            self.missing[theirs.feed] = theirs.head.number
        }
        return theirs.feed.author == author && (isAhead || isContradicted)
            ? [.ownFeedAhead(self.link, theirs.feed, theirs: theirs.head)] : []
    }
}
