package import SyncProtocol

/// How far a directive has come with all addressed offices of a part of the tree.
///
/// Folding is associative and its order does not matter: what an office folds of its children's folds
/// is what it would fold of all offices one by one.
package struct TraceFold: Hashable, Sendable {
    /// More exceptions than these are not named: the floor is lowered until the others are counted
    /// only.
    package static let exceptionsMax = 64

    /// The numbers of offices: addressed, and of these with each fact.
    package struct Counts: Hashable, Sendable {
        package var addressed: UInt64 = 0
        package var received: UInt64 = 0
        package var verified: UInt64 = 0
        package var opened: UInt64 = 0
        package var signed: UInt64 = 0
        package var answered: UInt64 = 0

        package init() {}
    }

    package let goal: TraceGoal
    package private(set) var counts: Counts
    /// When the latest of all this happened, UTC seconds; 0 when nothing has.
    package private(set) var latest: Int64
    package private(set) var floor: TraceFloor
    /// Those below the floor, ascending by path.
    package private(set) var exceptions: [TraceException]

    /// Of no offices.
    package init(goal: TraceGoal) {
        self.goal = goal
        self.counts = Counts()
        self.latest = 0
        self.floor = .goal
        self.exceptions = []
    }

    /// Of one addressed office.
    package init(_ office: TraceException, goal: TraceGoal) {
        self.init(goal: goal)
        let facts = office.facts
        self.counts.addressed = 1
        self.counts.received = facts.contains(.received) ? 1 : 0
        self.counts.verified = facts.contains(.verified) ? 1 : 0
        self.counts.opened = facts.contains(.opened) ? 1 : 0
        self.counts.signed = facts.contains(.signed) ? 1 : 0
        self.counts.answered = facts.contains(.answered) ? 1 : 0
        self.latest = office.at
        if !facts.isSuperset(of: goal.facts) { self.exceptions = [office] }
    }

    init(
        goal: TraceGoal,
        counts: Counts,
        latest: Int64,
        floor: TraceFloor,
        exceptions: [TraceException]
    ) {
        self.goal = goal
        self.counts = counts
        self.latest = latest
        self.floor = floor
        self.exceptions = exceptions
    }

    /// Everybody has done what is asked.
    package var isComplete: Bool { self.floor == .goal && self.exceptions.isEmpty }

    /// What every office that is not named has done: those of the floor, and whatever is missing at
    /// named ones only.
    package var unnamedFacts: TraceFacts {
        let counted: [(TraceFacts, UInt64)] = [
            (.received, self.counts.received), (.verified, self.counts.verified),
            (.opened, self.counts.opened), (.signed, self.counts.signed),
            (.answered, self.counts.answered),
        ]
        return counted.reduce(into: self.floor.facts(self.goal)) { facts, fact in
            let named = self.exceptions.count { !$0.facts.isSuperset(of: fact.0) }
            if fact.1 + UInt64(named) == self.counts.addressed { facts.formUnion(fact.0) }
        }
    }

    /// Takes in the fold of other offices. Both MUST be of one directive and name the exceptions from
    /// the same office down.
    package mutating func merge(_ other: TraceFold) {
        self.counts.addressed += other.counts.addressed
        self.counts.received += other.counts.received
        self.counts.verified += other.counts.verified
        self.counts.opened += other.counts.opened
        self.counts.signed += other.counts.signed
        self.counts.answered += other.counts.answered
        self.latest = max(self.latest, other.latest)
        self.exceptions = (self.exceptions + other.exceptions).sorted(by: Self.isBefore)
        // Of other expectations only the numbers mean the same.
        let isAlike = self.goal == other.goal
        self.lower(to: isAlike ? min(self.floor, other.floor) : .addressed)
        while self.exceptions.count > Self.exceptionsMax { self.lower(to: self.floor.below) }
    }

    /// The same fold with fewer names when they are too long for a note.
    package func fitting(byteCountMax: Int = NoteLimits.foldNamesByteCountMax) -> TraceFold {
        var fold = self
        while fold.exceptions.reduce(0, { $0 + $1.encoded().count }) > byteCountMax {
            fold.lower(to: fold.floor.below)
        }
        return fold
    }

    /// The same fold without more offices than are known to be there, and without names of others: nobody
    /// can be counted in who is not addressed.
    ///
    /// - Parameters:
    ///   - count: how many there are.
    ///   - isThere: whether the path of an exception is one of them.
    package func limited(
        to count: Int,
        isThere: ([OfficeID]) -> Bool
    ) -> TraceFold {
        let most = UInt64(max(0, count))
        var fold = self
        fold.counts.addressed = min(self.counts.addressed, most)
        fold.counts.received = min(self.counts.received, most)
        fold.counts.verified = min(self.counts.verified, most)
        fold.counts.opened = min(self.counts.opened, most)
        fold.counts.signed = min(self.counts.signed, most)
        fold.counts.answered = min(self.counts.answered, most)
        fold.exceptions = self.exceptions.filter { isThere($0.path) }
        return fold
    }

    /// The same fold as an office above names it.
    package func named(below child: OfficeID) -> TraceFold {
        var fold = self
        fold.exceptions = self.exceptions.map {
            TraceException(path: [child] + $0.path, facts: $0.facts, at: $0.at)
        }
        return fold
    }

    private mutating func lower(to floor: TraceFloor) {
        self.floor = floor
        let needed = floor.facts(self.goal)
        self.exceptions.removeAll { $0.facts.isSuperset(of: needed) }
    }

    static func isBefore(_ left: TraceException, _ right: TraceException) -> Bool {
        left.path.lexicographicallyPrecedes(right.path)
    }
}
