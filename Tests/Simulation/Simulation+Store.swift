internal import Decision
internal import OrderedCollections
internal import SyncProtocol

// What the driver does with the store: commits that take time, and answers that come after them.

extension Simulation {
    func beginCommit(_ office: Int) throws {
        let divisions = self.offices[office].store.divisionCount
        let begins = try self.offices[office].beginCommit(
            at: self.now,
            self.settings,
            refusedPerMille: self.isFaulty ? self.plan.refusedPerMille : 0
        )
        guard begins else { return }
        self.counts.faults[.turnRefused] += self.offices[office].store.divisionCount - divisions
        self.note(office, .began)
        let life = self.offices[office].life
        let changes = self.offices[office].store.commit?.outcome.changeCount ?? 0
        let duration =
            self.random.around(self.plan.commitMilliseconds)
            + Int64(changes) * self.plan.changeMicroseconds / 1_000
        self.schedule(after: duration, .durable(office: office, life: life))
        try self.sabotageEarly(office)
    }

    /// The disk has it. Nobody was told yet: a crash between this and the next step loses nothing,
    /// though nobody knows.
    func becameDurable(_ office: Int, _ life: Int) throws {
        guard self.isAlive(office, life) else { return }
        let before = self.offices[office].store.durable
        self.offices[office].becameDurable()
        let outcome = self.offices[office].store.commit?.outcome ?? CommitOutcome()
        self.counts.changes += outcome.committed.count
        self.note(office, .durable(committed: outcome.committed.count))
        for case .incarnationOpened(let incarnation, _) in outcome.notices {
            self.note(office, .incarnation(incarnation))
        }
        self.durabilityChecker.withdrawn(
            outcome.report.withdrawn,
            at: office,
            before: before,
            disk: self.offices[office].store.durable
        )
        self.noteChecker.withdrawn(
            outcome.report.withdrawn,
            at: office,
            on: self.offices[office].store.durable
        )
        try RestatementChecker.check(
            outcome,
            at: office,
            self.offices[office],
            before: before
        )
        try self.checkNotes(outcome, at: office)
        try self.editChecker.decided(outcome, at: office)
        if !outcome.isOfNotesOnly { try self.checkCommit(outcome, before: before, at: office) }
        self.schedule(
            after: self.random.integer(in: 0...2),
            .committed(office: office, life: life)
        )
    }

    private func checkCommit(
        _ outcome: CommitOutcome,
        before: StoreImage,
        at office: Int
    ) throws {
        let disk = self.offices[office].store.durable
        try self.feedChecker.observe(
            outcome.report,
            at: office,
            author: self.offices[office].identity.author
        )
        try self.outsiderChecker.check(
            outcome.committed.map(\.feed),
            at: office,
            self.offices[office]
        )
        self.counts.quarantined += disk.quarantineCount - before.quarantineCount
        try AgreementChecker.check(Array(outcome.spaces), at: office, among: self.offices)
        try self.editChecker.check(outcome.spaces, at: office, on: disk)
        let positions = outcome.committed.map { FeedPosition(feed: $0.feed, head: $0.head) }
        // A commit looks at the clock when it begins, and clocks may have been put back since.
        let wall = self.offices[office].commitWall
        try AgreementChecker.checkHold(positions, at: office, self.offices[office], wall: wall)
        try AgreementChecker.checkStamps(positions, at: office, self.offices[office], wall: wall)
        self.tally(outcome)
        try AgreementChecker.checkClock(self.offices[office], at: office)
        try LimitChecker.check(self.offices[office], at: office, self.plan)
        guard self.hasFloods, !self.villains.contains(office) else { return }
        try self.placesChecker.check(self.offices[office], at: office, self.floodedBranches)
    }

    private func tally(_ outcome: CommitOutcome) {
        for batch in outcome.report.batches {
            for outcome in batch.outcomes {
                switch outcome.verdict {
                case .accepted: self.counts.accepted += 1
                case .duplicate: self.counts.duplicates += 1
                case .held: self.counts.held += 1
                case .gap: self.counts.gaps += 1
                case .quarantined: self.counts.refused += 1
                }
            }
        }
    }

    /// The writer hears that its commit is on disk: now users and neighbours may be told.
    func committed(_ office: Int, _ life: Int) throws {
        guard self.isAlive(office, life), let outcome = try self.offices[office].store.finish()
        else {
            return
        }
        if self.settings.sabotage != .acknowledgeUserBeforeDurable {
            try self.acknowledge(outcome, at: office)
        }
        if self.settings.sabotage != .acknowledgePeerBeforeDurable {
            try self.report(outcome, at: office)
            try self.tellOfIncarnation(office)
            try self.tellOfSuccessions(office)
        }
        if !outcome.isOfNotesOnly { try AgreementChecker.check(self.offices[office], at: office) }
        try self.reportNotes(outcome, at: office)
        try self.beginCommit(office)
    }

    private func acknowledge(_ outcome: CommitOutcome, at office: Int) throws {
        if office == self.survivor, !outcome.acts.isEmpty, self.offices.contains(where: \.isDead) {
            self.counts.faults[.standbyTookOver] += 1
            self.survivor = nil
        }
        for act in outcome.refused.keys {
            self.note(office, .refusedAct(act: act))
            self.editChecker.refused(act)
        }
        for (act, positions) in outcome.acts {
            self.note(office, .acknowledged(act: act))
            self.counts.acknowledgedActs += 1
            try self.durabilityChecker.acknowledged(
                positions,
                at: office,
                on: self.offices[office].store.durable
            )
            try self.editChecker.acknowledged(act, at: office)
        }
    }

    private func report(_ outcome: CommitOutcome, at office: Int) throws {
        try self.followRecovery(outcome, at: office)
        let report = outcome.report
        guard report != CommitReport(committed: [], batches: []) else {
            return try self.followDamage(outcome, at: office)
        }
        try self.step(office, .committed(report))
        try self.stepNotes(office, .committed(report))
        try self.followDamage(outcome, at: office)
    }

    /// Defects that speak before the disk has spoken.
    private func sabotageEarly(_ office: Int) throws {
        guard let outcome = self.offices[office].store.commit?.outcome else { return }
        switch self.settings.sabotage {
        case .acknowledgeUserBeforeDurable: try self.acknowledge(outcome, at: office)
        case .acknowledgePeerBeforeDurable: try self.report(outcome, at: office)
        default: return
        }
    }

    /// The store answers what a link asked for: feed by feed, up to a number of bytes.
    func read(
        _ office: Int,
        _ life: Int,
        _ link: LinkID,
        _ requests: [ReadRequest],
        _ byteCountMax: Int
    ) throws {
        guard self.isAlive(office, life) else { return }
        let disk = self.offices[office].store.durable
        let check = ChangeCheck(self.offices[office].identity.ofStore)
        let isTrusting = self.settings.sabotage == .sendDamaged
        var found: [CommitReport.Committed] = []
        var damaged: [ChangePlace] = []
        var byteCount = 0
        for request in requests {
            var number = request.after + 1
            let limit = min(byteCountMax, byteCount + min(request.byteCountMax, byteCountMax))
            while number <= request.through, byteCount < limit,
                found.count < WireLimits.batchChangesMax,
                let feed = disk.feed(request.feed), number <= feed.head.number
            {
                guard let entry = feed.entry(number),
                    isTrusting || check.isWhole(entry.stored, by: request.feed.author, feed.key)
                else {
                    damaged.append(ChangePlace(feed: request.feed, number: number))
                    break
                }
                found.append(
                    CommitReport.Committed(
                        feed: request.feed,
                        head: entry.head,
                        signed: entry.signed
                    )
                )
                byteCount += entry.signed.byteCount
                number += 1
            }
        }
        if !damaged.isEmpty {
            try self.step(office, .damaged(damaged))
            try self.submit(.damaged(damaged), by: office)
        }
        try self.step(office, .read(link, found))
    }
}
