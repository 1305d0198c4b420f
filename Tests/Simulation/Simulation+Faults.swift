internal import OrderedCollections
internal import SyncProtocol

// What goes wrong: crashes, cuts, clocks, exchanged disks, and offices that lie.

extension Simulation {
    // MARK: Crashes

    /// - Parameter office: nil draws one, and plans the next crash.
    func crashNow(_ office: Int?) throws {
        guard let office else {
            guard self.isFaulty, let mean = self.plan.crashEveryMilliseconds else { return }
            try self.crashNow(self.random.index(below: self.offices.count))
            self.schedule(after: self.random.around(mean), .crash(office: nil))
            return
        }
        guard self.offices[office].isUp else { return }
        self.takeDown(office)
        self.schedule(after: self.random.integer(in: 10...8_000), .start(office: office))
    }

    func takeDown(_ office: Int) {
        self.counts.crashes += 1
        self.note(office, .crashed)
        let losesTail = self.settings.sabotage == .loseDurableTail
        self.offices[office].crash(losingTail: losesTail)
        for (link, connection) in self.network.connections {
            guard connection.child.office == office || connection.parent.office == office else {
                continue
            }
            // A machine that loses power says nothing: the other end finds out by the silence.
            let isSilent = self.random.chance(perMille: self.plan.halfOpenPerMille)
            self.network.endClosed(link, at: office, now: self.now)
            if isSilent { self.network.cut(link) }
            if !isSilent { self.tell(connection.other(than: office), of: link) }
        }
    }

    func startNow(_ office: Int) throws {
        guard !self.offices[office].isUp else { return }
        let hasLostItsPast = self.offices[office].start(
            tree: self.tree.tree,
            limits: self.plan.limits
        )
        self.note(office, .started)
        let disk = self.offices[office].store.durable
        try self.feedChecker.started(office, with: disk.positions)
        try self.durabilityChecker.check(office, on: disk)
        if hasLostItsPast { try self.openIncarnation(office) }
        if self.offices[office].isAmnesic { try self.actInIgnorance(office) }
        let life = self.offices[office].life
        self.schedule(
            after: self.random.integer(in: 1...1000),
            .tick(office: office, life: life)
        )
        for (cable, state) in self.network.cables.enumerated()
        where state.edge.child == office && state.link == nil {
            self.schedule(after: self.random.integer(in: 1...500), .dial(cable: cable))
        }
    }

    /// People at an office whose disk is an older one go on with their work, perhaps for a while
    /// before any neighbour can be asked.
    private func actInIgnorance(_ office: Int) throws {
        self.offices[office].isAmnesic = false
        guard self.isFaulty, self.settings.hasWork else { return }
        if self.random.chance(perMille: 700) {
            let outage = self.random.integer(in: 100...20_000)
            for cable in self.network.cables.indices
            where self.network.cables[cable].edge.child == office
                || self.network.cables[cable].edge.parent == office
            {
                self.network.cables[cable].downUntil = self.now + outage
            }
        }
        for _ in 0..<(2 + self.random.index(below: 10)) {
            let wall = self.offices[office].clock.wall(at: self.now)
            if let act = try self.workload.draw(for: self.offices[office], wall: wall) {
                try self.submit(act, at: office)
            }
        }
    }

    // MARK: Cuts

    func cutSomething() {
        guard self.isFaulty, let mean = self.plan.cutEveryMilliseconds else { return }
        self.schedule(after: self.random.around(mean), .cut)
        guard !self.network.cables.isEmpty else { return }
        let cable = self.random.index(below: self.network.cables.count)
        let isHalfOpen = self.random.chance(perMille: self.plan.halfOpenPerMille)
        if self.random.chance(perMille: 600) {
            let outage = self.random.integer(in: 100...self.plan.outageMillisecondsMax)
            self.network.cables[cable].downUntil = self.now + outage
        }
        self.cutCable(cable, isNoticedByAll: !isHalfOpen)
    }

    func cutCable(_ cable: Int, isNoticedByAll: Bool = true) {
        for (link, connection) in self.network.connections where connection.edge == cable {
            self.cutLink(link, isNoticedByAll: isNoticedByAll)
        }
    }

    // MARK: Clocks

    func stepSomeClock() {
        guard self.isFaulty, let mean = self.plan.clockStepEveryMilliseconds else { return }
        self.schedule(after: self.random.around(mean), .clockStep)
        let office = self.random.index(below: self.offices.count)
        let most = max(1_000, self.plan.clockOffsetMillisecondsMax)
        // However often it steps, it stays within the range: what it wrote is held for so long at most.
        let step =
            self.random.integer(in: -most...most) - self.offices[office].clock.offsetMilliseconds
        self.note(office, .clockStepped(step))
        self.offices[office].clock.step(by: step)
    }

    // MARK: Exchanged disks

    func backUpNow(_ office: Int) {
        self.note(office, .backedUp)
        self.offices[office].backUp()
    }

    func restoreNow(_ office: Int, _ keepingFence: Bool) {
        guard let backup = self.offices[office].backup else { return }
        if self.offices[office].isUp {
            self.takeDown(office)
            self.schedule(after: self.random.integer(in: 10...8_000), .start(office: office))
        }
        self.counts.restores += 1
        self.note(office, .restored(fence: keepingFence))
        self.offices[office].isAmnesic = true
        self.offices[office].restore(backup.image, fence: keepingFence ? nil : backup.fence)
        self.feedChecker.restored(
            office,
            author: self.offices[office].identity.author,
            to: backup.image.positions,
            mayFork: !keepingFence
        )
        self.durabilityChecker.restored(office, offices: self.offices)
    }

    // MARK: Malice

    /// What leaves an office that has turned against the others.
    func twisted(_ bytes: [UInt8], by office: Int) -> [UInt8] {
        guard self.isFaulty, office == self.villain, let malice = self.plan.malice,
            self.random.chance(perMille: self.plan.malicePerMille)
        else { return bytes }
        switch malice {
        case .sendsMalformedFrames:
            return self.random.bytes(1 + self.random.index(below: 200))
        case .flipsBits: return self.flipped(bytes)
        case .forgesDirectives: return self.forged(bytes, by: office)
        }
    }

    private func flipped(_ bytes: [UInt8]) -> [UInt8] {
        guard let frame = try? Frame(decoding: bytes), case .changes(let batch) = frame else {
            return bytes
        }
        var changes = batch.changes
        let place = self.random.index(below: changes.count)
        var body = changes[place].body
        body[self.random.index(below: body.count)] ^= 1 << UInt8(self.random.below(8))
        changes[place] = SignedChange(body: body, signature: changes[place].signature)
        return Frame.changes(ChangeBatch(number: batch.number, changes: changes)).encoded()
    }

    private func forged(_ bytes: [UInt8], by office: Int) -> [UInt8] {
        let identity = self.offices[office].identity
        guard let frame = try? Frame(decoding: bytes), case .changes(let batch) = frame,
            let record = RecordID(kind: 10, key: self.random.bytes(16))
        else { return bytes }
        // The root cannot usurp what is above it; it writes in the name of an office below.
        let root = identity.path.lineage[0]
        let victim = identity.path == root ? self.offices[self.offices.count - 1].path : root
        let space = SpaceID(.directives, of: victim)
        var draft = ChangeDraft(space: space, user: "forger")
        let intent = RecordIntent(
            space: space,
            record: record,
            fields: [FieldIntent(2, .choose(.text("forged")))]
        )
        let incarnation = self.random.next()
        draft.add(intent, to: RecordState(), by: identity.author, incarnation: incarnation)
        let change = draft.change(
            feed: FeedID(space: space, author: identity.author, incarnation: incarnation),
            after: nil,
            stamp: Stamp(milliseconds: self.offices[office].clock.wall(at: self.now)),
            chain: identity.chain
        )
        guard let signed = try? SignedChange(change, signer: identity.signer) else { return bytes }
        return Frame.changes(ChangeBatch(number: batch.number, changes: batch.changes + [signed]))
            .encoded()
    }
}
