package import SyncProtocol

// The language of scenarios: a quiet tree, in which only what the scenario says happens.

extension Simulation {
    /// Headquarters 100000, Sichuan 510000, Chengdu 510100 and Mianyang 510700, no faults, no work.
    package static func sichuan(
        plan: FaultPlan = FaultPlan(),
        hasShortcut: Bool = false,
        sabotage: Sabotage? = nil,
        omitted: VerificationStep? = nil
    ) throws -> Simulation {
        try Simulation(
            SimulationSettings(
                seed: 1,
                officeCount: 4,
                sabotage: sabotage,
                omitted: omitted,
                hasWork: false
            ),
            tree: OfficeTree.sichuan(hasShortcut: hasShortcut),
            plan: plan
        )
    }

    /// Chengdu with two counties, on disks that take a quarter of a millisecond for each change.
    package static func counties(plan: FaultPlan = FaultPlan()) throws -> Simulation {
        var plan = plan
        plan.changeMicroseconds = 250
        let settings = SimulationSettings(seed: 1, officeCount: 5, hasWork: false)
        return try Simulation(settings, tree: OfficeTree.counties(), plan: plan)
    }

    /// The office with this id.
    ///
    /// - Parameter node: which of its nodes, from 0.
    package func office(_ id: String, node: Int = 0) -> OfficeHandle {
        let nodes = self.offices.indices.filter { self.offices[$0].path.office.text == id }
        precondition(
            node < nodes.count,
            "the scenario names a node of an office \(id) that its tree does not have"
        )
        return OfficeHandle(simulation: self, index: nodes[node])
    }

    /// Cuts the cables between two nodes for a time.
    package func cut(
        between one: OfficeHandle,
        and other: OfficeHandle,
        for milliseconds: Int64
    ) {
        let ends = [one.index, other.index]
        for cable in self.network.cables.indices {
            let edge = self.network.cables[cable].edge
            guard ends.contains(edge.child), ends.contains(edge.parent) else { continue }
            self.network.cables[cable].downUntil = self.now + milliseconds
            self.cutCable(cable)
        }
    }

    /// Cuts the cables that an office dials over, for a time.
    ///
    /// - Parameter isNoticedByAll: false when one end goes on as if nothing were.
    package func cut(_ id: String, for milliseconds: Int64, isNoticedByAll: Bool = true) {
        let child = self.office(id).index
        for cable in self.network.cables.indices
        where self.network.cables[cable].edge.child == child {
            self.network.cables[cable].downUntil = self.now + milliseconds
            self.cutCable(cable, isNoticedByAll: isNoticedByAll)
        }
    }

    package func run(for milliseconds: Int64) throws {
        try self.run(until: self.now + milliseconds)
    }

    /// Lets time pass until a condition holds.
    ///
    /// - Throws: ``CheckFailure`` when it does not hold in time.
    package func run(
        within milliseconds: Int64 = 120_000,
        until what: String,
        _ isDone: (Simulation) -> Bool
    ) throws {
        guard try self.run(upTo: self.now + milliseconds, until: isDone) else {
            throw CheckFailure(.liveness, what, office: nil, "not within \(milliseconds) ms")
        }
    }

    /// Waits until every office is linked to all above it that it dials.
    package func runUntilLinked() throws {
        try self.run(until: "all offices are linked") { simulation in
            simulation.network.cables.filter { !$0.isRetired }.allSatisfy { cable in
                simulation.offices[cable.edge.child].relay?.links.contains {
                    $0.phase == .streaming
                } ?? false
            }
        }
    }

    func drawBytes(_ count: Int) -> [UInt8] { self.random.bytes(count) }
}

extension Simulation {
    /// Hands changes to an office as if a neighbour had sent them, past all that a session checks.
    ///
    /// - Parameters:
    ///   - isFirstLost: the first is checked, and lost before it reaches the disk.
    ///   - isEquivocation: their author has signed them, beside others.
    package func inject(
        _ changes: [SignedChange],
        into id: String,
        from peer: OfficePath,
        isFirstLost: Bool = false,
        isEquivocation: Bool = false
    ) throws {
        for signed in changes where isEquivocation {
            let change = try Change(decoding: signed.body)
            let head = FeedHead(number: change.number, digest: signed.digest)
            self.feedChecker.equivocated(change.feed, head, after: change.previous)
        }
        let office = self.office(id).index
        let scope = LinkScope(office: self.offices[office].path, peer: peer)
        let checked = self.offices[office].verify(changes, in: scope, with: self.verifier)
        let kept = isFirstLost ? Array(checked.dropFirst()) : checked
        self.counts.received += kept.count
        let batch = VerifiedBatch(
            id: BatchID(link: LinkID(0), number: 1),
            peer: peer,
            changes: kept
        )
        self.offices[office].store.submit(batch)
        try self.beginCommit(office)
    }
}
