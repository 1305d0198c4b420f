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

/// Which faults a seed draws, and how often they strike: each seed draws other ones, so that rare
/// combinations come up (swarm testing, Groce et al. 2012).
package struct FaultPlan: Sendable, Equatable {
    /// What becomes of an office's disk.
    package enum Exchange: String, Sendable, CaseIterable {
        /// An older database; the fence file stayed, so the node sees at start that its past is gone.
        case databaseAlone
        /// An older database with the fence of that time.
        case wholeFolder
        /// An older database, and no fence.
        case withoutFence
        /// The last commit is gone though the disk had confirmed it. The fence stayed.
        case tailLost

        /// The node may write on before it can know that its past is gone.
        package var mayFork: Bool { self == .wholeFolder }

        /// The fence file is that of today.
        var keepsFence: Bool { self == .databaseAlone || self == .tailLost }

        var kind: FaultKind {
            switch self {
            case .databaseAlone: .databaseRestored
            case .wholeFolder: .folderRestored
            case .withoutFence: .fenceLost
            case .tailLost: .tailLost
            }
        }
    }

    /// A backup is taken of an office, at a time in milliseconds.
    package struct Backup: Sendable, Equatable {
        package let office: Int
        package let at: Int64
    }

    package struct Restore: Sendable, Equatable {
        package let office: Int
        package let at: Int64
        package let exchange: Exchange
    }

    /// A second node of an office starts from a copy of its disk.
    package struct Clone: Sendable, Equatable {
        package let office: Int
        package let at: Int64
    }

    /// A bit turns on a disk.
    package struct Rot: Sendable, Equatable {
        /// In what; the kinds that begin with `rot`.
        package let kind: FaultKind
        /// At this office, or at the next one that has such a row.
        package let office: Int
        package let at: Int64
        /// Its node is stopped meanwhile.
        package let isStopped: Bool
    }

    /// An office has a second node with a key of its own, and people write on both.
    package struct Standby: Sendable, Equatable {
        package let office: Int
        /// When one of the two is gone for good; nil: both live.
        package let diesAt: Int64?
        /// The first one dies, not the second.
        package let isFirstLost: Bool

        package init(office: Int, diesAt: Int64? = nil, isFirstLost: Bool = true) {
            self.office = office
            self.diesAt = diesAt
            self.isFirstLost = isFirstLost
        }
    }

    /// All cables carry nothing for a long time.
    package struct Partition: Sendable, Equatable {
        package let at: Int64
        package let milliseconds: Int64
    }

    /// An office above says at one time that an office goes to another parent; it goes there at
    /// another.
    package struct Reparenting: Sendable, Equatable {
        package let declaredAt: Int64
        package let movedAt: Int64

        package init(declaredAt: Int64, movedAt: Int64) {
            self.declaredAt = declaredAt
            self.movedAt = movedAt
        }
    }

    package var network = NetworkFaults()
    /// How long a commit takes, in milliseconds.
    package var commitMilliseconds: Int64 = 4
    /// How much longer for each change in it, in microseconds.
    package var changeMicroseconds: Int64 = 0
    /// How often the engine refuses a turn of the writer, or a batch in it, so that it is decided part by part.
    package var refusedPerMille = 0
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
    /// How many offices, the first ones drawn, have a clock that is wrong by years.
    package var clocksWrongByYears = 0
    package var backups: [Backup] = []
    package var restores: [Restore] = []
    package var rots: [Rot] = []
    package var clone: Clone?
    package var standby: Standby?
    package var partition: Partition?
    package var reparenting: Reparenting?
    /// What every relay keeps on its links.
    package var limits = RelayLimits()
    /// After so long without a confirmation of headquarters a report raises an alarm, in milliseconds.
    package var confirmMilliseconds: Int64 = 2_700_000
    /// What the evil offices do.
    package var malices: [Malice] = []
    package var malicePerMille = 0
    /// How many turn against the others. They are drawn unless ``villains`` names them.
    package var villainCount = 1
    package var villains: [Int] = []
    /// The last office joins only now.
    package var lateJoinAt: Int64?
    /// Faults and work go on for so long.
    package var duration: Int64 = 120_000

    package init() {}

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
        if self.refusedPerMille > 0 { words.append("refused turns") }
        if self.clockOffsetMillisecondsMax > 0 { words.append("wrong clocks") }
        if self.clocksWrongByYears > 0 { words.append("clocks wrong by years") }
        for exchange in Exchange.allCases {
            let count = self.restores.count { $0.exchange == exchange }
            if count > 0 { words.append("\(exchange.kind.rawValue) (\(count))") }
        }
        for kind in FaultKind.rots {
            let count = self.rots.count { $0.kind == kind }
            if count > 0 { words.append("\(kind.rawValue) (\(count))") }
        }
        if self.clone != nil { words.append("a node running twice") }
        if let standby {
            words.append(standby.diesAt == nil ? "two nodes" : "two nodes, one of which dies")
        }
        if self.partition != nil { words.append("weeks apart") }
        if self.reparenting != nil { words.append("an office that moves") }
        if !self.malices.isEmpty {
            words.append("malice (\(self.malices.map(\.rawValue).joined(separator: ", ")))")
        }
        if self.lateJoinAt != nil { words.append("late joiner") }
        return words.isEmpty ? "no faults" : words.joined(separator: ", ")
    }
}
