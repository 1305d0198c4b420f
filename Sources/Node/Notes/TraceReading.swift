import OfficeWork
import Store
import SyncProtocol

/// All that is known at one office of how far one directive has come at and below it: of itself, its
/// direct children and those that it hosts from their records, of everybody deeper from the folds of
/// its children.
struct TraceReading {
    let directive: Directive
    let goal: TraceGoal
    private let own: OfficePath
    private let successions: Successions
    /// Addressed offices at or below the own one, in tree order.
    let addressed: [OfficePath]
    private let addressedOnes: Set<OfficePath>
    /// Offices above the own one that are addressed. What they do is not known here.
    private let addressedAbove: Set<OfficePath>
    /// Offices at or below the own one for which the directive would be, had they been there, in tree order.
    let joinedLater: [OfficePath]
    /// Addressed offices below each direct child, itself not counted.
    private let deeperCounts: [OfficePath: Int]
    let receipts: [OfficePath: ReceiptRow]
    let answers: [OfficePath: AnswerRow]
    /// By direct child.
    let folds: [OfficePath: TraceFoldNote]

    init(
        _ row: DirectiveRow,
        _ snapshot: StoreSnapshot,
        _ roster: Roster
    ) throws(StoreError) {
        let (own, successions) = (roster.own, roster.successions)
        self.directive = row.directive
        self.goal = TraceGoal(row.directive)
        self.own = own
        let receipts = try snapshot.receipts(of: row.directive.id)
        var (below, above, later): ([OfficePath], Set<OfficePath>, [OfficePath]) = ([], [], [])
        // What happened elsewhere in the tree cannot be known here.
        for office in roster.offices.map(\.path) where office.isInLine(with: own) {
            switch row.addressing(office, roster) {
            case .addressed where own.contains(office): below.append(office)
            case .addressed: above.insert(office)
            case .joinedLater where own.contains(office): later.append(office)
            case .joinedLater, .notMeant: continue
            }
        }
        self.addressed = Self.counted(below, having: receipts.map(\.office), successions)
        self.addressedOnes = Set(self.addressed)
        self.addressedAbove = above
        self.joinedLater = later.filter { !successions.isLeft($0) }
        self.deeperCounts = self.addressed.filter { $0.depth > own.depth + 1 }
            .reduce(into: [:]) { counts, path in
                guard let child = OfficePath(Array(path.ids.prefix(own.depth + 1))) else { return }
                counts[child, default: 0] += 1
            }
        self.successions = successions
        self.receipts = Self.inherited(
            receipts.map { ($0.office, $0) },
            by: self.addressed,
            successions
        )
        self.answers = Self.inherited(
            try snapshot.answers(to: row.directive).map { ($0.office, $0) },
            by: self.addressed,
            successions
        )
        self.folds = Dictionary(
            try snapshot.notes(.fold, about: row.directive.id.bytes)
                .filter { $0.signer.parent == own }
                .compactMap { stored in
                    (try? TraceFoldNote(decoding: stored.note.body)).map { (stored.signer, $0) }
                },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// An office that has gone from its place counts there only when it has a receipt from that time,
    /// and then not where it is now, unless it has another one from there.
    private static func counted(
        _ offices: [OfficePath],
        having receipts: [OfficePath],
        _ successions: Successions
    ) -> [OfficePath] {
        guard !successions.isEmpty else { return offices }
        let receipts = Set(receipts)
        let present = Set(offices)
        var answeredBefore: Set<OfficePath> = []
        var answeredAgain: Set<OfficePath> = []
        for path in present where successions.isLeft(path) && receipts.contains(path) {
            let successors = successions.successors(of: path).filter(present.contains)
            if successors.contains(where: receipts.contains) {
                answeredAgain.insert(path)
            } else {
                answeredBefore.formUnion(successors)
            }
        }
        return offices.filter { office in
            if successions.isLeft(office) {
                return receipts.contains(office) && !answeredAgain.contains(office)
            }
            return receipts.contains(office) || !answeredBefore.contains(office)
        }
    }

    /// What offices have written, by office; what one wrote at a place that it has left counts where it
    /// is now, unless it has written again.
    private static func inherited<Value>(
        _ written: [(office: OfficePath, value: Value)],
        by offices: [OfficePath],
        _ successions: Successions
    ) -> [OfficePath: Value] {
        var result = Dictionary(
            written.map { ($0.office, $0.value) },
            uniquingKeysWith: { first, _ in first }
        )
        guard !successions.isEmpty else { return result }
        let offices = Set(offices)
        for (office, value) in written where successions.isLeft(office) {
            for successor in successions.successors(of: office)
            where offices.contains(successor) && result[successor] == nil {
                result[successor] = value
            }
        }
        return result
    }

    func isAddressed(_ path: OfficePath) -> Bool {
        self.addressedOnes.contains(path) || self.addressedAbove.contains(path)
    }

    /// Whether an office's own records come here.
    func isDirect(_ path: OfficePath) -> Bool { path == self.own || path.parent == self.own }

    /// The direct child at or above an office.
    func child(above path: OfficePath) -> OfficePath? {
        guard self.own.contains(path), path.depth > self.own.depth else { return nil }
        return OfficePath(Array(path.ids.prefix(self.own.depth + 1)))
    }

    /// What the records say of an office.
    func recorded(_ path: OfficePath) -> (facts: TraceFacts, at: Int64) {
        let receipt = self.receipts[path]
        let facts = TraceFacts(
            isReceived: receipt != nil,
            isOpened: receipt?.openedAt != nil,
            isSigned: receipt?.signedAt != nil,
            isAnswered: self.answers[path] != nil
        )
        let times = [
            receipt?.deliveredAt, receipt?.openedAt, receipt?.signedAt, self.answers[path]?.at,
        ]
        let latest = max(0, times.compactMap { $0 }.max() ?? 0) / 1_000
        // Whatever time somebody wrote, the office above must be able to read ours.
        return (facts, min(latest, TraceFoldNote.secondsMax - 1))
    }

    /// The fold over everybody below the own office; nil when nobody below is addressed.
    var foldBelow: TraceFold? {
        var fold = TraceFold(goal: self.goal)
        var deeper: Set<OfficePath> = []
        // An office that has left is counted in the branch to which it went.
        for path in self.addressed where path != self.own && !self.successions.isLeft(path) {
            guard let child = self.child(above: path) else { continue }
            guard path == child || self.folds[child] == nil else {
                deeper.insert(child)
                continue
            }
            let (facts, at) = self.recorded(path)
            let relative = Array(path.ids.dropFirst(self.own.depth))
            let office = TraceException(path: relative, facts: facts, at: at)
            fold.merge(TraceFold(office, goal: self.goal))
        }
        for child in deeper.sorted() {
            guard let known = self.folds[child] else { continue }
            let limited = known.fold.limited(to: self.deeperCounts[child] ?? 0) { path in
                OfficePath(child.ids + path).map(self.addressedOnes.contains) ?? false
            }
            fold.merge(limited.named(below: child.office))
        }
        return fold.counts.addressed > 0 ? fold.fitting() : nil
    }

    // MARK: Deeper offices

    /// What the fold of its branch says of an office that is not direct.
    enum Standing {
        /// No fold has come from the branch, or the one that came is older than an office in it.
        case unknown
        /// The fold names it.
        case named(TraceFacts, at: Int64)
        /// The fold does not name it: it has come so far at least, by this time (UTC seconds).
        case atLeast(TraceFacts, by: Int64)
    }

    func folded(_ path: OfficePath) -> Standing {
        guard let child = self.child(above: path), let note = self.folds[child] else {
            return .unknown
        }
        let relative = Array(path.ids.dropFirst(child.depth))
        if let named = note.fold.exceptions.first(where: { $0.path == relative }) {
            return .named(named.facts, at: named.at)
        }
        guard note.fold.counts.addressed >= self.deeperCounts[child] ?? 0 else { return .unknown }
        return .atLeast(note.fold.unnamedFacts, by: note.fold.latest)
    }

    /// Addressed offices with a fact: direct ones by their records, deeper ones by the folds' numbers, or by
    /// what is known of each, if that is more: a reply may come before the fold that tells of it.
    ///
    /// - Parameter known: the facts of addressed offices.
    func count(_ fact: TraceFacts, _ known: [OfficePath: TraceFacts]) -> Int {
        var direct = 0
        var deeper: [OfficePath: Int] = [:]
        for path in self.addressed where known[path]?.contains(fact) == true {
            if self.isDirect(path) {
                direct += 1
            } else if let child = self.child(above: path) {
                deeper[child, default: 0] += 1
            }
        }
        return self.deeperCounts.reduce(direct) { count, branch in
            // A fold may know of more offices than our roster does yet; it never makes us claim more.
            let folded = min(self.folded(fact, by: branch.key), branch.value)
            return count + max(folded, deeper[branch.key] ?? 0)
        }
    }

    /// Whether something has come from an office of which its branch has not told yet: what it did before that is
    /// still coming up.
    func isComingUp(_ path: OfficePath) -> Bool {
        guard self.isAddressed(path), self.own.contains(path), !self.isDirect(path) else {
            return false
        }
        let recorded = self.recorded(path).facts
        return switch self.folded(path) {
        case .unknown: !recorded.isEmpty
        case .named(let facts, _), .atLeast(let facts, _): !facts.isSuperset(of: recorded)
        }
    }

    /// How many offices below a child have a fact, by its fold.
    func folded(_ fact: TraceFacts, by child: OfficePath) -> Int {
        guard let counts = self.folds[child]?.fold.counts else { return 0 }
        let count: UInt64 =
            switch fact {
            case .received: counts.received
            case .opened: counts.opened
            case .signed: counts.signed
            default: 0
            }
        return Int(clamping: count)
    }
}
