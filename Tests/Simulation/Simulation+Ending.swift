internal import Decision
internal import OrderedCollections
internal import SyncProtocol

// A run has two parts: faults strike and nothing false may be said; then all is put right, and all
// must come together in time.

extension Simulation {
    /// How long after the last fault everybody must have everything: held changes of a clock that ran
    /// ahead, an outage that nobody noticed and a few attempts to dial all fit into it.
    package static let quietMillisecondsMax: Int64 = 45 * 60 * 1000
    /// How often that is looked at.
    private static let lookMilliseconds: Int64 = 5_000
    /// How long links may need after that to see that they are in sync.
    private static let settleMillisecondsMax: Int64 = 180_000

    /// Lets faults strike as planned, puts all right, and checks that all come together.
    package func runToTheEnd() throws {
        try self.run(until: self.plan.duration)
        try self.heal()
        try self.converge()
    }

    /// Ends all faults.
    package func heal() throws {
        self.note(0, .healed)
        self.isFaulty = false
        self.network.faults = self.network.faults.healed
        self.apartUntil = 0
        for index in self.offices.indices {
            self.offices[index].clock.setRight()
            try self.startNow(index)
        }
        try self.finishReparenting()
        try self.examineDisks()
        try self.goOnWithRightClocks()
        try self.grantPlaces()
        for cable in self.network.cables.indices {
            if self.network.cables[cable].downUntil == Self.never {
                self.schedule(after: 1, .dial(cable: cable))
            }
            self.network.cables[cable].downUntil = 0
            let edge = self.network.cables[cable].edge
            // Whoever has lied is put under new management.
            if self.villains.contains(edge.child) || self.villains.contains(edge.parent) {
                self.cutCable(cable)
            }
        }
    }

    /// Whoever has written with a clock that was ahead goes on, and that must be in force everywhere
    /// at once.
    private func goOnWithRightClocks() throws {
        let wall = SimulatedClock().wall(at: self.now)
        for index in self.offices.indices
        where self.offices[index].isUp
            && self.offices[index].store.state.clock.isAhead(at: wall)
        {
            let act = try self.workload.report(by: self.offices[index], at: wall)
            if let act { try self.submit(act, at: index) }
        }
    }

    /// Waits until everybody has everything, and checks that it is right.
    package func converge() throws {
        let end = self.now + Self.quietMillisecondsMax
        var missing = try self.missing()
        while let lack = missing {
            guard self.now < end else {
                throw CheckFailure(.liveness, "all offices converge", office: nil, lack)
            }
            try self.run(until: self.now + Self.lookMilliseconds)
            missing = try self.missing()
        }
        try self.settleLinks()
        try self.checkEnd()
    }

    private func missing() throws -> String? {
        self.counts.forkedFeeds = try self.feedChecker.forked(self.offices).count
        let convergence = self.convergence
        return convergence.missing() ?? self.pendingDamage()
            ?? self.missingNotes(except: convergence.cappedFeeds)
    }

    /// What an author does not know to be saved above, and alarms that stand.
    private func missingNotes(except capped: [FeedID]) -> String? {
        // Two nodes with one key are one to their neighbours, so that either may lack what is meant for
        // it and for offices below.
        let cloned = self.plan.clone.map { self.offices[$0.office].path }
        let doubtful = self.offices.indices.filter {
            self.offices[$0].isDead || cloned?.contains(self.offices[$0].path) == true
        }
        return self.noteChecker.missing(
            self.offices,
            except: capped,
            ignoring: doubtful
        ) ?? self.noteChecker.standing(self.offices, ignoring: doubtful)
            ?? self.pendingRecovery(ignoring: doubtful)
    }

    private var convergence: ConvergenceChecker {
        ConvergenceChecker(
            self.offices,
            wall: SimulatedClock().wall(at: self.now),
            stuck: self.stuckFeeds
        )
    }

    /// Each end of each link comes to know that both have the same.
    private func settleLinks() throws {
        let end = self.now + Self.settleMillisecondsMax
        while let lack = self.convergence.unsettledLink() {
            guard self.now < end else {
                throw CheckFailure(.liveness, "links see that they are in sync", office: nil, lack)
            }
            try self.run(until: self.now + Self.lookMilliseconds)
        }
    }

    /// Every change that was ever received came to exactly one outcome (I10).
    private func checkAccounts() throws {
        let counts = self.counts
        guard counts.received == counts.settled + counts.lostInCrashes else {
            throw CheckFailure(
                .correctness,
                "every received change has one outcome",
                office: nil,
                "\(counts.received) received, \(counts.settled) settled, "
                    + "\(counts.lostInCrashes) lost in crashes"
            )
        }
    }

    /// Every note, too, but for those that the end of the run has interrupted.
    private func checkNoteAccounts() throws {
        let notes = self.counts.notes
        let pending = self.pendingNoteCount
        guard notes.received == notes.settled + pending else {
            throw CheckFailure(
                .correctness,
                "every received note has one outcome",
                office: nil,
                "\(notes.received) received, \(notes.settled) settled, \(pending) under way"
            )
        }
    }

    private func checkEnd() throws {
        let checker = self.convergence
        try self.checkAccounts()
        try self.checkNoteAccounts()
        try self.checkDisks()
        try checker.checkConfined()
        try checker.checkEnded()
        var random = self.random.fork()
        try checker.checkTotals(random: &random)
        try self.editChecker.checkEnd(self.offices)
        self.durabilityChecker.forgetStranded(self.offices)
        for (index, office) in self.offices.enumerated() where !office.isDead {
            let disk = office.store.durable
            try self.durabilityChecker.check(index, on: disk)
            try self.durabilityChecker.checkArrival(
                at: index,
                disk,
                among: self.offices,
                except: checker.cappedFeeds
            )
            try AgreementChecker.check(office, at: index)
            try AgreementChecker.check(disk.spaceIDs, at: index, among: self.offices)
        }
    }
}
