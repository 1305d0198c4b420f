internal import Algorithms
internal import OrderedCollections
package import SyncProtocol

/// All that is known at one office of how far one directive has come at and below it: of itself, its
/// direct children and those that it hosts from their records, of everybody deeper from the folds of
/// its children.
package struct TraceReading: Sendable {
    /// What the fold of its branch says of an office that is not direct.
    package enum Standing: Hashable, Sendable {
        /// No fold has come from the branch, or the one that came is older than an office in it.
        case unknown
        /// The fold names it.
        case named(TraceFacts, at: Int64)
        /// The fold does not name it: it has come so far at least, by this time (UTC seconds).
        case atLeast(TraceFacts, by: Int64)
    }

    package let audience: TraceAudience
    let goal: TraceGoal
    /// Addressed offices at or below the own one.
    let addressed: TreeOrder
    private let receipts: OrderedDictionary<OfficePath, OfficeReceipt>
    private let answers: OrderedDictionary<OfficePath, OfficeAnswer>
    /// By direct child.
    private let folds: OrderedDictionary<OfficePath, TraceFoldNote>
    /// Those with addressed offices below the child, in tree order.
    let branches: [TraceBranch]

    /// - Parameters:
    ///   - receipts: as the offices wrote them, each office once.
    ///   - answers: the same.
    ///   - folds: by who signed them; those of direct children count.
    package init(
        _ audience: TraceAudience,
        receipts: [OfficeReceipt],
        answers: [OfficeAnswer],
        folds: [(signer: OfficePath, note: TraceFoldNote)]
    ) {
        let (own, successions) = (audience.own, audience.successions)
        let addressed = Self.counted(audience.below, having: receipts.map(\.office), successions)
        let byChild = OrderedDictionary(
            folds.filter { $0.signer.parent == own }.map { ($0.signer, $0.note) },
            uniquingKeysWith: { first, _ in first }
        )
        self.audience = audience
        self.goal = TraceGoal(audience.issued.directive)
        self.addressed = addressed
        self.receipts = Self.inherited(
            receipts.map { ($0.office, $0) },
            by: addressed,
            successions
        )
        self.answers = Self.inherited(answers.map { ($0.office, $0) }, by: addressed, successions)
        self.folds = byChild
        self.branches = Self.branches(of: addressed, below: own, byChild)
    }

    private static func branches(
        of addressed: TreeOrder,
        below own: OfficePath,
        _ folds: OrderedDictionary<OfficePath, TraceFoldNote>
    ) -> [TraceBranch] {
        var branches: [TraceBranch] = []
        var place = 0
        while place < addressed.paths.count {
            let path = addressed.paths[place]
            guard path.depth > own.depth, let child = Self.child(of: own, above: path) else {
                place += 1
                continue
            }
            let range = addressed.range(of: child)
            let deeper =
                (path == child ? range.lowerBound + 1 : range.lowerBound)..<range.upperBound
            if !deeper.isEmpty {
                branches.append(TraceBranch(child: child, places: deeper, note: folds[child]))
            }
            place = range.upperBound
        }
        return branches
    }

    /// An office that has gone from its place counts there only when it has a receipt from that time,
    /// and then not where it is now, unless it has another one from there.
    private static func counted(
        _ offices: TreeOrder,
        having receipts: [OfficePath],
        _ successions: Successions
    ) -> TreeOrder {
        guard !successions.isEmpty else { return offices }
        let receipts = OrderedSet(receipts)
        var answeredBefore = OrderedSet<OfficePath>()
        var answeredAgain = OrderedSet<OfficePath>()
        for path in offices.paths where successions.isLeft(path) && receipts.contains(path) {
            let successors = successions.successors(of: path).filter(offices.contains)
            if successors.contains(where: receipts.contains) {
                answeredAgain.append(path)
            } else {
                answeredBefore.append(contentsOf: successors)
            }
        }
        let counted = offices.paths.filter { office in
            if successions.isLeft(office) {
                return receipts.contains(office) && !answeredAgain.contains(office)
            }
            return receipts.contains(office) || !answeredBefore.contains(office)
        }
        return TreeOrder(ascending: counted)
    }

    /// What offices have written, by office; what one wrote at a place that it has left counts where it
    /// is now, unless it has written again.
    private static func inherited<Value>(
        _ written: [(office: OfficePath, value: Value)],
        by offices: TreeOrder,
        _ successions: Successions
    ) -> OrderedDictionary<OfficePath, Value> {
        var result = OrderedDictionary(
            written.map { ($0.office, $0.value) },
            uniquingKeysWith: { first, _ in first }
        )
        guard !successions.isEmpty else { return result }
        for (office, value) in written where successions.isLeft(office) {
            for successor in successions.successors(of: office)
            where offices.contains(successor) && result[successor] == nil {
                result[successor] = value
            }
        }
        return result
    }

    // MARK: Records

    package func receipt(of path: OfficePath) -> OfficeReceipt? { self.receipts[path] }

    package func answer(of path: OfficePath) -> OfficeAnswer? { self.answers[path] }

    func hasFold(of child: OfficePath) -> Bool { self.folds[child] != nil }

    /// Whether an office at or below another one has a receipt.
    func hasReceipt(atOrBelow path: OfficePath) -> Bool {
        self.receipts.keys.contains { path.contains($0) }
    }

    /// Offices with a receipt or an answer.
    var writers: OrderedSet<OfficePath> { self.receipts.keys.union(self.answers.keys) }

    /// Offices whose replies are at odds.
    package var atOdds: Int {
        self.answers.values.count { self.audience.own.contains($0.office) && $0.versions > 1 }
    }

    package func isAddressed(_ path: OfficePath) -> Bool {
        self.addressed.contains(path) || self.audience.above.contains(path)
    }

    /// Whether an office's own records come here.
    package func isDirect(_ path: OfficePath) -> Bool {
        path == self.audience.own || path.parent == self.audience.own
    }

    /// The direct child at or above an office.
    private static func child(of own: OfficePath, above path: OfficePath) -> OfficePath? {
        guard own.contains(path), path.depth > own.depth else { return nil }
        return path.depth == own.depth + 1
            ? path : OfficePath(Array(path.ids.prefix(own.depth + 1)))
    }

    /// What the records say of an office.
    func recorded(_ path: OfficePath) -> (facts: TraceFacts, at: Int64) {
        let (receipt, answer) = (self.receipts[path], self.answers[path])
        let facts = TraceFacts(
            isReceived: receipt != nil,
            isOpened: receipt?.openedAt != nil,
            isSigned: receipt?.signedAt != nil,
            isAnswered: answer != nil
        )
        let times = [receipt?.deliveredAt, receipt?.openedAt, receipt?.signedAt, answer?.at]
        let latest = max(0, times.compactMap { $0 }.max() ?? 0) / 1_000
        // Whatever time somebody wrote, the office above must be able to read ours.
        return (facts, min(latest, TraceFoldNote.secondsMax - 1))
    }

    /// The fold over everybody below the own office; nil when nobody below is addressed.
    package var foldBelow: TraceFold? {
        let own = self.audience.own
        var fold = TraceFold(goal: self.goal)
        var deeper = OrderedSet<OfficePath>()
        // An office that has left is counted in the branch to which it went.
        for path in self.addressed.paths where !self.audience.successions.isLeft(path) {
            guard let child = Self.child(of: own, above: path) else { continue }
            guard path == child || self.folds[child] == nil else {
                deeper.append(child)
                continue
            }
            let (facts, at) = self.recorded(path)
            let relative = Array(path.ids.dropFirst(own.depth))
            let office = TraceException(path: relative, facts: facts, at: at)
            fold.merge(TraceFold(office, goal: self.goal))
        }
        for branch in self.branches where deeper.contains(branch.child) {
            guard let known = branch.note else { continue }
            let limited = known.fold.limited(to: branch.places.count) { path in
                OfficePath(branch.child.ids + path).map(self.addressed.contains) ?? false
            }
            fold.merge(limited.named(below: branch.child.office))
        }
        return fold.counts.addressed > 0 ? fold.fitting() : nil
    }

    // MARK: Deeper offices

    func branch(of path: OfficePath) -> TraceBranch? {
        guard let child = Self.child(of: self.audience.own, above: path) else { return nil }
        let place = self.branches.partitioningIndex { $0.child >= child }
        guard place < self.branches.count, self.branches[place].child == child else { return nil }
        return self.branches[place]
    }

    func folded(_ path: OfficePath) -> Standing {
        self.branch(of: path)?.standing(of: path) ?? .unknown
    }

    /// Whether something has come from an office of which its branch has not told yet: what it did before that is
    /// still coming up.
    func isComingUp(_ path: OfficePath) -> Bool {
        guard self.isAddressed(path), self.audience.own.contains(path), !self.isDirect(path) else {
            return false
        }
        let recorded = self.recorded(path).facts
        return switch self.folded(path) {
        case .unknown: !recorded.isEmpty
        case .named(let facts, _), .atLeast(let facts, _): !facts.isSuperset(of: recorded)
        }
    }
}
