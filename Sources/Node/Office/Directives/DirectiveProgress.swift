import Admin
import OfficeWork
import Store
import SyncProtocol

/// How far one directive has come, in the API's words.
struct DirectiveProgress {
    private let standing: DirectiveStanding
    private let roster: Roster
    private let now: Int64
    /// Where our own signature is on disk.
    private let saved: [SavedPlace]

    init(
        _ row: IssuedDirective,
        _ snapshot: StoreSnapshot,
        _ roster: Roster,
        _ book: StandingBook,
        now: Int64
    ) throws(StoreError) {
        self.standing = try book.standing(of: row, snapshot, roster)
        self.roster = roster
        self.now = now
        if let signedAt = self.standing.reading.receipt(of: roster.own)?.signedAt {
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
    }

    private var issued: IssuedDirective { self.standing.reading.audience.issued }

    /// Offices that came after the directive was issued, for those of whose kind it is.
    ///
    /// - Parameter limit: so many of them at most.
    func joinedLater(limit: Int) -> [OfficeName] {
        self.standing.reading.audience.joinedLater.prefix(limit).map {
            OfficeName(office: $0.office.text, officeName: self.roster.name($0))
        }
    }

    var summary: DirectiveSummary {
        let (directive, tally) = (self.issued.directive, self.standing.tally)
        return DirectiveSummary(
            id: directive.id.description,
            number: directive.number,
            title: directive.title,
            issuer: self.issued.issuer.office.text,
            issuerName: self.roster.name(self.issued.issuer),
            urgency: directive.urgency.rawValue,
            issuedOn: directive.issuedOn.description,
            replyBy: directive.replyBy?.description,
            recipients: self.standing.recipients,
            received: tally.received,
            opened: tally.opened,
            signed: tally.signed,
            replied: tally.answered,
            overdue: directive.overdueCount(
                addressed: self.standing.recipients,
                answered: tally.answered,
                at: self.now
            ),
            openConflicts: self.standing.openConflicts,
            joinedLater: self.standing.reading.audience.joinedLater.count,
            saved: self.saved
        )
    }

    // MARK: Steps

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
        let asksReply = self.issued.directive.replyBy != nil
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
            place.path.depth == top.depth + 1 && top.contains(place.path)
                || office == nil && (place.path == top || !top.contains(place.path))
        }
        let part = try page.part(of: all) { $0 }
        let isPastDue = self.issued.directive.isPastDue(at: self.now)
        let items = part.items.map { place in
            let isChild = place.path.parent == top
            let below = isChild ? self.standing.tally(below: place.path) : nil
            return self.step(place).with(below: below.map { TraceCounts($0, isPastDue: isPastDue) })
        }
        return Page(items: items, total: all.count, next: part.next)
    }

    private var places: [TracePlace] {
        self.standing.places.map { TracePlace(path: $0, isKnown: true) }
            + self.standing.unknown.map { TracePlace(path: $0, isKnown: false) }
    }

    private func step(_ place: TracePlace) -> TraceStep {
        guard place.isKnown else {
            return TraceStep(
                self.standing.unknownStep(place.path),
                self.issued.directive,
                name: place.path.office.text,
                level: nil,
                now: self.now
            )
        }
        let step = self.standing.step(place.path) { self.roster.level($0) != nil }
        return TraceStep(
            step,
            self.issued.directive,
            name: self.roster.name(place.path),
            level: self.roster.level(place.path),
            now: self.now
        )
    }
}

extension TraceStep {
    init(_ step: OfficeStep, _ directive: Directive, name: String, level: Level?, now: Int64) {
        let (basis, knownAt) = Self.basis(step.basis)
        self.init(
            office: step.office.office.text,
            officeName: name,
            level: level?.rawValue ?? "",
            addressed: step.standing.isAddressed,
            state: step.standing.state(isPastDue: directive.isPastDue(at: now)).rawValue,
            reached: step.standing.facts.words,
            deliveredAt: step.receipt?.deliveredAt,
            // A node stores nothing that it has not checked, so both happen at once.
            verifiedAt: step.receipt?.deliveredAt,
            openedAt: step.receipt?.openedAt,
            signedAt: step.receipt?.signedAt,
            signedBy: step.receipt?.signedBy,
            repliedAt: step.answer?.at,
            replyConflict: (step.answer?.versions ?? 0) > 1,
            comingUp: step.isComingUp,
            basis: basis,
            knownAt: knownAt.map { $0 * 1_000 },
            lastHopReached: step.lastHop?.office.text
        )
    }

    private static func basis(_ basis: OfficeStep.Basis) -> (Basis, Int64?) {
        switch basis {
        case .record: (.record, nil)
        case .fold(let since): (.fold, since)
        case .atLeast(let by): (.atLeast, by)
        case .unknown: (.unknown, nil)
        }
    }
}

extension TraceCounts {
    init(_ tally: TraceTally, isPastDue: Bool) {
        self.init(
            recipients: tally.addressed,
            received: tally.received,
            opened: tally.opened,
            signed: tally.signed,
            replied: tally.answered,
            overdue: isPastDue ? tally.addressed - tally.answered : 0
        )
    }
}
