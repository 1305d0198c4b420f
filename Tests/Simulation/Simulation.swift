internal import HeapModule
internal import SyncProtocol

/// A tree of offices on a simulated clock, network and disk, all from one seed.
///
/// Every office runs the real ``Relay``. One thread, no `await`, no clock of the machine: the same
/// settings give the same run, event by event.
package final class Simulation {
    /// True simulated milliseconds since the start.
    package internal(set) var now: Int64 = 0
    package let settings: SimulationSettings
    package let tree: OfficeTree
    package internal(set) var plan: FaultPlan
    package internal(set) var offices: [SimulatedOffice]
    package internal(set) var network: SimulatedNetwork
    package internal(set) var trace: Trace
    package internal(set) var counts = SimulationCounts()
    /// Faults strike and people work; false once the run comes to its end.
    package internal(set) var isFaulty = true
    /// Is told of every step of every relay.
    package weak var watcher: (any RelayWatcher)?

    var feedChecker: FeedChecker
    var durabilityChecker: DurabilityChecker
    var noteChecker: NoteChecker
    var placesChecker: PlacesChecker
    var outsiderChecker = OutsiderChecker()
    var editChecker = EditChecker()
    var workload: Workload
    /// People who edit records. Nil where that is left to what others do.
    var editors: Editors?
    var random: SplitMix64
    let verifier: ChangeVerifier<SignatureSuite>
    /// The offices that have turned against the others.
    let villains: [Int]
    /// What they have sent lately, for those that send it again.
    var sentByVillains: [[UInt8]] = []
    /// Receipts that they have passed on lately.
    var confirmationsSeen: [Note] = []
    /// Who goes where, once it is drawn.
    var reparenting: Reparenting?
    /// The node that goes on alone since the other of its office is gone, until it has served somebody.
    var survivor: Int?
    /// Until when all cables are down for good.
    var apartUntil: Int64 = 0
    /// How often people act, in milliseconds.
    let workEveryMilliseconds: Int64

    private var heap = Heap<Scheduled>()
    private var nextSequence: UInt64 = 0
    private var nextAct: ActNumber = 1

    /// - Parameters:
    ///   - tree: nil draws one from the seed.
    ///   - plan: nil draws one from the seed.
    ///   - sink: takes every entry of the trace as it comes.
    package init(
        _ settings: SimulationSettings,
        tree: OfficeTree? = nil,
        plan: FaultPlan? = nil,
        sink: ((Trace.Entry) -> Void)? = nil
    ) throws {
        var random = SplitMix64(seed: settings.seed)
        var shape = random.fork()
        var chance = random.fork()
        var tree =
            try tree
            ?? OfficeTree.draw(
                count: settings.officeCount,
                suite: settings.suite,
                from: &shape
            )
        let plan =
            plan
            ?? FaultPlan.draw(
                settings.profile,
                offices: tree.nodes.count,
                duration: settings.faultMilliseconds,
                from: &chance
            )
        // Whoever relays for others can do most harm.
        let relays = tree.nodes.indices.filter { index in
            tree.edges.contains { $0.parent == index }
        }
        let shortcutCount = tree.shortcutCount
        if let clone = plan.clone { tree = tree.addingClone(of: clone.office) }
        if let standby = plan.standby {
            let signer = try settings.suite.signer(
                seed: chance.bytes(settings.suite.seedByteCount)
            )
            tree = try tree.addingStandby(of: standby.office, signer: signer)
        }
        self.settings = settings
        self.tree = tree
        self.plan = plan
        self.trace = Trace(sink: sink)
        self.network = SimulatedNetwork(
            edges: tree.edges,
            faults: plan.network,
            random: random.fork()
        )
        self.workload = Workload(
            random: random.fork(),
            offices: tree.nodes.map(\.identity.path),
            hasCases: settings.profile == .cases
        )
        // Where people edit records they do less of the rest.
        self.workEveryMilliseconds =
            chance.integer(in: 100...1500) * (settings.profile == .edit ? 4 : 1)
        self.verifier = ChangeVerifier(
            tree: tree.tree,
            verifier: settings.suite,
            steps: settings.steps
        )
        self.villains = Self.villains(plan, among: relays, from: &chance)
        self.feedChecker = FeedChecker(officeCount: tree.nodes.count)
        self.durabilityChecker = DurabilityChecker(officeCount: tree.nodes.count)
        self.noteChecker = NoteChecker(officeCount: tree.nodes.count, villains: self.villains)
        self.placesChecker = PlacesChecker(officeCount: tree.nodes.count)
        self.offices = try tree.nodes.map { node in
            let offset = plan.clockOffsetMillisecondsMax
            let drift = plan.clockDriftPerMillionMax
            return try SimulatedOffice(
                identity: node.identity,
                level: node.level,
                clock: SimulatedClock(
                    offsetMilliseconds: chance.integer(in: -offset...offset),
                    driftPerMillion: chance.integer(in: -drift...drift)
                ),
                chance: random.fork(),
                engine: settings.engine
            )
        }
        if settings.profile == .edit, settings.hasWork {
            self.editors = Editors(
                random: random.fork(),
                offices: tree.nodes.map(\.identity.path),
                standby: plan.standby?.office
            )
        }
        self.random = random
        self.setClocksWrong(from: &chance)
        self.counts.offices = tree.nodes.count
        self.counts.secondPaths = shortcutCount
        self.counts.hostedSocieties = tree.nodes.reduce(0) { $0 + $1.identity.hosted.count }
        self.planBeginning()
    }

    /// The same world as it is now. From here on both go on by themselves, and what happens to the one
    /// does not touch the other.
    package init(copyOf other: Simulation) {
        self.now = other.now
        self.settings = other.settings
        self.tree = other.tree
        self.plan = other.plan
        self.offices = other.offices
        self.network = other.network
        self.trace = other.trace
        self.counts = other.counts
        self.isFaulty = other.isFaulty
        self.feedChecker = other.feedChecker
        self.durabilityChecker = other.durabilityChecker
        self.noteChecker = other.noteChecker
        self.placesChecker = other.placesChecker
        self.outsiderChecker = other.outsiderChecker
        self.editChecker = other.editChecker
        self.workload = other.workload
        self.editors = other.editors
        self.random = other.random
        self.verifier = other.verifier
        self.villains = other.villains
        self.sentByVillains = other.sentByVillains
        self.confirmationsSeen = other.confirmationsSeen
        self.reparenting = other.reparenting
        self.survivor = other.survivor
        self.apartUntil = other.apartUntil
        self.workEveryMilliseconds = other.workEveryMilliseconds
        self.heap = other.heap
        self.nextSequence = other.nextSequence
        self.nextAct = other.nextAct
    }

    private static func villains(
        _ plan: FaultPlan,
        among relays: [Int],
        from random: inout SplitMix64
    ) -> [Int] {
        guard !plan.malices.isEmpty, plan.villains.isEmpty else { return plan.villains }
        var villains: [Int] = []
        for _ in 0..<plan.villainCount {
            if let villain = random.element(of: relays.filter { !villains.contains($0) }) {
                villains.append(villain)
            }
        }
        return villains
    }

    /// Some clocks are wrong by years: ahead, behind, or back in 1970.
    private func setClocksWrong(from random: inout SplitMix64) {
        let year: Int64 = 365 * 86_400_000
        for _ in 0..<min(self.plan.clocksWrongByYears, self.offices.count) {
            let office = random.index(below: self.offices.count)
            let isAhead = random.chance(perMille: 500)
            let years = random.integer(in: 1...20) * year
            let behind =
                random.chance(perMille: 200) ? SimulatedClock.epochMilliseconds : years
            self.counts.faults[isAhead ? .clockYearsAhead : .clockYearsBehind] += 1
            self.offices[office].clock.step(by: isAhead ? years : -behind)
            if random.chance(perMille: 600) {
                let end = self.plan.duration
                self.schedule(
                    at: random.integer(in: (end / 5)...(end * 4 / 5)),
                    .clockRight(office: office)
                )
            }
        }
    }

    // MARK: Time

    func schedule(at time: Int64, _ occurrence: Occurrence) {
        self.heap.insert(
            Scheduled(time: time, sequence: self.nextSequence, occurrence: occurrence)
        )
        self.nextSequence += 1
    }

    func schedule(after delay: Int64, _ occurrence: Occurrence) {
        self.schedule(at: self.now + max(0, delay), occurrence)
    }

    /// Lets everything happen up to a time.
    package func run(until end: Int64) throws {
        while let next = self.heap.min, next.time <= end {
            self.heap.removeMin()
            self.now = next.time
            try self.happen(next.occurrence)
        }
        self.now = max(self.now, end)
    }

    /// Lets time pass until a condition holds. False when it does not hold in time.
    package func run(upTo end: Int64, until isDone: (Simulation) -> Bool) throws -> Bool {
        while !isDone(self) {
            guard let next = self.heap.min, next.time <= end else { return false }
            self.heap.removeMin()
            self.now = next.time
            try self.happen(next.occurrence)
        }
        return true
    }

    private func planBeginning() {
        // The second node of an office comes up when it is cloned.
        let count = self.offices.count - (self.plan.clone == nil ? 0 : 1)
        for index in 0..<count {
            let isLate = self.plan.lateJoinAt != nil && index == count - 1
            if isLate { self.counts.faults[.lateJoin] += 1 }
            let start = isLate ? self.plan.lateJoinAt ?? 0 : Int64(index)
            self.schedule(at: start, .start(office: index))
        }
        for backup in self.plan.backups {
            self.schedule(at: backup.at, .backUp(office: backup.office))
        }
        for restore in self.plan.restores {
            self.schedule(at: restore.at, .exchange(office: restore.office, restore.exchange))
        }
        for rot in self.plan.rots { self.schedule(at: rot.at, .rot(rot)) }
        if let clone = self.plan.clone {
            // Two nodes of one office do not know of each other before all is put right.
            self.network.cables[self.network.cables.count - 1].downUntil = Self.never
            self.schedule(at: clone.at, .clone(office: clone.office))
        }
        if let standby = self.plan.standby, let diesAt = standby.diesAt {
            let second = self.offices.count - 1
            let office = standby.isFirstLost ? standby.office : second
            self.survivor = standby.isFirstLost ? second : standby.office
            self.schedule(at: diesAt, .die(office: office))
        }
        if let reparenting = self.plan.reparenting {
            self.schedule(at: reparenting.declaredAt, .declare)
            self.schedule(at: reparenting.movedAt, .move)
        }
        if let partition = self.plan.partition {
            self.schedule(at: partition.at, .partition)
            self.plan.duration += partition.milliseconds
        }
        if let mean = self.plan.crashEveryMilliseconds {
            self.schedule(at: self.random.around(mean), .crash(office: nil))
        }
        if let mean = self.plan.cutEveryMilliseconds {
            self.schedule(at: self.random.around(mean), .cut)
        }
        if let mean = self.plan.clockStepEveryMilliseconds {
            self.schedule(at: self.random.around(mean), .clockStep)
        }
        if self.settings.hasWork { self.schedule(at: 100, .work) }
        if self.editors != nil { self.schedule(at: 100, .openPage) }
    }

    // MARK: What happens

    private func happen(_ occurrence: Occurrence) throws {
        self.counts.events += 1
        switch occurrence {
        case .tick(let office, let life): try self.tick(office, life)
        case .dial(let cable): self.dial(cable)
        case .established(let link): try self.established(link)
        case .arrived(let link, let office, let bytes): try self.arrived(link, office, bytes)
        case .closed(let link, let office): try self.heardOfClosing(link, office)
        case .durable(let office, let life): try self.becameDurable(office, life)
        case .committed(let office, let life): try self.committed(office, life)
        case .read(let office, let life, let link, let requests, let byteCountMax):
            try self.read(office, life, link, requests, byteCountMax)
        case .work: try self.work()
        case .openPage: try self.openPage()
        case .savePage(let page): try self.savePage(page)
        case .crash(let office): try self.crashNow(office)
        case .start(let office): try self.startNow(office)
        case .cut: self.cutSomething()
        case .clockStep: self.stepSomeClock()
        case .clockRight(let office): self.putClockRight(office)
        case .backUp(let office): self.backUpNow(office)
        case .exchange(let office, let exchange):
            if self.isFaulty { self.exchangeNow(office, exchange) }
        case .rot(let rot): try self.rotNow(rot)
        case .mend(let office, let life):
            if self.isAlive(office, life), self.offices[office].store.durable.hasRottenRows {
                try self.submit(.mend, by: office)
            }
        case .clone(let office): try self.cloneNow(office)
        case .signed(let office, let life, let link, let statement):
            if self.isAlive(office, life) {
                try self.step(office, .certified(link, statement))
            }
        case .flood(let office): try self.floodNow(office)
        case .die(let office): self.dieNow(office)
        case .partition: self.goApart()
        case .declare: try self.declareReparenting()
        case .move: try self.carryOutReparenting()
        }
    }

    func note(_ office: Int, _ what: Trace.Happening) {
        self.trace.append(Trace.Entry(time: self.now, office: office, what: what))
    }

    func isAlive(_ office: Int, _ life: Int) -> Bool {
        self.offices[office].life == life && self.offices[office].isUp
    }

    /// How far apart two attempts or ticks must lie to be skipped while nothing can come of them.
    static let longMilliseconds: Int64 = 60_000
    /// A time that does not come.
    static let never = Int64.max

    /// A waiting time, stretched while all are apart for weeks.
    func paced(_ milliseconds: Int64) -> Int64 {
        guard self.now < self.apartUntil, let partition = self.plan.partition else {
            return milliseconds
        }
        return min(
            milliseconds * max(1, partition.milliseconds / Self.longMilliseconds),
            self.apartUntil - self.now
        )
    }

    func planTick(_ office: Int, after delay: Int64) {
        self.offices[office].nextTickAt = self.now + delay
        let life = self.offices[office].life
        self.schedule(after: delay, .tick(office: office, life: life))
    }

    private func tick(_ office: Int, _ life: Int) throws {
        guard self.isAlive(office, life), self.offices[office].nextTickAt == self.now else {
            return
        }
        let wall = self.offices[office].clock.wall(at: self.now)
        if self.offices[office].asksForRelease(at: wall) {
            self.offices[office].store.submit(.release)
            try self.beginCommit(office)
        }
        try self.step(office, .tick)
        if let relay = self.offices[office].relay {
            let tick = NoteDesk.Event.tick(
                streaming: relay.streamingLinks,
                inStep: relay.linksInStep
            )
            try self.stepNotes(office, tick)
        }
        try self.concludeRecovery(at: office)
        let isLinked = self.offices[office].relay?.isLinked == true
        self.planTick(office, after: isLinked ? 1_000 : self.paced(1_000))
    }

    // MARK: People

    private func work() throws {
        guard self.isFaulty else { return }
        let isBurst = self.random.chance(perMille: 30)
        let office = self.random.index(below: self.offices.count)
        for _ in 0..<(isBurst ? 10 + self.random.index(below: 30) : 1) {
            guard self.offices[office].isUp else { break }
            let wall = self.offices[office].clock.wall(at: self.now)
            if let act = try self.workload.draw(for: self.offices[office], wall: wall) {
                try self.submit(act, at: office)
            }
        }
        self.schedule(after: self.paced(self.random.around(self.workEveryMilliseconds)), .work)
    }

    /// Hands an act to an office's node. Its user hears of it when it is saved.
    @discardableResult
    package func submit(_ act: Workload.Act, at office: Int) throws -> ActNumber {
        let number = self.nextAct
        self.nextAct += 1
        self.counts.acts += 1
        self.note(office, .asked(act: number, act.words))
        if self.offices[office].store.submit(act.act, number: number) {
            try self.beginCommit(office)
        } else {
            self.note(office, .refusedAct(act: number))
        }
        return number
    }

    /// Makes an act from the office's present state and hands it in.
    @discardableResult
    package func submit(
        at office: Int,
        _ make: (inout Workload, SimulatedOffice, _ wall: Int64) throws -> Workload.Act?
    ) throws -> ActNumber {
        let wall = self.offices[office].clock.wall(at: self.now)
        guard let act = try make(&self.workload, self.offices[office], wall) else {
            throw CheckFailure(.correctness, "scenario", office: office, "the act makes no sense")
        }
        return try self.submit(act, at: office)
    }
}
