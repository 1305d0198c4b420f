package import SyncProtocol

/// What can go wrong on the cables.
package struct NetworkFaults: Sendable, Equatable {
    package var delayMilliseconds: Int64 = 20
    package var bytesPerMillisecond: Int64 = 1000
    package var lossPerMille = 0
    package var duplicationPerMille = 0
    package var reorderPerMille = 0
    package var midFramePerMille = 0

    package init() {}

    /// The same cables without faults.
    package var healed: NetworkFaults {
        var healed = NetworkFaults()
        healed.delayMilliseconds = self.delayMilliseconds
        healed.bytesPerMillisecond = self.bytesPerMillisecond
        return healed
    }
}

/// What an office does that has turned against the others. It is always a neighbour that relays.
package enum Malice: String, Sendable, CaseIterable {
    /// It flips a bit in changes that it forwards.
    case flipsBits
    /// It sends frames that are none.
    case sendsMalformedFrames
    /// It writes directives in the name of others.
    case forgesDirectives
}

/// Which faults a seed draws, and how often they strike: each seed draws other ones, so that rare
/// combinations come up (swarm testing, Groce et al. 2012).
package struct FaultPlan: Sendable, Equatable {
    package struct Restore: Sendable, Equatable {
        package let office: Int
        package let backupAt: Int64
        package let restoreAt: Int64
        /// The fence file stayed, so the node sees at start that its past is gone.
        package let fenceSurvives: Bool
    }

    package var network = NetworkFaults()
    /// How long a commit takes, in milliseconds.
    package var commitMilliseconds: Int64 = 4
    /// The mean time between two crashes of any office, in milliseconds. Nil: none.
    package var crashEveryMilliseconds: Int64?
    package var cutEveryMilliseconds: Int64?
    /// A cut lasts this long at most.
    package var outageMillisecondsMax: Int64 = 20_000
    /// How often a cut goes unnoticed by one end, until it finds the other silent.
    package var halfOpenPerMille = 0
    package var clockOffsetMillisecondsMax: Int64 = 0
    package var clockDriftPerMillionMax: Int64 = 0
    package var clockStepEveryMilliseconds: Int64?
    package var restore: Restore?
    /// What every relay keeps on its links.
    package var limits = RelayLimits()
    package var malice: Malice?
    package var malicePerMille = 0
    /// Who turns against the others. Nil: one of those that relay is drawn.
    package var villain: Int?
    /// The last office joins only now.
    package var lateJoinAt: Int64?
    /// Faults and work go on for so long.
    package var duration: Int64 = 120_000

    package init() {}

    /// - Parameter duration: how long faults and work go on, in milliseconds.
    package static func draw(
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
        if random.chance(perMille: 300), offices > 1 {
            let backupAt = random.integer(in: (duration / 20)...(duration / 2))
            plan.restore = Restore(
                office: random.index(below: offices),
                backupAt: backupAt,
                restoreAt: backupAt + random.integer(in: (duration / 100)...(duration * 2 / 5)),
                fenceSurvives: random.chance(perMille: 500)
            )
        }
        if random.chance(perMille: 300) {
            plan.malice = random.element(of: Malice.allCases)
            plan.malicePerMille = Int(random.integer(in: 20...500))
        }
        plan.drawLimits(from: &random)
        if random.chance(perMille: 200) {
            plan.lateJoinAt = random.integer(in: (duration / 10)...duration)
        }
        return plan
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

    private mutating func drawClocks(from random: inout SplitMix64) {
        guard random.chance(perMille: 500) else { return }
        self.clockOffsetMillisecondsMax = random.chance(perMille: 400) ? 1_200_000 : 5_000
        self.clockDriftPerMillionMax = random.integer(in: 0...500)
        if random.chance(perMille: 500) {
            self.clockStepEveryMilliseconds = random.integer(in: 5_000...40_000)
        }
    }

    /// What the seed has drawn, in a few words.
    package var summary: String {
        var words: [String] = []
        let network = self.network
        if network.lossPerMille > 0 { words.append("loss") }
        if network.duplicationPerMille > 0 { words.append("duplication") }
        if network.reorderPerMille > 0 { words.append("reordering") }
        if network.midFramePerMille > 0 { words.append("links dying mid-frame") }
        if self.crashEveryMilliseconds != nil { words.append("crashes") }
        if self.cutEveryMilliseconds != nil { words.append("cuts") }
        if self.clockOffsetMillisecondsMax > 0 { words.append("wrong clocks") }
        if let restore {
            words.append(restore.fenceSurvives ? "restored backup" : "restored backup and fence")
        }
        if let malice { words.append("malice (\(malice.rawValue))") }
        if self.lateJoinAt != nil { words.append("late joiner") }
        return words.isEmpty ? "no faults" : words.joined(separator: ", ")
    }
}
