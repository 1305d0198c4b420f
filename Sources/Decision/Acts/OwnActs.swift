internal import PlainText
internal import SyncProtocol

/// Local acts become signed changes: one for each space, user and act id of a transaction.
struct OwnActs {
    private static let auditRecordsMax = 8

    let transaction: Transaction
    private let drafts: DraftTable
    private let signing: Signing

    init(_ transaction: Transaction, count: Int) {
        self.transaction = transaction
        self.drafts = DraftTable(actCount: count)
        self.signing = Signing(transaction: transaction)
    }

    /// Writes acts. Each one is written whole, was written before, or fails alone.
    ///
    /// - Returns: for each act what became of it, or why it was not written.
    func write(
        _ acts: [LocalAct]
    ) throws(Interruption) -> [Result<WrittenAct, DecisionFault>] {
        var outcomes: [Result<[PartOutcome], DecisionFault>] = []
        outcomes.reserveCapacity(acts.count)
        try self.transaction.gather(acts.enumerated()) { (element) throws(Interruption) in
            outcomes.append(try self.write(element.element, at: element.offset))
        }
        for draft in self.drafts.takeOpen() { try self.close(draft) }
        return outcomes.enumerated().map { index, outcome in
            outcome.map { WrittenAct(changes: self.drafts.changes[index], parts: $0) }
        }
    }

    private func write(
        _ act: LocalAct,
        at index: Int
    ) throws(Interruption) -> Result<[PartOutcome], DecisionFault> {
        do throws(Interruption) {
            try ActRights(transaction: self.transaction).check(act)
        } catch {
            guard case .fault(let fault) = error, fault.liesInData else { throw error }
            if case .unreadable = fault { self.transaction.news.unreadable.append(fault) }
            return .failure(fault)
        }
        // Whatever fails from here on may have left half of an act behind, and ends the transaction.
        if let wish = act.charter { return .success(try self.issue(wish, for: act, at: index)) }
        switch try self.decide(act) {
        case .success(let isOpen): return .success(try self.write(act, isOpen, index))
        case .failure(let conflict): return .failure(.conflict(conflict))
        }
    }

    /// Issues a charter. What was written before stands before it: a charter says where feeds end.
    private func issue(
        _ wish: CharterWish,
        for act: LocalAct,
        at index: Int
    ) throws(Interruption) -> [PartOutcome] {
        for draft in self.drafts.takeOpen() { try self.close(draft) }
        self.drafts.changes[index].append(
            try self.signing.issue(wish, user: act.user, act: act.act)
        )
        self.transaction.audit(
            act.note.action,
            AuditSubject(act.note.subjects(writing: [])),
            records: "\(wish.space)",
            by: act.user
        )
        return []
    }

    /// For each part of an act whether it is to be written; what stands there already is not.
    private func decide(_ act: LocalAct) throws(Interruption) -> Result<[Bool], ActConflict> {
        var image = PresentImage(transaction: self.transaction, drafts: self.drafts) {
            (draft) throws(Interruption) in try self.close(draft)
        }
        var isOpen: [Bool] = []
        isOpen.reserveCapacity(act.parts.count)
        for (number, part) in act.parts.enumerated() {
            switch try part.verdict(image) {
            case .holds:
                image.claims.claim(part.preconditions)
                isOpen.append(true)
            case .isDone: isOpen.append(false)
            case .fails(let reason): return .failure(ActConflict(part: number, reason))
            }
        }
        self.drafts.claims.merge(image.claims)
        return .success(isOpen)
    }

    /// Drafts the parts of an act that do not stand there already.
    ///
    /// - Parameter isOpen: for each part whether it is to be written.
    private func write(
        _ act: LocalAct,
        _ isOpen: [Bool],
        _ index: Int
    ) throws(Interruption) -> [PartOutcome] {
        let written = zip(act.parts, isOpen).flatMap { $1 ? $0.intents : [] }
        guard let first = written.first else { return isOpen.map { _ in .repeated } }
        // What touches several spaces is tied together by an id of its own.
        let isSpread = written.contains { $0.space != first.space }
        let id =
            act.act
            ?? (isSpread ? ActID(high: self.transaction.draw(), low: self.transaction.draw()) : nil)
        var outcomes: [PartOutcome] = []
        outcomes.reserveCapacity(act.parts.count)
        for (part, isOpen) in zip(act.parts, isOpen) {
            guard isOpen else {
                outcomes.append(.repeated)
                continue
            }
            var replaced: [ReplacedField] = []
            for intent in part.intents { replaced += try self.draft(intent, of: act, id, index) }
            outcomes.append(.written(replacing: replaced))
        }
        self.transaction.audit(
            act.note.action,
            AuditSubject(act.note.subjects(writing: isOpen)),
            records: Self.auditRecords(written),
            by: act.user
        )
        return outcomes
    }

    /// - Returns: what the intent replaces.
    private func draft(
        _ intent: RecordIntent,
        of act: LocalAct,
        _ id: ActID?,
        _ index: Int
    ) throws(Interruption) -> [ReplacedField] {
        let space = self.transaction.space(intent.space)
        let isUrgent = act.isUrgent && intent.space.kind == .directives
        let key = DraftTable.Key(space: space, user: act.user, act: id, isUrgent: isUrgent)
        let entry = try self.transaction.record(intent.record, in: space)
        // An operation supersedes only what is merged already.
        if let open = self.drafts.takeHolder(of: entry) { try self.close(open) }
        if let full = self.drafts.takeFull(key, for: intent.record) { try self.close(full) }
        self.drafts.add(
            intent,
            entry,
            key,
            act: index,
            by: self.transaction.context.author,
            incarnation: self.signing.incarnation(in: intent.space, isUrgent: isUrgent)
        )
        return intent.replaced(in: entry.state)
    }

    /// Signs a draft and appends it to this node's feed in the space.
    private func close(_ open: DraftTable.Open) throws(Interruption) {
        let id = try self.signing.sign(open)
        for act in open.acts { self.drafts.changes[act].append(id) }
    }

    /// The first records that an act writes, and how many more there are.
    private static func auditRecords(_ intents: [RecordIntent]) -> String {
        var text = ""
        for intent in intents.prefix(Self.auditRecordsMax) {
            if !text.isEmpty { text += "; " }
            text += "\(intent.space) \(intent.record.kind)/\(Hexadecimal.text(intent.record.key))"
        }
        let rest = intents.count - Self.auditRecordsMax
        return rest > 0 ? "\(text); +\(rest)" : text
    }
}
