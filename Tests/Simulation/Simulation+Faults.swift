internal import Decision
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
            self.schedule(after: self.paced(self.random.around(mean)), .crash(office: nil))
            return
        }
        guard self.offices[office].isUp else { return }
        self.takeDown(office)
        self.schedule(after: self.random.integer(in: 10...8_000), .start(office: office))
    }

    func takeDown(_ office: Int) {
        self.counts.crashes += 1
        self.counts.faults[.crash] += 1
        self.counts.lostInCrashes += self.offices[office].store.volatileChangeCount
        self.loseNotes(at: office)
        self.interruptPages(at: office)
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
            if isSilent {
                self.counts.faults[.silentCrash] += 1
                self.network.cut(link)
            }
            if !isSilent { self.tell(connection.other(than: office), of: link) }
        }
    }

    func startNow(_ office: Int) throws {
        guard !self.offices[office].isUp, !self.offices[office].isDead else { return }
        let notices = try self.offices[office].start(
            tree: self.tree.tree,
            limits: self.plan.limits,
            confirmMilliseconds: self.plan.confirmMilliseconds,
            trustsPast: self.settings.sabotage == .keepIncarnation,
            at: self.now
        )
        self.note(office, .started)
        for case .incarnationOpened(let incarnation, _) in notices {
            self.note(office, .incarnation(incarnation))
        }
        let disk = self.offices[office].store.durable
        try self.feedChecker.started(office, with: disk)
        try self.durabilityChecker.check(office, on: disk)
        try self.noteChecker.started(office, with: disk, now: self.now)
        self.placesChecker.started(self.offices[office], at: office, self.floodedBranches)
        try self.registerChildren(of: office)
        if self.offices[office].isAmnesic { try self.actInIgnorance(office) }
        self.planTick(office, after: self.random.integer(in: 1...1000))
        for (cable, state) in self.network.cables.enumerated()
        where state.edge.child == office && state.link == nil {
            self.schedule(after: self.random.integer(in: 1...500), .dial(cable: cable))
        }
    }

    /// The machine of a node burns, and its disk with it. What nobody else has is gone.
    func dieNow(_ office: Int) {
        guard self.isFaulty else { return }
        if self.offices[office].isUp { self.takeDown(office) }
        self.note(office, .died)
        self.offices[office].isDead = true
        self.durabilityChecker.died(office, offices: self.offices)
        for cable in self.network.cables.indices {
            let edge = self.network.cables[cable].edge
            guard edge.child == office || edge.parent == office else { continue }
            self.network.cables[cable].isRetired = true
            self.cutCable(cable)
        }
    }

    /// An office that others report to has their nodes in its roster before they dial, and the societies that it hosts
    /// before it writes for them.
    private func registerChildren(of office: Int) throws {
        guard self.settings.hasWork || self.hasFloods, !self.offices[office].hasRegistered else {
            return
        }
        self.offices[office].hasRegistered = true
        try self.registerChildren(of: office, granting: nil)
    }

    /// - Parameter places: what each child is granted; nil for what its branch needs.
    func registerChildren(of office: Int, granting places: Int?) throws {
        // The tree knows the children of an office by its first node, which may be gone when more is granted.
        let path = self.offices[office].path
        let first = self.tree.nodes.firstIndex { $0.identity.path == path }
        let parent = places == nil ? office : first
        let children = self.tree.nodes.filter { $0.parent == parent }
            .map { (node: $0, places: places ?? self.places(of: $0)) }
        let act = try self.workload.registration(of: children, by: self.offices[office])
        if let act { try self.submit(act, at: office) }
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
                self.network.cables[cable].downUntil = max(
                    self.network.cables[cable].downUntil,
                    self.now + outage
                )
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
        self.schedule(after: self.paced(self.random.around(mean)), .cut)
        guard !self.network.cables.isEmpty else { return }
        let cable = self.random.index(below: self.network.cables.count)
        let isHalfOpen = self.random.chance(perMille: self.plan.halfOpenPerMille)
        if self.random.chance(perMille: 600) {
            let outage = self.random.integer(in: 100...self.plan.outageMillisecondsMax)
            self.network.cables[cable].downUntil = max(
                self.network.cables[cable].downUntil,
                self.now + outage
            )
        }
        self.cutCable(cable, isNoticedByAll: !isHalfOpen)
    }

    func cutCable(_ cable: Int, isNoticedByAll: Bool = true) {
        for (link, connection) in self.network.connections where connection.edge == cable {
            self.cutLink(link, isNoticedByAll: isNoticedByAll)
        }
    }

    /// All are on their own for days or weeks. People go on working, at the pace of such times.
    func goApart() {
        guard let partition = self.plan.partition, self.isFaulty else { return }
        self.counts.faults[.weeksApart] += 1
        self.note(0, .apart(partition.milliseconds))
        self.apartUntil = self.now + partition.milliseconds
        for cable in self.network.cables.indices {
            let end = self.apartUntil + self.network.delay()
            self.network.cables[cable].downUntil = max(
                self.network.cables[cable].downUntil,
                end
            )
            self.cutCable(cable)
        }
    }

    // MARK: Clocks

    /// Somebody has looked at the clock.
    func putClockRight(_ office: Int) {
        guard self.isFaulty else { return }
        self.counts.faults[.clockPutRight] += 1
        let step = -self.offices[office].clock.offsetMilliseconds
        self.note(office, .clockStepped(step))
        self.offices[office].clock.setRight()
    }

    func stepSomeClock() {
        guard self.isFaulty, let mean = self.plan.clockStepEveryMilliseconds else { return }
        self.schedule(after: self.paced(self.random.around(mean)), .clockStep)
        self.counts.faults[.clockStepped] += 1
        let office = self.random.index(below: self.offices.count)
        let most = max(1_000, self.plan.clockOffsetMillisecondsMax)
        // However often it steps, it stays within the range: what it wrote is held for so long at most.
        let step =
            self.random.integer(in: -most...most) - self.offices[office].clock.offsetMilliseconds
        self.note(office, .clockStepped(step))
        self.offices[office].clock.step(by: step)
    }
}
