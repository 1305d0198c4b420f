internal import OrderedCollections

/// One office's part in the protocol: everything it has on disk, and a session for each link.
///
/// Pure: the same state and the same event give the same state and actions. The driver carries the
/// actions out in order and reports back with events; the store answers like a neighbour. Nothing is
/// acknowledged to a neighbour but on ``Event/committed(_:)``.
package struct Relay: Sendable, Equatable {
    package static let versions: [UInt64] = [1]

    package let office: OfficePath
    package let tree: TreeID
    package let author: AuthorID
    package let limits: RelayLimits
    /// What the greetings say of this process; see ``Hello/process``.
    package let process: UInt64?
    package internal(set) var index: FeedIndex
    /// What is known here of offices that have moved.
    package internal(set) var successions: Successions
    var reorganisation = ReorganisationWatch()
    /// When people were told of a damaged change of our own that nobody else has, monotonic milliseconds.
    var lostToldAt: OrderedDictionary<ChangePlace, Int64> = [:]
    private(set) var sessions: OrderedDictionary<LinkID, Session> = [:]
    private var claims: ClaimWatch
    /// Attached files that neighbours want and that are fetched from them.
    var contents = ContentDesk()

    /// - Parameters:
    ///   - incarnation: in which this node writes now; nil when it is not known.
    ///   - positions: all that are on disk.
    ///   - damaged: what of it is known to be damaged.
    ///   - process: 32 random bits drawn when the process began.
    package init(
        office: OfficePath,
        tree: TreeID,
        author: AuthorID,
        incarnation: UInt64? = nil,
        positions: [FeedPosition],
        damaged: [ChangePlace] = [],
        successions: Successions = .none,
        limits: RelayLimits = RelayLimits(),
        process: UInt64? = nil
    ) {
        self.office = office
        self.tree = tree
        self.author = author
        self.claims = ClaimWatch(incarnation: incarnation)
        self.limits = limits
        self.process = process
        self.index = FeedIndex(positions, damaged: damaged)
        self.successions = successions
    }

    /// - Parameter now: monotonic milliseconds.
    package mutating func step(_ event: Event, at now: Int64) -> [Action] {
        switch event {
        case .linkOpened(let link, let peer): return self.open(link, peer, at: now)
        case .frameReceived(let link, let bytes): return self.receive(link, bytes, at: now)
        case .linkClosed(let link):
            self.sessions.removeValue(forKey: link)
            self.contents.closed(link)
            return []
        case .committed(let report): return self.committed(report, at: now)
        case .read(let link, let changes): return self.read(link, changes, at: now)
        case .damaged(let changes): return self.damaged(changes, at: now)
        case .compare(let link): return self.compare(link, at: now)
        case .certified(let link, let statement):
            guard self.sessions[link] != nil else { return [] }
            return [self.send(.equality(statement), link, at: now)]
        case .restrict(let link, let lane):
            self.modify(link) { session, _ in session.lowestLane = lane }
            return self.pump(link, at: now)
        case .incarnationOpened(let incarnation):
            self.claims.incarnation = incarnation
            return []
        case .reorganised(let successions): return self.reorganised(successions, at: now)
        case .content(let event): return self.step(event, at: now)
        case .tick: return self.tick(at: now)
        case .note(let link, let message): return self.say(message, over: link, at: now)
        case .statementHeard(let link): return self.heardStatement(over: link, at: now)
        }
    }

    /// How each link stands, in the order in which they were opened.
    package var links: [LinkProgress] { self.sessions.values.map { $0.state(in: self.index) } }

    /// The links past the search for what differs.
    package var streamingLinks: [LinkID] {
        self.sessions.keys.indices.filter { self.sessions.values[$0].phase == .streaming }
            .map { self.sessions.keys[$0] }
    }

    /// The links whose ends have the same, as the other end last said.
    package var linksInStep: [LinkID] {
        self.sessions.keys.indices.filter { self.sessions.values[$0].isInStep }
            .map { self.sessions.keys[$0] }
    }

    package var isLinked: Bool { !self.sessions.isEmpty }

    func isGreeted(_ link: LinkID) -> Bool { self.sessions[link]?.isGreeted == true }

    /// Over the positions of all feeds that are on disk here.
    package var headsDigest: Digest256 { self.index.digest }

    // MARK: Opening and closing

    private mutating func open(_ link: LinkID, _ peer: OfficePath, at now: Int64) -> [Action] {
        var session = Session(
            link: link,
            peer: peer,
            office: self.office,
            author: self.author,
            successions: self.successions,
            index: self.index,
            at: now
        )
        let digest = session.scope.value
        session.helloDigest = digest
        self.sessions[link] = session
        self.contents.opened(link, to: peer)
        let hello = Hello(
            versions: Self.versions,
            tree: self.tree,
            path: self.office,
            scopeDigest: digest,
            creditByteCount: UInt64(self.limits.creditByteCount),
            successionsDigest: session.successions.digest,
            process: self.process
        )
        return [self.send(.hello(hello), link, at: now)]
    }

    mutating func end(_ link: LinkID, _ reason: LinkEnd) -> [Action] {
        self.sessions.removeValue(forKey: link)
        self.contents.closed(link)
        return [.close(link, reason)]
    }

    mutating func send(_ frame: Frame, _ link: LinkID, at now: Int64) -> Action {
        self.sessions[link]?.lastSentAt = now
        return .send(link, frame.encoded())
    }

    mutating func send(_ frames: [Frame], _ link: LinkID, at now: Int64) -> [Action] {
        frames.map { self.send($0, link, at: now) }
    }

    private mutating func tick(at now: Int64) -> [Action] {
        var actions = self.renewReorganised(at: now) + self.repair(at: now)
        for (link, session) in self.sessions {
            actions += self.pump(link, at: now)
            actions += self.watchStatements(over: link, at: now)
            if session.phase == .greeting, now - session.openedAt > self.limits.helloMillisecondsMax
            {
                actions += self.end(link, .helloTimeout)
            } else if session.phase == .reconciling,
                now - session.pageDueSince > self.limits.pageMillisecondsMax
            {
                actions += self.end(link, .reconcileTimeout)
            } else if let since = session.line.answerDueSince,
                now - since > self.limits.acknowledgementMillisecondsMax
            {
                actions += self.end(link, .acknowledgementTimeout)
            } else if now - session.lastReceivedAt > self.limits.silenceMillisecondsMax {
                actions += self.end(link, .silence)
            } else if session.wantsComparison
                || now - max(session.lastSentAt, session.lastReceivedAt)
                    > self.limits.pingAfterMilliseconds
                || now - session.lastBeatAt > self.limits.beatMillisecondsMax
            {
                let heartbeat = session.heartbeat(UInt64(max(0, now)))
                self.modify(link) { session, _ in
                    session.comparison.ask(heartbeat.scopeDigest)
                    session.lastBeatAt = now
                }
                actions.append(self.send(.ping(heartbeat), link, at: now))
            }
        }
        return actions
    }

    // MARK: Frames

    private mutating func receive(_ link: LinkID, _ bytes: [UInt8], at now: Int64) -> [Action] {
        guard self.sessions[link] != nil else { return [] }
        self.sessions[link]?.lastReceivedAt = now
        let frame: Frame
        do throws(CBORError) {
            frame = try Frame(decoding: bytes)
        } catch {
            return self.end(link, .malformedFrame(error.description))
        }
        switch frame {
        case .hello(let hello): return self.greeted(link, hello, at: now)
        case .bye(let reason): return self.end(link, .farewell(PeerWord.cleaned(reason)))
        default: break
        }
        guard self.sessions[link]?.isGreeted == true else {
            return self.end(link, .outOfTurn("greeting"))
        }
        return self.take(frame, from: link, at: now)
    }

    /// Takes in a frame of an end that has greeted.
    private mutating func take(_ frame: Frame, from link: LinkID, at now: Int64) -> [Action] {
        switch frame {
        case .reconcile(let page): return self.told(link, page, at: now)
        case .changes(let batch): return self.delivered(link, batch)
        case .acknowledgement(let acknowledgement):
            return self.acknowledged(link, acknowledgement, at: now)
        case .ping(let heartbeat):
            let answer = self.sessions[link]?.heartbeat(heartbeat.number)
            return self.beat(link, heartbeat, at: now)
                + (answer.map { [self.send(.pong($0), link, at: now)] } ?? [])
        case .pong(let heartbeat): return self.beat(link, heartbeat, at: now)
        case .equality(let statement): return self.told(link, statement)
        case .fragment(let fragment): return self.received(fragment, from: link, at: now)
        case .progress(let byteCount):
            self.modify(link) { session, _ in
                session.line.progressed(to: byteCount, at: now)
            }
            return self.pump(link, at: now)
        case .note(let message): return self.heard(message, over: link)
        case .want(let place):
            return self.wanted(place, over: link, at: now) ?? self.end(link, .outOfTurn("want"))
        case .chunk(let chunk): return self.arrived(chunk, over: link, at: now)
        case .again(let change):
            self.modify(link) { session, index in session.wantsAgain(change, in: index) }
            return self.pump(link, at: now)
        case .hello, .bye: return []
        }
    }

    private mutating func received(
        _ fragment: Fragment,
        from link: LinkID,
        at now: Int64
    ) -> [Action] {
        let outcome = self.modify(link) { session, _ in session.assembly.take(fragment) }
        guard let outcome, outcome != .outOfTurn else {
            return self.end(link, .outOfTurn("fragment"))
        }
        if fragment.lane == UInt64(Lane.attachments.rawValue) {
            self.contents.links[link]?.heard(at: now)
        }
        let byteCount = self.sessions[link]?.assembly.receivedByteCount ?? 0
        let progress = self.send(.progress(byteCount), link, at: now)
        guard case .finished(let bytes) = outcome else { return [progress] }
        // Only what is long travels in pieces.
        switch try? Frame(decoding: bytes) {
        case .changes(let batch)?: return [progress] + self.delivered(link, batch)
        case .chunk(let chunk)?: return [progress] + self.arrived(chunk, over: link, at: now)
        default: return self.end(link, .malformedFrame("put together from fragments"))
        }
    }

    private mutating func greeted(_ link: LinkID, _ hello: Hello, at now: Int64) -> [Action] {
        guard let session = self.sessions[link] else { return [] }
        guard !session.isGreeted else {
            return self.end(link, .outOfTurn("hello"))
        }
        guard hello.versions.contains(where: Self.versions.contains) else {
            return self.end(link, .noCommonVersion)
        }
        guard hello.tree == self.tree else { return self.end(link, .wrongTree) }
        guard hello.path == session.peer else { return self.end(link, .notWhoItSeemed) }
        let creditByteCountMax = self.limits.sendingByteCountMax
        let pages = self.modify(link) { session, index in
            session.greeted(
                by: hello,
                creditByteCountMax: creditByteCountMax,
                in: index,
                at: now
            )
        }
        let isEqual = self.sessions[link]?.phase == .streaming
        let greeted = hello.process.map { [Action.notify(.greeted(link, process: $0))] } ?? []
        if isEqual { return greeted + self.found(equal: link) + self.pump(link, at: now) }
        return greeted + (pages ?? []).map { self.send(.reconcile($0), link, at: now) }
    }

    private mutating func told(_ link: LinkID, _ page: ReconcilePage, at now: Int64) -> [Action] {
        let author = self.author
        let result = self.modify(link) { session, index in
            session.told(page, in: index, author: author, at: now)
        }
        guard let result, let (pages, notices) = result else {
            return self.end(link, .outOfTurn("reconcile"))
        }
        return self.admitted(notices, at: now).map(Action.notify)
            + pages.map { self.send(.reconcile($0), link, at: now) }
            + self.pump(link, at: now)
    }

    /// All but claims about our own feeds that do not count.
    private mutating func admitted(_ notices: [Notice], at now: Int64) -> [Notice] {
        notices.filter { notice in
            guard case .ownFeedAhead(_, let feed, _) = notice else { return true }
            return self.claims.admits(feed, at: now, self.limits)
        }
    }

    private mutating func beat(
        _ link: LinkID,
        _ heartbeat: Heartbeat,
        at now: Int64
    ) -> [Action] {
        let heard = self.modify(link) { session, index in
            session.heard(heartbeat.scopeDigest, in: index, at: now)
        }
        guard let heard else { return [] }
        return (heard.isEqual ? self.found(equal: link) : [])
            + heard.pages.map { self.send(.reconcile($0), link, at: now) }
    }

    private mutating func delivered(_ link: LinkID, _ batch: ChangeBatch) -> [Action] {
        guard let session = self.sessions[link] else { return [] }
        guard
            self.sessions[link]?.accept(batch, creditByteCount: self.limits.creditByteCount) == true
        else { return self.end(link, .creditExceeded) }
        let id = BatchID(link: link, number: batch.number)
        let pieces = FlowParts(batch.changes, over: link, from: session.peer, at: self.office).parts
        // An empty batch wants its answer, too.
        guard !pieces.isEmpty else { return [.ingest(id, session.carriage, [])] }
        return pieces.map { .ingest(id, session.carriage, $0.changes) }
    }

    private mutating func acknowledged(
        _ link: LinkID,
        _ acknowledgement: BatchAcknowledgement,
        at now: Int64
    ) -> [Action] {
        let notices = self.modify(link) { session, index in
            session.acknowledged(acknowledgement, in: index, at: now)
        }
        return (notices ?? []).map(Action.notify) + self.pump(link, at: now)
    }

    // MARK: The store's answers

    private mutating func committed(_ report: CommitReport, at now: Int64) -> [Action] {
        let moves = self.index.take(report)
        // Whoever sent a change has it: noted before anything is forwarded.
        let noted = report.batches.map { self.noteSender(of: $0) }
        var actions = noted.flatMap(\.notices).map(Action.notify)
        for batch in noted.compactMap(\.whole) { actions += self.acknowledge(batch, at: now) }
        actions += self.mended(report.mended, at: now)
        if !moves.isEmpty {
            for link in self.sessions.keys { actions += self.forward(moves, over: link, at: now) }
        }
        return actions
    }

    /// - Returns: the whole batch, once all of it is on disk, and what is to be told.
    private mutating func noteSender(
        of batch: CommitReport.Batch
    ) -> (whole: CommitReport.Batch?, notices: [Notice]) {
        let noted = self.modify(batch.id.link) { session, index in
            let notices = session.delivered(batch.outcomes, in: index)
            return (session.stored(batch.id.number, batch.outcomes), notices)
        }
        let whole = noted?.0.map { CommitReport.Batch(id: batch.id, outcomes: $0) }
        return (whole, noted?.1 ?? [])
    }

    private mutating func forward(
        _ moves: [FeedMove],
        over link: LinkID,
        at now: Int64
    ) -> [Action] {
        let frames = self.modify(link) { session, index in
            session.forward(session.take(moves, in: index), in: index, at: now)
        }
        return self.send(frames ?? [], link, at: now) + self.pump(link, at: now)
    }

    private mutating func acknowledge(_ batch: CommitReport.Batch, at now: Int64) -> [Action] {
        guard self.sessions[batch.id.link] != nil else { return [] }
        var refusals: [BatchAcknowledgement.Refusal] = []
        for outcome in batch.outcomes {
            guard let feed = outcome.feed, case .quarantined(let reason) = outcome.verdict else {
                continue
            }
            refusals.append(.init(feed: feed, number: outcome.number ?? 0, reason: reason.rawValue))
        }
        let acknowledgement = BatchAcknowledgement(
            number: batch.id.number,
            positions: self.index.positions(answering: batch.outcomes),
            refusals: refusals
        )
        return [self.send(.acknowledgement(acknowledgement), batch.id.link, at: now)]
    }

    // MARK: Sending what waits

    /// Goes on with what has begun, and asks the store for what waits if there is room and no read
    /// under way.
    mutating func pump(_ link: LinkID, at now: Int64) -> [Action] {
        let pieces = self.modify(link) { session, _ in
            session.line.nextPieces(downTo: session.lowestLaneDue, at: now)
        }
        return self.send(pieces ?? [], link, at: now) + self.readNext(link)
            + self.pumpContents(link, at: now)
    }

    private mutating func readNext(_ link: LinkID) -> [Action] {
        guard let session = self.sessions[link], !session.isReading else { return [] }
        if let action = self.readAgain(link) { return [action] }
        guard let lane = session.readyLane else { return [] }
        self.sessions[link]?.isReading = true
        let byteCountMax = session.line.window.batchByteCountTarget
        let requests = session.nextReads(
            in: lane,
            of: self.index,
            feedsMax: self.limits.feedsPerReadMax,
            byteCountMax: byteCountMax
        )
        return [.read(link, requests, byteCountMax: byteCountMax)]
    }

    private mutating func read(
        _ link: LinkID,
        _ changes: [CommitReport.Committed],
        at now: Int64
    ) -> [Action] {
        if self.sessions[link]?.repair.isReading == true {
            return self.sendAgain(changes, over: link, at: now)
        }
        let found = changes.compactMap { change in
            self.index.place(of: change.feed).map {
                MovedHead(place: $0, digests: nil, change: change)
            }
        }
        let frames = self.modify(link) { session, index in
            session.isReading = false
            // One lane was asked for.
            guard let lane = found.first.map({ session.lane(at: $0.place, in: index) }) else {
                return [Frame]()
            }
            return session.send(found, in: lane, of: index, at: now)
        }
        // Nothing usable found: the next acknowledgement or tick asks again, so that a store that
        // cannot answer is not asked in a circle.
        guard let frames, !frames.isEmpty else { return [] }
        return self.send(frames, link, at: now) + self.pump(link, at: now)
    }

    /// Changes a session in place: copying it would cost a copy of what it knows of every feed.
    @discardableResult
    mutating func modify<Result>(
        _ link: LinkID,
        _ body: (inout Session, FeedIndex) -> Result
    ) -> Result? {
        guard let place = self.sessions.index(forKey: link) else { return nil }
        return body(&self.sessions.values[place], self.index)
    }
}
