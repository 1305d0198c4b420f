internal import SyncProtocol

// How a seed comes by its faults.

extension FaultPlan {
    private static let millisecondsPerDay: Int64 = 86_400_000

    /// - Parameters:
    ///   - offices: how many offices there are.
    ///   - duration: how long faults and work go on, in milliseconds.
    package static func draw(
        _ profile: Profile = .swarm,
        offices: Int,
        duration: Int64,
        from random: inout SplitMix64
    ) -> FaultPlan {
        var plan = FaultPlan()
        plan.duration = duration
        plan.commitMilliseconds = random.integer(in: 1...40)
        plan.drawNetwork(from: &random)
        if random.chance(perMille: 500) {
            plan.crashEveryMilliseconds = random.integer(in: 3_000...30_000)
        }
        if random.chance(perMille: 600) {
            plan.cutEveryMilliseconds = random.integer(in: 2_000...30_000)
            plan.outageMillisecondsMax = random.chance(perMille: 250) ? duration : 15_000
            plan.halfOpenPerMille = random.chance(perMille: 500) ? 300 : 0
        }
        plan.drawClocks(from: &random)
        if offices > 1, profile == .restore || random.chance(perMille: 300) {
            plan.drawDisks(isMany: profile == .restore, offices: offices, from: &random)
        }
        if profile == .evil || random.chance(perMille: 300) {
            plan.drawMalice(isMany: profile == .evil, Malice.all(in: profile), from: &random)
        }
        plan.drawLimits(from: &random)
        plan.drawAlarms(from: &random)
        if random.chance(perMille: 200) {
            plan.lateJoinAt = random.integer(in: (duration / 10)...duration)
        }
        if random.chance(perMille: 100) {
            plan.partition = Partition(
                at: random.integer(in: (duration / 4)...(duration * 3 / 4)),
                milliseconds: random.integer(in: 3...40) * Self.millisecondsPerDay
            )
        }
        // An office that runs twice must not move in two ways.
        if random.chance(perMille: 200), plan.clone == nil {
            plan.reparenting = Reparenting(
                declaredAt: random.integer(in: (duration / 10)...(duration * 3 / 4)),
                movedAt: random.integer(in: (duration / 5)...duration)
            )
        }
        plan.drawStandby(offices: offices, from: &random)
        if random.chance(perMille: 200) {
            plan.refusedPerMille = Int(random.integer(in: 10...500))
        }
        if profile == .restore, random.chance(perMille: 600) {
            plan.drawRots(offices: offices, from: &random)
        }
        if profile == .edit { plan.keepAll(offices: offices, from: &random) }
        return plan
    }

    /// Leaves out whatever loses a disk, lies or moves, and all that is held for years: what anybody saw saved must be
    /// there in the end. Most runs have an office with two nodes.
    private mutating func keepAll(offices: Int, from random: inout SplitMix64) {
        self.backups = []
        self.restores = []
        self.rots = []
        self.clone = nil
        self.malices = []
        self.reparenting = nil
        self.clocksWrongByYears = 0
        self.standby = nil
        guard offices > 1, random.chance(perMille: 800) else { return }
        self.standby = Standby(office: 1 + random.index(below: offices - 1))
    }

    /// Disks forget single bits.
    private mutating func drawRots(offices: Int, from random: inout SplitMix64) {
        for _ in 0...random.index(below: 8) {
            self.rots.append(
                Rot(
                    kind: random.element(of: FaultKind.rots) ?? .rotRelayed,
                    office: random.index(below: offices),
                    at: random.integer(in: (self.duration / 10)...self.duration),
                    isStopped: random.chance(perMille: 500)
                )
            )
        }
    }

    /// A copied node and a second one of its own right are stories apart; the root has one node.
    private mutating func drawStandby(offices: Int, from random: inout SplitMix64) {
        guard offices > 1, self.clone == nil, random.chance(perMille: 250) else { return }
        let diesAt = random.integer(in: (self.duration / 10)...self.duration)
        self.standby = Standby(
            office: 1 + random.index(below: offices - 1),
            diesAt: random.chance(perMille: 700) ? diesAt : nil,
            isFirstLost: random.chance(perMille: 600)
        )
    }

    private mutating func drawNetwork(from random: inout SplitMix64) {
        self.network.delayMilliseconds = random.integer(in: 1...200)
        let isSlow = random.chance(perMille: 200)
        self.network.bytesPerMillisecond = isSlow ? random.integer(in: 2...20) : 1000
        if random.chance(perMille: 300) {
            self.network.lossPerMille = Int(random.integer(in: 1...30))
        }
        if random.chance(perMille: 400) {
            self.network.duplicationPerMille = Int(random.integer(in: 1...100))
        }
        if random.chance(perMille: 400) {
            self.network.reorderPerMille = Int(random.integer(in: 1...200))
        }
        if random.chance(perMille: 300) {
            self.network.midFramePerMille = Int(random.integer(in: 1...20))
        }
    }

    /// Small limits bring up in minutes what large ones bring up in months.
    private mutating func drawLimits(from random: inout SplitMix64) {
        guard random.chance(perMille: 500) else { return }
        self.limits.creditByteCount = 1 << Int(random.integer(in: 9...22))
        self.limits.feedsPerReadMax = 1 << Int(random.integer(in: 0...9))
        self.limits.acknowledgementMillisecondsMax = random.integer(in: 25_000...60_000)
        self.limits.helloMillisecondsMax = random.integer(in: 2_000...15_000)
        self.limits.pageMillisecondsMax = random.integer(in: 5_000...60_000)
    }

    /// Alarms within seconds, so that withheld reports and statements are noticed while faults strike.
    private mutating func drawAlarms(from random: inout SplitMix64) {
        guard random.chance(perMille: 300) else { return }
        self.limits.statementFirstMilliseconds = random.integer(in: 1_000...5_000)
        self.limits.statementMilliseconds = random.integer(in: 5_000...20_000)
        self.limits.statementValidMilliseconds = 3 * self.limits.statementMilliseconds
        self.confirmMilliseconds = random.integer(in: 5_000...30_000)
    }

    private mutating func drawClocks(from random: inout SplitMix64) {
        if random.chance(perMille: 150) {
            self.clocksWrongByYears = 1 + random.index(below: 2)
        }
        guard random.chance(perMille: 500) else { return }
        self.clockOffsetMillisecondsMax = random.chance(perMille: 400) ? 1_200_000 : 5_000
        self.clockDriftPerMillionMax = random.integer(in: 0...500)
        if random.chance(perMille: 500) {
            self.clockStepEveryMilliseconds = random.integer(in: 5_000...40_000)
        }
    }

    /// Backups at any time, and each of them may come back later, more than once.
    private mutating func drawDisks(
        isMany: Bool,
        offices: Int,
        from random: inout SplitMix64
    ) {
        let victims = isMany ? 1 + random.index(below: 3) : 1
        for _ in 0..<victims {
            let office = random.index(below: offices)
            let first = random.integer(in: (self.duration / 20)...(self.duration / 2))
            self.backups.append(Backup(office: office, at: first))
            for _ in 0..<(isMany ? random.index(below: 6) : 0) {
                let at = random.integer(in: first...self.duration)
                self.backups.append(Backup(office: office, at: at))
            }
            for _ in 0...(isMany ? random.index(below: 3) : 0) {
                self.restores.append(
                    Restore(
                        office: office,
                        at: random.integer(in: (first + 1)...self.duration),
                        exchange: random.element(of: Exchange.allCases) ?? .databaseAlone
                    )
                )
            }
        }
        if random.chance(perMille: isMany ? 300 : 200) {
            // The root has nobody above it through whom its second node could hear of the first.
            self.clone = Clone(
                office: 1 + random.index(below: offices - 1),
                at: random.integer(in: (self.duration / 10)...(self.duration * 9 / 10))
            )
        }
    }

    private mutating func drawMalice(
        isMany: Bool,
        _ malices: [Malice],
        from random: inout SplitMix64
    ) {
        self.malicePerMille = Int(random.integer(in: 20...500))
        self.villainCount = isMany ? 1 + random.index(below: 3) : 1
        for _ in 0...(isMany ? random.index(below: 4) : random.index(below: 2)) {
            guard let malice = random.element(of: malices),
                !self.malices.contains(malice)
            else { continue }
            self.malices.append(malice)
        }
    }
}
