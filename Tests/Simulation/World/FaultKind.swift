/// Everything that a simulation can do to offices, by the name under which it is counted.
package enum FaultKind: String, Sendable, CaseIterable {
    // Carriers.
    case frameLost
    case frameDoubled
    case frameReordered
    case linkDiedMidFrame
    case cut
    /// A cut that only one end notices.
    case halfOpenCut
    /// All cables carry nothing for days or weeks.
    case weeksApart

    // Machines.
    case crash
    /// Its neighbours find out by the silence.
    case silentCrash
    case lateJoin
    /// One of an office's two nodes is gone for good, and the other takes what people hand in.
    case standbyTookOver
    /// An office goes from one parent to another.
    case reparenting
    case clockStepped
    case clockYearsAhead
    case clockYearsBehind
    /// A clock that was wrong by years is put right while people work.
    case clockPutRight

    // Disks.
    /// An older database was put in; the fence file stayed.
    case databaseRestored
    /// An older database and its fence were put in.
    case folderRestored
    /// An older database was put in, and there is no fence.
    case fenceLost
    /// A commit that the disk had confirmed is gone.
    case tailLost
    /// The engine refuses a turn of the writer, which is then decided part by part.
    case turnRefused
    /// A bit turns in a change of the office's own that nobody else has.
    case rotOwnUnsent
    /// In one that somebody else has.
    case rotOwnSent
    /// In a change of another office.
    case rotRelayed
    /// In a record.
    case rotRecord
    /// In the totals of an office and a period.
    case rotTotals
    /// A second node of the same office runs from a copy of its disk.
    case nodeCloned

    // Malice.
    case evilMalformed
    case evilAltered
    case evilForged
    case evilDropped
    case evilDelayed
    case evilFrozen
    case evilReplayed
    case evilTruncated
    case evilSpliced
    case evilEquivocated
    case evilFalseHeads
    case evilFalseAcknowledgement
    case evilFalseConfirmation
    case evilWithheldNotes
    case evilForgedCharter
    case evilAskedForHouse
    case evilFloodedRoster

    /// What can rot.
    static let rots: [FaultKind] = [
        .rotOwnUnsent, .rotOwnSent, .rotRelayed, .rotRecord, .rotTotals,
    ]
    private static let ofCases: [FaultKind] = [.evilForgedCharter, .evilAskedForHouse]
    private static let carriers: [FaultKind] = [
        .frameLost, .frameDoubled, .frameReordered, .linkDiedMidFrame, .cut, .crash,
    ]
    private static let disks: [FaultKind] = [
        .databaseRestored, .folderRestored, .fenceLost, .tailLost, .turnRefused, .nodeCloned,
        .rotOwnUnsent, .rotOwnSent, .rotRelayed, .rotRecord, .rotTotals,
    ]

    /// What must have struck at least once in a run of many seeds.
    package static func expected(in profile: Profile) -> [FaultKind] {
        switch profile {
        case .swarm: self.allCases.filter { !(self.rots + self.ofCases).contains($0) }
        case .restore: self.carriers + self.disks
        case .evil:
            self.carriers
                + self.allCases.filter {
                    $0.rawValue.hasPrefix("evil") && !self.ofCases.contains($0)
                }
        case .cases: self.carriers + self.ofCases
        case .edit:
            self.carriers + [.halfOpenCut, .silentCrash, .weeksApart, .lateJoin, .turnRefused]
        }
    }
}

/// How often each kind of fault has struck.
package struct FaultCoverage: Sendable, Equatable {
    private var counts = [Int](repeating: 0, count: FaultKind.allCases.count)
    private static let places = FaultKind.allCases

    package init() {}

    package subscript(_ kind: FaultKind) -> Int {
        get { Self.places.firstIndex(of: kind).map { self.counts[$0] } ?? 0 }
        set {
            guard let place = Self.places.firstIndex(of: kind) else { return }
            self.counts[place] = newValue
        }
    }

    package static func += (left: inout Self, right: Self) {
        for place in left.counts.indices { left.counts[place] += right.counts[place] }
    }
}
