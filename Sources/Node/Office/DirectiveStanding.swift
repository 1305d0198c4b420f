import Admin
import OfficeWork
import Store
import SyncProtocol

/// How far one directive has come with everybody it is addressed to, at or below the own office.
struct DirectiveStanding {
    let row: DirectiveRow
    private let roster: Roster
    private let now: Int64
    private let reading: TraceReading
    /// Offices addressed by name of which no roster here tells any more.
    private let unknown: [OfficePath]
    /// Where our own signature is on disk.
    private let saved: [SavedPlace]
    /// What is known to have happened at addressed offices.
    private let known: [OfficePath: TraceFacts]
    /// Offices that have it, and those above them, through which it came.
    private let reached: Set<OfficePath>

    init(
        _ row: DirectiveRow,
        _ snapshot: StoreSnapshot,
        _ roster: Roster,
        now: Int64
    ) throws(StoreError) {
        self.row = row
        self.roster = roster
        self.now = now
        let reading = try TraceReading(row, snapshot, roster)
        self.reading = reading
        let known = Dictionary(
            reading.addressed.map { ($0, Self.facts($0, reading)) },
            uniquingKeysWith: { first, _ in first }
        )
        self.known = known
        self.reached = Set(
            (known.filter { !$0.value.isEmpty }.map(\.key) + Array(reading.receipts.keys))
                .flatMap(\.lineage)
        )
        if let signedAt = reading.receipts[roster.own]?.signedAt {
            self.saved = try SavedPlace.all(
                RecordKind.receipt.record(row.directive.id.bytes),
                in: SpaceID(.receipts, of: roster.own),
                writtenAt: signedAt,
                snapshot,
                roster
            )
        } else {
            self.saved = []
        }
        self.unknown = row.directive.recipients.compactMap(\.path).filter { path in
            let places = [path] + roster.successions.successors(of: path)
            return row.issuer == roster.own && roster[path] == nil
                && !places.contains(where: reading.isAddressed)
        }
    }

    private var addressed: [OfficePath] { self.reading.addressed }
    private var receipts: [OfficePath: ReceiptRow] { self.reading.receipts }
    private var answers: [OfficePath: AnswerRow] { self.reading.answers }

    /// Offices whose replies are at odds.
    private var atOdds: Int {
        self.answers.values.count { self.roster.own.contains($0.office) && $0.versions > 1 }
    }

    /// Offices that came after the directive was issued, for those of whose kind it is.
    var joinedLater: [OfficeName] {
        self.reading.joinedLater.map {
            OfficeName(office: $0.office.text, officeName: self.roster.name($0))
        }
    }

    var summary: DirectiveSummary {
        let directive = self.row.directive
        let addressed = self.addressed.count + self.unknown.count
        let answered = self.addressed.count { self.answers[$0] != nil }
        return DirectiveSummary(
            id: directive.id.description,
            number: directive.number,
            title: directive.title,
            issuer: self.row.issuer.office.text,
            issuerName: self.roster.name(self.row.issuer),
            urgency: directive.urgency.rawValue,
            issuedOn: directive.issuedOn.description,
            replyBy: directive.replyBy?.description,
            recipients: addressed,
            received: self.reading.count(.received, self.known),
            opened: self.reading.count(.opened, self.known),
            signed: self.reading.count(.signed, self.known),
            replied: answered,
            overdue: directive.overdueCount(
                addressed: addressed,
                answered: answered,
                at: self.now
            ),
            openConflicts: directive.conflicts + self.atOdds,
            joinedLater: self.reading.joinedLater.count,
            saved: self.saved
        )
    }

    /// Addressed offices and those between them and the issuer, in tree order; last those that nobody knows.
    ///
    /// - Parameter under: only this office and those below it; nil for all.
    func steps(
        _ query: TraceQuery,
        under: OfficePath?,
        _ page: PageRequest
    ) throws(APIError) -> Page<TraceStep> {
        let all = self.places.filter { place in under.map { $0.contains(place.path) } ?? true }
        guard !query.isEverything else {
            let part = try page.part(of: all) { $0 }
            return Page(items: part.items.map(self.step), total: all.count, next: part.next)
        }
        let asksReply = self.row.directive.replyBy != nil
        let found = all.filter { query.matches(self.step($0), asksReply: asksReply) }
        let part = try page.part(of: found) { $0 }
        return Page(items: part.items.map(self.step), total: found.count, next: part.next)
    }

    /// The direct children of an office, each with what has come of it below.
    ///
    /// - Parameter office: nil for the own one, with itself and those above it.
    func branches(
        of office: OfficePath?,
        _ page: PageRequest
    ) throws(APIError) -> Page<TraceStep> {
        let top = office ?? self.roster.own
        let all = self.places.filter { place in
            place.path.parent == top
                || office == nil && (place.path == top || !top.contains(place.path))
        }
        let part = try page.part(of: all) { $0 }
        let counts = TraceBranchCounts(
            self.addressed,
            below: top,
            of: Set(part.items.map(\.path)),
            isPastDue: self.row.directive.isPastDue(at: self.now)
        ) { path in
            (self.facts(path), self.answers[path] != nil)
        }
        let items = part.items.map { place in
            let folded = place.path.parent == self.roster.own ? self.reading : nil
            return self.step(place).with(below: counts.counts(of: place.path, folded))
        }
        return Page(items: items, total: all.count, next: part.next)
    }

    private var places: [TracePlace] {
        var paths = Set(self.addressed)
        for path in self.addressed {
            for ancestor in path.lineage
            where self.row.issuer.contains(ancestor) && ancestor != self.row.issuer {
                paths.insert(ancestor)
            }
        }
        return paths.sorted().map { TracePlace(path: $0, isKnown: true) }
            + self.unknown.sorted().map { TracePlace(path: $0, isKnown: false) }
    }

    private func step(_ place: TracePlace) -> TraceStep {
        place.isKnown ? self.step(place.path) : self.unknownStep(place.path)
    }

    private func step(_ path: OfficePath) -> TraceStep {
        let receipt = self.receipts[path]
        let (basis, knownAt) = self.basis(path)
        let standing = TraceStanding(
            isAddressed: self.reading.isAddressed(path),
            facts: self.facts(path),
            hasArrived: self.holds(path),
            isBelow: self.roster.own.contains(path),
            isHeardOf: basis != .unknown
        )
        return TraceStep(
            office: path.office.text,
            officeName: self.roster.name(path),
            level: self.roster.level(path)?.rawValue ?? "",
            addressed: standing.isAddressed,
            state: self.word(standing),
            reached: standing.facts.words,
            deliveredAt: receipt?.deliveredAt,
            // A node stores nothing that it has not checked, so both happen at once.
            verifiedAt: receipt?.deliveredAt,
            openedAt: receipt?.openedAt,
            signedAt: receipt?.signedAt,
            signedBy: receipt?.signedBy,
            repliedAt: self.answers[path]?.at,
            replyConflict: (self.answers[path]?.versions ?? 0) > 1,
            comingUp: self.reading.isComingUp(path),
            basis: basis,
            knownAt: knownAt,
            lastHopReached: standing.hasArrived ? nil : self.lastHop(towards: path).office.text
        )
    }

    private func word(_ standing: TraceStanding) -> String {
        standing.state(isPastDue: self.row.directive.isPastDue(at: self.now)).rawValue
    }

    /// Where what is said of an office comes from, and the time that goes with it.
    private func basis(_ path: OfficePath) -> (TraceStep.Basis, Int64?) {
        guard !self.reading.isDirect(path) else { return (.record, nil) }
        guard self.roster.own.contains(path) || !self.reading.isAddressed(path) else {
            return (.unknown, nil)
        }
        guard self.reading.isAddressed(path) else {
            return (self.holds(path) ? .fold : .unknown, nil)
        }
        switch self.reading.folded(path) {
        case .unknown:
            return (self.reading.recorded(path).facts.isEmpty ? .unknown : .record, nil)
        case .named(_, let at): return (.fold, at > 0 ? at * 1_000 : nil)
        case .atLeast(_, let by): return (.atLeast, by > 0 ? by * 1_000 : nil)
        }
    }

    private func facts(_ path: OfficePath) -> TraceFacts {
        self.known[path] ?? self.reading.recorded(path).facts
    }

    /// What is known to have happened at an addressed office: by its records, and deeper down by folds.
    private static func facts(_ path: OfficePath, _ reading: TraceReading) -> TraceFacts {
        let recorded = reading.recorded(path).facts
        guard !reading.isDirect(path) else { return recorded }
        switch reading.folded(path) {
        case .unknown: return recorded
        case .named(let facts, _), .atLeast(let facts, _): return recorded.union(facts)
        }
    }

    /// Whether an office has it: it is ours, it says so, or it is none of those that would say so and
    /// somebody below it has it.
    private func holds(_ path: OfficePath) -> Bool {
        if path == self.roster.own || path == self.row.issuer { return true }
        // Who folds what lies below it has the directive itself.
        if self.reading.folds[path] != nil { return true }
        // Those below an addressed office may have got it by a second path, and nobody knows whether one that
        // stands in no roster yet is addressed.
        guard !self.reading.isAddressed(path), self.roster.level(path) != nil else {
            return !self.facts(path).isEmpty
        }
        return self.reached.contains(path)
    }

    private func lastHop(towards path: OfficePath) -> OfficePath {
        path.lineage.last { self.row.issuer.contains($0) && self.holds($0) } ?? self.row.issuer
    }

    private func unknownStep(_ path: OfficePath) -> TraceStep {
        let standing = TraceStanding(
            isAddressed: true,
            facts: [],
            hasArrived: false,
            isBelow: true,
            isHeardOf: true
        )
        return TraceStep(
            office: path.office.text,
            officeName: path.office.text,
            level: "",
            addressed: true,
            state: self.word(standing),
            lastHopReached: self.row.issuer.office.text
        )
    }
}
