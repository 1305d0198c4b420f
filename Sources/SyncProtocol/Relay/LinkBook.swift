internal import OrderedCollections

/// What an office has on its disk, and its links: what every part of a relay works with.
struct LinkBook: Sendable, Equatable {
    var index: FeedIndex
    /// What is known here of cases.
    private(set) var charters: Charters
    /// In the order in which they were opened.
    private(set) var sessions: OrderedDictionary<LinkID, Session> = [:]

    init(_ index: FeedIndex, _ charters: Charters) {
        self.index = index
        self.charters = charters
    }

    /// More is known of cases: the links carry what they must have carried since.
    mutating func use(_ charters: Charters) {
        self.charters = charters
        self.modifyAll { session, index in session.withCopies { $0.use(charters, in: index) } }
    }

    subscript(link: LinkID) -> Session? { self.sessions[link] }

    var links: OrderedSet<LinkID> { self.sessions.keys }

    func links(where holds: (Session) -> Bool) -> [LinkID] {
        self.sessions.keys.indices.filter { holds(self.sessions.values[$0]) }
            .map { self.sessions.keys[$0] }
    }

    mutating func open(_ session: Session) { self.sessions[session.ends.link] = session }

    mutating func close(_ link: LinkID) { self.sessions.removeValue(forKey: link) }

    /// Changes a session in place: copying it would cost a copy of what it knows of every feed.
    @discardableResult
    mutating func modify<Result>(
        _ link: LinkID,
        _ body: (inout Session, FeedIndex) -> Result
    ) -> Result? {
        guard let place = self.sessions.index(forKey: link) else { return nil }
        return body(&self.sessions.values[place], self.index)
    }

    mutating func modifyAll(_ body: (inout Session, FeedIndex) -> Void) {
        for place in self.sessions.values.indices {
            body(&self.sessions.values[place], self.index)
        }
    }

    // MARK: Sending

    mutating func send(_ frame: Frame, over link: LinkID, at now: Int64) -> Relay.Action {
        self.modify(link) { session, _ in session.lastSentAt = now }
        return .send(link, frame.encoded())
    }

    mutating func send(_ frames: [Frame], over link: LinkID, at now: Int64) -> [Relay.Action] {
        frames.map { self.send($0, over: link, at: now) }
    }
}
