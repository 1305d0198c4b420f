internal import OrderedCollections

/// One office's part in the protocol: everything it has on disk, and a session for each link.
///
/// Pure: the same state and the same event give the same state and actions. The driver carries the
/// actions out in order and reports back with events; the store answers like a neighbour. Nothing is
/// acknowledged to a neighbour but on ``Event/committed(_:)``.
package struct Relay: Sendable, Equatable {
    package static let versions: [UInt64] = [1]

    package let office: OfficePath
    package let context: TreeContext
    package let own: OwnAuthors
    package let limits: RelayLimits
    /// What the greetings say of this process; see ``Hello/process``.
    package let process: UInt64?
    var book: LinkBook
    private var reorganisation: ReorganisationDesk
    var repair: RepairDesk
    var claims: ClaimWatch
    /// Attached files that neighbours want and that are fetched from them.
    var contents: ContentDesk

    /// - Parameters:
    ///   - own: who writes and has written on this node.
    ///   - incarnation: in which this node writes now; nil when it is not known.
    ///   - positions: all that are on disk.
    ///   - damaged: what of it is known to be damaged.
    ///   - process: 32 random bits drawn when the process began.
    package init(
        office: OfficePath,
        context: TreeContext,
        own: OwnAuthors,
        incarnation: UInt64? = nil,
        positions: [FeedPosition],
        damaged: [ChangePlace] = [],
        successions: Successions = .none,
        charters: Charters = .none,
        limits: RelayLimits = RelayLimits(),
        process: UInt64? = nil
    ) {
        self.office = office
        self.context = context
        self.own = own
        self.claims = ClaimWatch(incarnation: incarnation)
        self.limits = limits
        self.process = process
        self.book = LinkBook(
            FeedIndex(positions, damaged: damaged, suite: context.suite),
            charters
        )
        self.reorganisation = ReorganisationDesk(successions)
        self.repair = RepairDesk(office: office, own: own)
        self.contents = ContentDesk(suite: context.suite)
    }

    /// - Parameter now: monotonic milliseconds.
    package mutating func step(_ event: Event, at now: Int64) -> [Action] {
        switch event {
        case .linkOpened(let link, let peer): return self.open(link, peer, at: now)
        case .frameReceived(let link, let bytes): return self.receive(link, bytes, at: now)
        case .linkClosed(let link):
            self.forget(link)
            return []
        case .committed(let report): return self.committed(report, at: now)
        case .read(let link, let changes): return self.read(link, changes, at: now)
        case .damaged(let changes): return self.damaged(changes, at: now)
        case .compare(let link):
            let heartbeat = self.book.modify(link) { session, _ in session.compare(at: now) }
            return heartbeat.map { [self.book.send(.ping($0), over: link, at: now)] } ?? []
        case .certified(let link, let statement):
            guard self.book[link] != nil else { return [] }
            return [self.book.send(.equality(statement), over: link, at: now)]
        case .restrict(let link, let lane):
            self.book.modify(link) { session, _ in session.line.lowestLane = lane }
            return self.pump(link, at: now)
        case .incarnationOpened(let incarnation):
            self.claims.incarnation = incarnation
            return []
        case .reorganised(let successions):
            self.reorganisation.learn(successions, in: &self.book, at: now)
            return []
        case .content(let event): return self.contents.step(event, over: &self.book, at: now)
        case .tick: return self.tick(at: now)
        case .note(let link, let message):
            guard self.book[link]?.phase.isGreeted == true else { return [] }
            return [self.book.send(.note(message), over: link, at: now)]
        case .statementHeard(let link):
            self.book.modify(link) { session, _ in session.statements.heard(at: now) }
            return []
        }
    }

    package var tree: TreeID { self.context.tree }

    /// Every feed that is on disk here.
    package var index: FeedIndex { self.book.index }

    /// What is known here of offices that have moved.
    package var successions: Successions { self.reorganisation.successions }

    /// How each link stands, in the order in which they were opened.
    package var links: [LinkProgress] {
        self.book.sessions.values.map { $0.state(in: self.book.index) }
    }

    /// The links past the search for what differs.
    package var streamingLinks: [LinkID] { self.book.links(where: \.phase.isStreaming) }

    /// The links whose ends have the same, as the other end last said.
    package var linksInStep: [LinkID] { self.book.links(where: \.isInStep) }

    package var isLinked: Bool { !self.book.sessions.isEmpty }

    /// Over the positions of all feeds that are on disk here.
    package var headsDigest: Digest256 { self.book.index.digest }

    // MARK: Opening and closing

    private mutating func open(_ link: LinkID, _ peer: OfficePath, at now: Int64) -> [Action] {
        let ends = SessionEnds(
            link: link,
            peer: peer,
            office: self.office,
            own: self.own,
            successions: self.successions,
            suite: self.context.suite
        )
        let session = Session(ends, self.book.charters, in: self.book.index, at: now)
        self.book.open(session)
        self.contents.opened(link, to: peer)
        let hello = Hello(
            versions: Self.versions,
            tree: self.tree,
            path: self.office,
            scopeDigest: session.copies.scopeDigest,
            creditByteCount: UInt64(self.limits.creditByteCount),
            successionsDigest: ends.successions.digest(by: ends.suite),
            process: self.process
        )
        return [self.book.send(.hello(hello), over: link, at: now)]
    }

    private mutating func forget(_ link: LinkID) {
        self.book.close(link)
        self.contents.closed(link)
    }

    mutating func end(_ link: LinkID, _ reason: LinkEnd) -> [Action] {
        self.forget(link)
        return [.close(link, reason)]
    }

    // MARK: Time

    private mutating func tick(at now: Int64) -> [Action] {
        var actions: [Action] = []
        for link in self.reorganisation.due(in: self.book, at: now) {
            actions += self.end(link, .reorganised)
        }
        actions += self.repair.ask(
            over: &self.book,
            at: now,
            every: self.limits.repairMilliseconds
        )
        for link in self.book.links { actions += self.tick(link, at: now) }
        return actions
    }

    private mutating func tick(_ link: LinkID, at now: Int64) -> [Action] {
        let limits = self.limits
        // Judged before anything is sent that has waited.
        let judged = self.book.modify(link) { session, _ in
            (end: session.overdue(at: now, limits), isBeatDue: session.isBeatDue(at: now, limits))
        }
        guard let judged else { return [] }
        var actions = self.pump(link, at: now)
        let notices = self.book.modify(link) { session, _ in
            session.watchStatements(at: now, limits)
        }
        actions += (notices ?? []).map(Action.notify)
        if let end = judged.end { return actions + self.end(link, end) }
        guard judged.isBeatDue else { return actions }
        let heartbeat = self.book.modify(link) { session, _ in session.beat(at: now) }
        return actions
            + (heartbeat.map { [self.book.send(.ping($0), over: link, at: now)] } ?? [])
    }
}
