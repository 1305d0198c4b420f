internal import Decision
internal import OrderedCollections
internal import SyncProtocol

// What the driver of a relay does with its actions, and what the carriers do with frames.

extension Simulation {
    func step(_ office: Int, _ event: Relay.Event) throws {
        guard self.offices[office].isUp else { return }
        self.watcher?.happened(event, at: self.offices[office].path, now: self.now)
        let actions = self.offices[office].relay?.step(event, at: self.now) ?? []
        for action in actions { try self.perform(action, by: office) }
    }

    private func perform(_ action: Relay.Action, by office: Int) throws {
        self.watcher?.wanted(action, at: self.offices[office].path, now: self.now)
        switch action {
        case .send(let link, let bytes):
            try self.durabilityChecker.sent(
                bytes,
                by: office,
                disk: self.offices[office].store.durable
            )
            if let connection = self.network.connections[link] {
                let peer = self.offices[connection.other(than: office)].path
                let sender = self.offices[office]
                if peer != sender.path {
                    try self.outsiderChecker.sent(bytes, by: office, sender, to: peer)
                }
            }
            for (twisted, delay) in try self.twisted(bytes, over: link, by: office) {
                self.send(twisted, over: link, from: office, after: delay)
            }
        case .close(let link, let reason):
            self.note(office, .closed(link, reason: "\(reason)"))
            try self.closeNotes(link, at: office)
            self.close(link, by: office)
        case .ingest(let batch, let scope, let changes):
            var checked = self.offices[office].verify(changes, in: scope, with: self.verifier)
            if self.settings.sabotage == .skipVerification { checked = checked.map(Self.waved) }
            let verified = VerifiedBatch(
                id: batch,
                peer: scope.peer,
                flow: changes.first.map {
                    Flow(of: $0, over: batch.link, from: scope.peer, at: scope.office)
                },
                changes: checked
            )
            self.counts.received += checked.count
            self.offices[office].store.submit(verified)
            try self.beginCommit(office)
        case .read(let link, let requests, let byteCountMax):
            let life = self.offices[office].life
            self.schedule(
                after: self.random.integer(in: 0...3),
                .read(office: office, life: life, link, requests, byteCountMax: byteCountMax)
            )
        case .certify(let link, let claim):
            let identity = self.offices[office].identity
            let statement = try EqualityStatement(
                claim,
                at: self.offices[office].clock.wall(at: self.now),
                chain: identity.chain,
                signer: identity.signer
            )
            let life = self.offices[office].life
            self.schedule(after: 0, .signed(office: office, life: life, link, statement))
        case .keep(_, let statement): try self.keep(statement, by: office)
        // Files are the subject of tests of their own.
        case .content: break
        case .notify(let notice): try self.noticed(notice, by: office)
        case .take(let link, let note): try self.take(note, over: link, by: office)
        }
    }

    /// A certificate counts only when the other office has signed it.
    private func keep(_ statement: EqualityStatement, by office: Int) throws {
        guard
            statement.isValid(
                in: self.tree.tree,
                verifier: self.settings.suite,
                steps: self.settings.steps
            )
        else { return }
        self.counts.certificates += 1
    }

    private func noticed(_ notice: Relay.Notice, by office: Int) throws {
        switch notice {
        case .inSync(let link):
            guard let connection = self.network.connections[link] else { return }
            let peer = self.offices[connection.other(than: office)].path
            let wall = self.offices[office].clock.wall(at: self.now)
            self.offices[office].recovery?.equal(with: peer, at: wall)
        case .moved, .greeted: return
        case .ownChangesLost(let changes): try self.submit(.rewrite(changes), by: office)
        case .noteSettled(let link, let id): try self.stepNotes(office, .settled(link, id))
        case .statementDue(let link): try self.stepNotes(office, .statementDue(link))
        case .statementStale(let link, let silence):
            try self.stepNotes(office, .statementStale(link, silentMilliseconds: silence))
        case .ownFeedAhead(let link, let feed, let theirs):
            self.note(office, .noticed("its own \(feed) ahead at \(theirs.number)"))
            try self.abandon(feed, claimedBy: link, by: office)
        case .refusedByPeer(_, let feed, let number, let reason):
            self.note(office, .noticed("\(feed) \(number) refused: \(reason)"))
        }
    }

    /// Never writes again in a feed of our own of which others have another past (design, D7).
    private func abandon(_ feed: FeedID, claimedBy link: LinkID, by office: Int) throws {
        guard let connection = self.network.connections[link],
            feed.author == self.offices[office].identity.author,
            FeedID.ordinary(feed.incarnation) == self.offices[office].store.durable.incarnation
        else { return }
        let claimant = self.offices[connection.other(than: office)].path
        try self.leave(.claimedPast(by: claimant, replacing: feed.incarnation), by: office)
    }

    /// Tells a relay in which incarnation its store writes.
    func tellOfIncarnation(_ office: Int) throws {
        let incarnation = self.offices[office].store.durable.incarnation
        guard self.offices[office].relay != nil else { return }
        try self.step(office, .incarnationOpened(incarnation))
    }

    /// Goes on in fresh feeds.
    func leave(_ past: StoreWork, by office: Int) throws {
        guard self.settings.sabotage != .keepIncarnation else { return }
        try self.submit(past, by: office)
    }

    func submit(_ work: StoreWork, by office: Int) throws {
        self.offices[office].store.submit(work)
        try self.beginCommit(office)
    }

    // MARK: Frames

    private func send(
        _ bytes: [UInt8],
        over link: LinkID,
        from office: Int,
        after delay: Int64 = 0
    ) {
        guard let connection = self.network.connections[link] else { return }
        let peer = connection.other(than: office)
        self.counts.frames += 1
        self.counts.bytes += bytes.count
        // An array of two, of which the first says the kind: 2 is a page of the search.
        if bytes.starts(with: [0x82, 0x02]) {
            self.counts.searchFrames += 1
            self.counts.searchBytes += bytes.count
        }
        self.note(office, .sent(link, to: peer, frame: bytes))
        switch self.network.fate(of: bytes, over: link, to: peer, at: self.now) {
        case .arrives(let times):
            if times.isEmpty {
                self.counts.faults[.frameLost] += 1
                self.note(office, .lost(link))
            }
            if times.count > 1 { self.counts.faults[.frameDoubled] += 1 }
            for time in times {
                self.schedule(at: time + delay, .arrived(link, office: peer, bytes))
            }
        case .cutsTheLink:
            self.counts.faults[.linkDiedMidFrame] += 1
            self.cutLink(link, isNoticedByAll: true)
        }
    }

    func arrived(_ link: LinkID, _ office: Int, _ bytes: [UInt8]) throws {
        guard let connection = self.network.connections[link], !connection.isCut,
            connection.end(of: office).isOpen,
            self.isAlive(office, connection.end(of: office).life)
        else { return }
        self.note(office, .received(link, frame: bytes))
        try self.step(office, .frameReceived(link, bytes))
    }

    // MARK: Connections

    func dial(_ cable: Int) {
        let edge = self.network.cables[cable].edge
        guard self.offices[edge.child].isUp, self.network.cables[cable].link == nil,
            !self.network.cables[cable].isRetired
        else { return }
        let downUntil = self.network.cables[cable].downUntil
        // Weeks of attempts in vain are not acted out one by one.
        if downUntil == Self.never { return }
        if downUntil > self.now + Self.longMilliseconds {
            return self.schedule(at: downUntil + self.network.delay(), .dial(cable: cable))
        }
        guard self.offices[edge.parent].isUp, downUntil <= self.now else {
            return self.dialAgain(cable)
        }
        let lives = (self.offices[edge.child].life, self.offices[edge.parent].life)
        let link = self.network.connect(cable: cable, lives: lives, at: self.now)
        self.schedule(after: self.network.delay(), .established(link))
    }

    private func dialAgain(_ cable: Int) {
        self.schedule(after: self.network.backOff(cable: cable, at: self.now), .dial(cable: cable))
    }

    func established(_ link: LinkID) throws {
        guard let connection = self.network.connections[link] else { return }
        let ends = [connection.parent, connection.child]
        guard !connection.isCut, ends.allSatisfy({ self.isAlive($0.office, $0.life) }) else {
            self.forget(link)
            return
        }
        for end in ends {
            let peer = connection.other(than: end.office)
            self.note(end.office, .opened(link, peer: peer))
            let path = self.offices[peer].path
            try self.stepNotes(end.office, .linkOpened(link, peer: path))
            try self.step(end.office, .linkOpened(link, peer: path))
            if self.offices[end.office].nextTickAt > self.now + 1_000 {
                self.planTick(end.office, after: 1_000)
            }
        }
    }

    /// A connection that never came to be.
    private func forget(_ link: LinkID) {
        guard let connection = self.network.connections[link] else { return }
        for end in [connection.parent, connection.child] where end.isOpen {
            self.end(link, at: end.office)
        }
    }

    /// An office ends a connection: it is done with it, the other hears of it.
    private func close(_ link: LinkID, by office: Int) {
        guard let connection = self.network.connections[link] else { return }
        self.end(link, at: office)
        self.tell(connection.other(than: office), of: link)
    }

    func tell(_ office: Int, of link: LinkID, after delay: Int64? = nil) {
        let time = self.now + (delay ?? self.network.delay())
        let arrival = self.network.inOrder(time, over: link, to: office)
        self.schedule(at: arrival, .closed(link, office: office))
    }

    func heardOfClosing(_ link: LinkID, _ office: Int) throws {
        guard let connection = self.network.connections[link],
            connection.end(of: office).isOpen
        else { return }
        let isAlive = self.isAlive(office, connection.end(of: office).life)
        self.end(link, at: office)
        guard isAlive else { return }
        self.note(office, .closed(link, reason: "by the carrier"))
        try self.closeNotes(link, at: office)
        try self.step(office, .linkClosed(link))
    }

    /// One end of a connection is over; the child dials again.
    func end(_ link: LinkID, at office: Int) {
        guard let connection = self.network.connections[link],
            connection.end(of: office).isOpen
        else { return }
        let cable = connection.edge
        let wasCurrent = self.network.cables[cable].link == link
        self.network.endClosed(link, at: office, now: self.now)
        guard connection.child.office == office, wasCurrent, self.offices[office].isUp else {
            return
        }
        self.dialAgain(cable)
    }

    /// Cuts a connection: nothing arrives any more, and its ends hear of it sooner or later.
    func cutLink(_ link: LinkID, isNoticedByAll: Bool) {
        guard let connection = self.network.connections[link], !connection.isCut else { return }
        self.counts.cuts += 1
        self.counts.faults[isNoticedByAll ? .cut : .halfOpenCut] += 1
        self.note(connection.child.office, .cut(link))
        self.network.cut(link)
        let deaf = self.random.chance(perMille: 500)
        for end in [connection.parent, connection.child] {
            let isDeaf = !isNoticedByAll && (end.office == connection.child.office) == deaf
            if !isDeaf { self.tell(end.office, of: link, after: self.network.delay()) }
        }
    }

    /// A defect, see ``Sabotage/skipVerification``.
    private static func waved(_ verification: ChangeVerification) -> ChangeVerification {
        guard case .refused(_, _, let signed, let change?) = verification,
            let edits = try? change.edits()
        else { return verification }
        return .good(
            VerifiedChange(signed: signed, change: change, digest: signed.digest, edits: edits)
        )
    }
}
