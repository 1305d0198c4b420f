internal import Decision
internal import OrderedCollections
internal import SyncProtocol

// What the driver of a desk of notes does with its actions.

extension Simulation {
    func stepNotes(_ office: Int, _ event: NoteDesk.Event) throws {
        guard self.offices[office].isUp else { return }
        let wall = self.offices[office].clock.wall(at: self.now)
        let actions = self.offices[office].desk?.step(event, at: self.now, wall: wall) ?? []
        for action in actions { try self.perform(action, by: office) }
    }

    private func perform(_ action: NoteDesk.Action, by office: Int) throws {
        switch action {
        case .check(let link, let note, let peer): try self.check(note, link, peer, by: office)
        case .keep(let notes, let peer, let link):
            try self.submit(.received(notes, from: peer, over: link), by: office)
            if self.settings.sabotage == .acknowledgeNoteBeforeDurable {
                for note in notes { try self.say(.settled(note.id), link, by: office) }
            }
        case .quarantine(let note, let reason, let detail, let peer):
            try self.submit(.refused(note, reason, detail: detail, from: peer), by: office)
            self.noteChecker.refused(note.id(by: self.settings.suite), at: office)
        case .accuse(let note, let position, let peer):
            try self.submit(.accused(note, position, from: peer), by: office)
            try self.noteChecker.accused(note.signer, by: office)
            self.counts.notes.accusations += 1
            self.noteChecker.refused(note.id, at: office)
        case .say(let link, let message): try self.say(message, link, by: office)
        case .heardStatement(let link): try self.step(office, .statementHeard(link))
        case .read(let link, let peer, let limit):
            let notes =
                self.offices[office].path.contains(peer)
                ? self.offices[office].store.durable.notes.unsettled(for: peer, limit: limit) : []
            try self.stepNotes(office, .found(link, notes))
        case .settle(let link, let ids, let peer):
            try self.submit(.settle(link, ids, with: peer), by: office)
        case .forget(let link, let kind, let peer, let since):
            try self.submit(.forget(link, kind, peer, since: since), by: office)
        case .sign(let confirmations, let withChain):
            try self.sign(confirmations, withChain: withChain, by: office)
        case .state(let link, let number):
            try self.stepNotes(office, .stated(link, self.statement(number, by: office)))
        case .utter(let link, let content, let withChain):
            let note = try self.note(content, withChain: withChain, by: office)
            try self.say(.note(note.note), link, by: office)
        case .look(let headquarters): try self.look(headquarters, by: office)
        case .notify(let notice): self.heard(notice, by: office)
        }
    }

    private func submit(_ work: NoteWork, by office: Int) throws {
        try self.submit(StoreWork.notes(work), by: office)
    }

    private func say(_ message: NoteMessage, _ link: LinkID, by office: Int) throws {
        if case .settled(let id) = message { try self.noteChecker.settled(id, by: office) }
        try self.step(office, .note(link, message))
    }

    /// A note has come over a link.
    func take(_ note: Note, over link: LinkID, by office: Int) throws {
        self.counts.notes.received += 1
        let wall = self.offices[office].clock.wall(at: self.now)
        let actions =
            self.offices[office].desk?.step(.received(link, note), at: self.now, wall: wall) ?? []
        if actions.isEmpty { self.counts.notes[.dropped] += 1 }
        for action in actions { try self.perform(action, by: office) }
    }

    private func check(
        _ note: Note,
        _ link: LinkID,
        _ peer: OfficePath,
        by office: Int
    ) throws {
        let verifier = NoteVerifier(
            office: self.offices[office].path,
            tree: self.tree.tree,
            verifier: self.settings.suite,
            steps: self.settings.steps
        )
        let result = self.offices[office].verify(note, from: peer, with: verifier)
        if case .authorUnknown = result { self.counts.notes[.authorUnknown] += 1 }
        try self.stepNotes(office, .checked(link, note, result))
    }

    /// A link is over at one end: what waited there is gone.
    func closeNotes(_ link: LinkID, at office: Int) throws {
        let waiting = self.offices[office].desk?.waitingCount(over: link) ?? 0
        self.counts.notes[.lost] += waiting
        try self.stepNotes(office, .linkClosed(link))
    }

    /// What a machine that loses power has not put on its disk.
    func loseNotes(at office: Int) {
        var lost = self.offices[office].store.volatileNoteCount
        for (link, connection) in self.network.connections
        where connection.child.office == office || connection.parent.office == office {
            lost += self.offices[office].desk?.waitingCount(over: link) ?? 0
        }
        self.counts.notes[.lost] += lost
    }

    /// Received notes that are between the checks and the disk now.
    var pendingNoteCount: Int {
        self.offices.reduce(0) { sum, office in
            let links = self.network.connections.keys
            return sum + office.store.volatileNoteCount
                + links.reduce(0) { $0 + (office.desk?.waitingCount(over: $1) ?? 0) }
        }
    }

    // MARK: Signing

    private func note(
        _ content: VerifiedNote.Content,
        withChain: Bool = false,
        by office: Int
    ) throws -> VerifiedNote {
        let (kind, body): (NoteKind, [UInt8]) =
            switch content {
            case .statement(let statement): (.statement, statement.encoded())
            case .confirmation(let confirmation): (.confirmation, confirmation.encoded())
            case .alarm(let alarm): (.alarm, alarm.encoded())
            // Folds are the offices' work, which simulated nodes do not do.
            case .fold: (.fold, [])
            }
        let identity = self.offices[office].identity
        let note = try Note(
            kind,
            body: body,
            in: Note.Context(tree: self.tree.tree, signer: identity.path),
            signer: identity.signer,
            chain: withChain ? identity.chain : nil
        )
        return VerifiedNote(
            own: note,
            signer: identity.path,
            content: content,
            suite: self.settings.suite
        )
    }

    private func sign(_ confirmations: [ConfirmationNote], withChain: Bool, by office: Int) throws {
        let notes = try confirmations.map {
            try self.note(.confirmation($0), withChain: withChain, by: office)
        }
        self.noteChecker.signed(confirmations)
        try self.submit(.own(notes), by: office)
    }

    private func statement(_ number: UInt64, by office: Int) -> StatementNote {
        let node = self.offices[office]
        let disk = node.store.durable
        return StatementNote(
            number: number,
            at: node.clock.wall(at: self.now),
            headsDigest: node.relay?.headsDigest ?? FeedHead.nothing.digest,
            backlog: 0,
            quarantined: UInt64(disk.quarantineCount),
            held: UInt64(node.store.state.directory.waiting.count),
            diskFreeByteCount: 1 << 40,
            version: "simulated",
            offline: 0,
            behind: 0
        )
    }

    // MARK: Alarms

    private func look(_ headquarters: OfficePath, by office: Int) throws {
        let feeds = self.offices[office].unconfirmed(by: headquarters)
        try self.stepNotes(office, .looked(feeds))
        try self.noteChecker.looked(
            office,
            self.offices[office],
            unconfirmed: feeds,
            linkedMilliseconds: self.parentLinkedMilliseconds(office),
            confirmMilliseconds: self.plan.confirmMilliseconds,
            at: self.now
        )
    }

    /// How long a link to the parent has been up, as the office knows it; nil when none is.
    private func parentLinkedMilliseconds(_ office: Int) -> Int64? {
        let parent = self.offices[office].path.parent
        return self.network.cables.compactMap { cable -> Int64? in
            guard cable.edge.child == office, let link = cable.link,
                self.offices[cable.edge.parent].path == parent,
                self.offices[office].relay?.streamingLinks.contains(link) == true
            else { return nil }
            return self.now - cable.openedAt
        }
        .max()
    }

    private func heard(_ notice: NoteDesk.Notice, by office: Int) {
        switch notice {
        case .folded: return
        case .statementMissing(let peer, let silence):
            self.note(office, .noticed("no statement of \(peer) for \(silence) ms"))
        case .statementMissedBy(let peer, let silence):
            self.note(office, .noticed("that \(peer) misses its statements for \(silence) ms"))
        case .unconfirmed(let feed, let headquarters):
            self.note(
                office,
                .noticed("\(headquarters) does not confirm \(feed.feed) \(feed.number)")
            )
        }
        self.counts.notes.alarms += 1
    }

    // MARK: The store's answers

    func reportNotes(_ outcome: CommitOutcome, at office: Int) throws {
        for notes in outcome.notes {
            switch notes {
            case .received(let notes, let verdicts, let link):
                try self.stepNotes(office, .kept(notes, verdicts, over: link))
            case .own(let notes):
                let owners = notes.compactMap { note -> OfficePath? in
                    guard case .confirmation(let confirmation) = note.content else { return nil }
                    return confirmation.owner
                }
                try self.stepNotes(office, .confirmationsKept(of: owners, isOnDisk: true))
            case .refused: continue
            case .settled(let link): try self.stepNotes(office, .remembered(link))
            case .forgotten(let link): try self.stepNotes(office, .forgotten(link))
            }
        }
    }

    /// A commit with notes is on disk.
    func checkNotes(_ outcome: CommitOutcome, at office: Int) throws {
        for fate in outcome.receivedNotes { self.counts.notes[fate] += 1 }
        self.counts.notes.beliefs += outcome.beliefs.count
        self.noteChecker.durable(outcome.notes, at: office)
        for belief in outcome.beliefs {
            try self.noteChecker.believed(belief, at: office, self.offices)
        }
        self.noteChecker.committed(
            outcome.committed,
            at: office,
            self.offices[office].identity,
            now: self.now
        )
    }
}
