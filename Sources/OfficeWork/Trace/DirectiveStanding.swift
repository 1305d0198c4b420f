package import SyncProtocol

/// How far one directive has come with everybody it is addressed to, at or below the own office: counted once, and then
/// told office by office.
package struct DirectiveStanding: Sendable {
    package let reading: TraceReading
    /// Offices addressed by name of which no roster here tells any more, ascending.
    package let unknown: [OfficePath]
    /// Of all addressed offices that are known.
    package let tally: TraceTally
    /// What the records say of each addressed office, in their order.
    private let recorded: [TraceFacts]
    /// What is known to have happened at each addressed office, in their order.
    private let known: [TraceFacts]

    package init(_ reading: TraceReading) {
        let (recorded, known) = (Self.recorded(reading), Self.known(reading))
        self.reading = reading
        self.recorded = recorded
        self.known = zip(known, recorded).map { $0.union($1) }
        let successions = reading.audience.successions
        self.unknown = reading.audience.unlisted.filter { path in
            !([path] + successions.successors(of: path)).contains(where: reading.isAddressed)
        }
        var tally = TraceTally()
        var place = 0
        for branch in reading.branches {
            tally.add(Self.tally(place..<branch.places.lowerBound, self.known, recorded))
            tally.add(Self.tally(branch.places, self.known, recorded).raised(by: branch))
            place = branch.places.upperBound
        }
        tally.add(Self.tally(place..<recorded.count, self.known, recorded))
        self.tally = tally
    }

    private static func recorded(_ reading: TraceReading) -> [TraceFacts] {
        var facts = [TraceFacts](repeating: [], count: reading.addressed.paths.count)
        for office in reading.writers {
            if let place = reading.addressed.place(of: office) {
                facts[place] = reading.recorded(office).facts
            }
        }
        return facts
    }

    /// What the folds say.
    private static func known(_ reading: TraceReading) -> [TraceFacts] {
        var facts = [TraceFacts](repeating: [], count: reading.addressed.paths.count)
        for branch in reading.branches where branch.note != nil {
            for place in branch.places {
                switch branch.standing(of: reading.addressed.paths[place]) {
                case .unknown: break
                case .named(let told, _), .atLeast(let told, _): facts[place] = told
                }
            }
        }
        return facts
    }

    private static func tally(
        _ places: Range<Int>,
        _ known: [TraceFacts],
        _ recorded: [TraceFacts]
    ) -> TraceTally {
        var tally = TraceTally()
        for place in places {
            tally.add(known[place], isAnswered: recorded[place].contains(.answered))
        }
        return tally
    }

    private var issued: IssuedDirective { self.reading.audience.issued }
    private var own: OfficePath { self.reading.audience.own }

    /// Fields of the directive, and offices' replies, that are at odds.
    package var openConflicts: Int { self.issued.directive.conflicts + self.reading.atOdds }

    /// Addressed offices, those that nobody knows among them.
    package var recipients: Int { self.tally.addressed + self.unknown.count }

    /// How far it has come with the addressed offices below one; nil when there is none.
    package func tally(below office: OfficePath) -> TraceTally? {
        let addressed = self.reading.addressed
        let range = addressed.range(of: office)
        let isAmong = range.first.map { addressed.paths[$0] == office } ?? false
        let places = (isAmong ? range.lowerBound + 1 : range.lowerBound)..<range.upperBound
        guard !places.isEmpty else { return nil }
        let tally = Self.tally(places, self.known, self.recorded)
        // The fold of a child is about all below it; of a part of them it says nothing.
        return office.parent == self.own
            ? tally.raised(by: self.reading.branch(of: office)) : tally
    }

    // MARK: Offices

    /// Addressed offices and those between them and the issuer, in tree order.
    package var places: [OfficePath] {
        let issuer = self.issued.issuer
        var places: [OfficePath] = []
        places.reserveCapacity(self.reading.addressed.paths.count)
        for path in self.reading.addressed.paths {
            // What it shares with the one before has come already.
            let shared = places.last.map { Self.sharedDepth($0, path) } ?? 0
            let first = max(shared, issuer.depth) + 1
            if first < path.depth {
                places += (first..<path.depth).compactMap { OfficePath(Array(path.ids.prefix($0))) }
            }
            places.append(path)
        }
        return places
    }

    private static func sharedDepth(_ one: OfficePath, _ other: OfficePath) -> Int {
        zip(one.ids, other.ids).prefix { $0 == $1 }.count
    }

    /// - Parameter isListed: whether a roster here tells of an office.
    package func step(
        _ path: OfficePath,
        isListed: (OfficePath) -> Bool
    ) -> OfficeStep {
        let basis = self.basis(path, isListed)
        let standing = TraceStanding(
            isAddressed: self.reading.isAddressed(path),
            facts: self.facts(path),
            hasArrived: self.holds(path, isListed),
            isBelow: self.own.contains(path),
            isHeardOf: basis != .unknown
        )
        return OfficeStep(
            office: path,
            standing: standing,
            basis: basis,
            receipt: self.reading.receipt(of: path),
            answer: self.reading.answer(of: path),
            isComingUp: self.reading.isComingUp(path),
            lastHop: standing.hasArrived ? nil : self.lastHop(towards: path, isListed)
        )
    }

    /// The standing of one of ``unknown``.
    package func unknownStep(_ path: OfficePath) -> OfficeStep {
        OfficeStep(
            office: path,
            standing: TraceStanding(
                isAddressed: true,
                facts: [],
                hasArrived: false,
                isBelow: true,
                isHeardOf: true
            ),
            basis: .record,
            receipt: nil,
            answer: nil,
            isComingUp: false,
            lastHop: self.issued.issuer
        )
    }

    /// Where what is said of an office comes from, and the time that goes with it.
    private func basis(
        _ path: OfficePath,
        _ isListed: (OfficePath) -> Bool
    ) -> OfficeStep.Basis {
        guard !self.reading.isDirect(path) else { return .record }
        guard self.own.contains(path) || !self.reading.isAddressed(path) else { return .unknown }
        guard self.reading.isAddressed(path) else {
            return self.holds(path, isListed) ? .fold(since: nil) : .unknown
        }
        switch self.reading.folded(path) {
        case .unknown: return self.reading.recorded(path).facts.isEmpty ? .unknown : .record
        case .named(_, let at): return .fold(since: at > 0 ? at : nil)
        case .atLeast(_, let by): return .atLeast(by: by > 0 ? by : nil)
        }
    }

    /// What is known to have happened at an office.
    private func facts(_ path: OfficePath) -> TraceFacts {
        if let place = self.reading.addressed.place(of: path) { return self.known[place] }
        return self.reading.recorded(path).facts
    }

    /// Whether an office has it: it is ours, it says so, or it is none of those that would say so and
    /// somebody below it has it.
    private func holds(_ path: OfficePath, _ isListed: (OfficePath) -> Bool) -> Bool {
        if path == self.own || path == self.issued.issuer { return true }
        // Who folds what lies below it has the directive itself.
        if self.reading.hasFold(of: path) { return true }
        // Those below an addressed office may have got it by a second path, and nobody knows whether one that
        // stands in no roster yet is addressed.
        guard !self.reading.isAddressed(path), isListed(path) else {
            return !self.facts(path).isEmpty
        }
        return self.isReached(path)
    }

    /// Whether an office at or below another one has it.
    private func isReached(_ path: OfficePath) -> Bool {
        self.reading.addressed.range(of: path).contains { !self.known[$0].isEmpty }
            || self.reading.hasReceipt(atOrBelow: path)
    }

    private func lastHop(
        towards path: OfficePath,
        _ isListed: (OfficePath) -> Bool
    ) -> OfficePath {
        path.lineage.last { self.issued.issuer.contains($0) && self.holds($0, isListed) }
            ?? self.issued.issuer
    }
}
