/// One link as one end of it sees it: how far both have come, who has what, what is in flight, and what goes
/// next.
///
/// What is known only for a time stands in its ``SessionPhase``, each concern in a value of its own; the session
/// lets them work together.
struct Session: Sendable, Equatable {
    /// What the store was asked for and has not answered; there is never more than one read.
    enum Reading: Sendable, Equatable {
        case nothing
        case changes
        /// What the other end wants again.
        case again
    }

    let ends: SessionEnds
    private(set) var phase: SessionPhase
    /// What the other end has of each feed.
    private(set) var copies: PeerCopies
    /// What is on its way to the other end.
    var line: SendLine
    var reading: Reading = .nothing
    /// What is on its way from it.
    var inbox: SessionInbox
    var comparison: Comparison
    var certificate = CertificateExchange()
    /// Changes that are damaged at one of the ends.
    var repair = RepairWatch()
    /// Which end owes the other word of how it is.
    var statements = StatementWatch()
    /// Other things are known by now of offices that have moved than those that the link goes by.
    var isOutdated = false
    var lastSentAt: Int64

    init(
        _ ends: SessionEnds,
        _ charters: Charters = .none,
        in index: FeedIndex,
        at now: Int64
    ) {
        self.ends = ends
        self.copies = PeerCopies(ends, charters, in: index)
        self.phase = .greeting(
            SessionPhase.Greeting(digest: self.copies.scopeDigest, since: now)
        )
        self.line = SendLine(at: now)
        self.comparison = Comparison(at: now)
        self.inbox = SessionInbox(at: now)
        self.lastSentAt = now
    }

    mutating func enter(_ phase: SessionPhase) { self.phase = phase }

    /// Works on what is known of the other end's copies, in place.
    mutating func withCopies<Result>(_ body: (inout PeerCopies) -> Result) -> Result {
        body(&self.copies)
    }

    // MARK: Sending

    /// The highest lane in which something waits and may be begun.
    var readyLane: Lane? {
        guard self.phase.isStreaming else { return nil }
        return self.copies.highestWaiting.flatMap {
            $0 <= self.line.lowestLane && self.line.hasRoom(for: $0) ? $0 : nil
        }
    }

    /// Files go when nothing else waits and the line has its hours.
    var mayServe: Bool {
        self.phase.isStreaming && self.reading == .nothing && !self.copies.isWaiting
            && self.line.lowestLane == .attachments
    }

    /// The lowest lane that may use the line now: files never go while changes wait.
    var lowestLaneDue: Lane { self.mayServe ? .attachments : .reports }

    /// What can go out from memory of what was just committed: lane by lane, while there is room
    /// and nothing waits in a lane above. Where others wait in the lane, too, it waits its turn with them.
    mutating func forward(_ moves: [FeedMove], in index: FeedIndex, at now: Int64) -> [Frame] {
        let moved = self.copies.take(moves, in: index)
        guard self.phase.isStreaming else { return [] }
        var frames: [Frame] = []
        for lane in Lane.allCases where lane <= self.line.lowestLane {
            var group: [MovedHead] = []
            var byteCount = 0
            let heads = self.copies.heads(moved, in: lane, of: index)
            guard !self.copies.isBacklog(in: lane, beside: heads) else { break }
            for head in heads {
                group.append(head)
                byteCount += head.change.signed.byteCount
                guard byteCount >= self.line.window.batchByteCountTarget else { continue }
                frames += self.send(group, in: lane, of: index, at: now)
                group.removeAll(keepingCapacity: true)
                byteCount = 0
            }
            frames += self.send(group, in: lane, of: index, at: now)
            guard self.copies.waiting[lane.rawValue].isEmpty else { break }
        }
        return frames
    }

    /// What to ask the store for next, if there is room and no read under way.
    mutating func nextRead(of index: FeedIndex, feedsMax: Int) -> Relay.Action? {
        guard self.reading == .nothing else { return nil }
        let byteCountMax = self.line.window.batchByteCountTarget
        let requests: [ReadRequest]
        if let wanted = self.nextWanted(in: index) {
            self.reading = .again
            requests = [wanted]
        } else if let lane = self.readyLane {
            self.reading = .changes
            requests = self.copies.nextReads(
                in: lane,
                of: index,
                feedsMax: feedsMax,
                byteCountMax: byteCountMax
            )
        } else {
            return nil
        }
        return .read(self.ends.link, requests, byteCountMax: byteCountMax)
    }

    /// The store has read what was asked for.
    ///
    /// - Returns: what to send of it, and whether more may be asked for at once.
    mutating func read(
        _ changes: [CommitReport.Committed],
        in index: FeedIndex,
        at now: Int64
    ) -> (frames: [Frame], mayGoOn: Bool) {
        let wasAgain = self.reading == .again
        self.reading = .nothing
        guard !wasAgain else { return (self.sendAgain(changes, in: index, at: now), true) }
        let found = changes.compactMap { change in
            index.place(of: change.feed).map {
                MovedHead(place: $0, digests: nil, change: change)
            }
        }
        // One lane was asked for.
        guard let lane = found.first.map({ self.copies.lane(at: $0.place, in: index) }) else {
            return ([], false)
        }
        let frames = self.send(found, in: lane, of: index, at: now)
        return (frames, !frames.isEmpty)
    }

    /// Makes one batch of changes of a lane, and counts it as in flight.
    private mutating func send(
        _ heads: [MovedHead],
        in lane: Lane,
        of index: FeedIndex,
        at now: Int64
    ) -> [Frame] {
        guard self.line.hasRoom(for: lane) else { return [] }
        let taken = self.copies.take(heads, in: lane, of: index)
        guard !taken.changes.isEmpty else { return [] }
        return self.line.send(
            taken.changes,
            taken.ends,
            byteCount: taken.byteCount,
            in: lane,
            at: now
        )
    }

    /// A batch is on the other end's disk, or is said not to be. An echo of an earlier answer has
    /// no effect.
    mutating func acknowledged(
        _ acknowledgement: BatchAcknowledgement,
        in index: FeedIndex,
        at now: Int64
    ) -> [Relay.Notice] {
        guard let batch = self.line.acknowledged(acknowledgement.number, at: now) else { return [] }
        let notices = self.copies.refused(acknowledgement.refusals, in: index)
        let nextBatch = self.line.nextBatch
        return notices
            + self.noticingMove { copies in
                copies.answered(
                    batch,
                    by: acknowledgement.positions,
                    nextBatch: nextBatch,
                    in: index
                )
            }
    }

    /// The other end has sent what has become of some changes here.
    mutating func delivered(_ outcomes: [ChangeOutcome], in index: FeedIndex) -> [Relay.Notice] {
        self.noticingMove { $0.delivered(outcomes, in: index) }
    }

    /// Tells when something new has come to the disk of one of the ends, for the first time.
    private mutating func noticingMove(_ body: (inout PeerCopies) -> Void) -> [Relay.Notice] {
        let hadMoved = self.copies.hasMoved
        body(&self.copies)
        return self.copies.hasMoved && !hadMoved ? [.moved(self.ends.link)] : []
    }

    // MARK: Watching

    /// Nothing moves in either direction. The other end may have said that it has more: if it takes that to
    /// be here, it never comes by itself.
    var isAtRest: Bool {
        self.phase.isStreaming && self.line.isIdle && !self.copies.isWaiting && self.inbox.isEmpty
    }

    /// Whether the other end's digest, as it last said it, is ours.
    var isInStep: Bool {
        self.phase.isStreaming && self.comparison.theirs == self.copies.scopeDigest
    }

    func state(in index: FeedIndex) -> LinkProgress {
        LinkProgress(
            link: self.ends.link,
            peer: self.ends.peer,
            phase: self.phase.name,
            // Counting looks at every feed; who is in step lacks nothing.
            sendBehind: self.isInStep ? 0 : self.copies.sendBehind(in: index),
            receiveBehind: self.copies.receiveBehind(in: index),
            scope: self.copies.carriage,
            scopeDigest: self.copies.scopeDigest,
            peerScopeDigest: self.comparison.theirs,
            isOutdated: self.isOutdated
        )
    }
}
