internal import SyncProtocol

// Local acts become signed changes: one for each space, user and act id of a transaction.

extension Writer {
    /// Writes acts. Each one is written whole, was written before, or fails alone.
    ///
    /// - Returns: for each act what became of it, or why it was not written.
    func write(
        _ acts: [LocalAct],
        _ transaction: StoreTransaction
    ) throws(StoreError) -> [Result<WrittenAct, StoreError>] {
        if !acts.isEmpty { try self.leaveStampsAhead(transaction) }
        let drafts = DraftTable(actCount: acts.count)
        var outcomes: [Result<[PartOutcome], StoreError>] = []
        outcomes.reserveCapacity(acts.count)
        for (index, act) in acts.enumerated() {
            do throws(StoreError) {
                try self.check(act, transaction)
            } catch {
                guard error.isDataFault else { throw error }
                self.driver.watch.note(error)
                outcomes.append(.failure(error))
                continue
            }
            // Whatever fails from here on may have left half of an act in memory, and ends the transaction.
            switch try self.decide(act, drafts, transaction) {
            case .success(let isOpen):
                outcomes.append(
                    .success(try self.write(act, isOpen, index, drafts, transaction))
                )
            case .failure(let conflict): outcomes.append(.failure(.conflict(conflict)))
            }
        }
        for draft in drafts.takeOpen() { try self.close(draft, drafts, transaction) }
        return outcomes.enumerated().map { index, outcome in
            outcome.map { WrittenAct(changes: drafts.changes[index], parts: $0) }
        }
    }

    /// Drafts the parts of an act that do not stand there already.
    ///
    /// - Parameter isOpen: for each part whether it is to be written.
    private func write(
        _ act: LocalAct,
        _ isOpen: [Bool],
        _ index: Int,
        _ drafts: DraftTable,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> [PartOutcome] {
        let written = zip(act.parts, isOpen).flatMap { $1 ? $0.intents : [] }
        guard let first = written.first else { return isOpen.map { _ in .repeated } }
        // What touches several spaces is tied together by an id of its own.
        let isSpread = written.contains { $0.space != first.space }
        let id = act.act ?? (isSpread ? ActID(high: self.random(), low: self.random()) : nil)
        var outcomes: [PartOutcome] = []
        outcomes.reserveCapacity(act.parts.count)
        for (part, isOpen) in zip(act.parts, isOpen) {
            guard isOpen else {
                outcomes.append(.repeated)
                continue
            }
            var replaced: [ReplacedField] = []
            for intent in part.intents {
                replaced += try self.draft(intent, of: act, id, index, drafts, transaction)
            }
            outcomes.append(.written(replacing: replaced))
        }
        if let user = act.user {
            try self.audit.append(
                user: user,
                action: "write",
                subject: Self.auditSubject(of: written),
                transaction
            )
        }
        return outcomes
    }

    /// - Returns: what the intent replaces.
    private func draft(
        _ intent: RecordIntent,
        of act: LocalAct,
        _ id: ActID?,
        _ index: Int,
        _ drafts: DraftTable,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> [ReplacedField] {
        let space = try self.space(intent.space, transaction)
        let isUrgent = act.isUrgent && intent.space.kind == .directives
        let key = DraftTable.Key(space: space, user: act.user, act: id, isUrgent: isUrgent)
        let entry = try self.record(intent.record, in: space, transaction)
        // An operation supersedes only what is merged already.
        if let open = drafts.takeHolder(of: entry) {
            try self.close(open, drafts, transaction)
        }
        if let full = drafts.takeFull(key, for: intent.record) {
            try self.close(full, drafts, transaction)
        }
        drafts.add(
            intent,
            entry,
            key,
            act: index,
            by: self.author,
            incarnation: self.incarnation(of: key)
        )
        return intent.replaced(in: entry.state)
    }

    /// The incarnation of the feed that a draft is for.
    private func incarnation(of key: DraftTable.Key) -> UInt64 {
        key.isUrgent ? FeedID.urgent(self.incarnation) : self.incarnation
    }

    /// Signs a draft and appends it to this node's feed in the space.
    func close(
        _ open: DraftTable.Open,
        _ drafts: DraftTable,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        let space = open.key.space
        let feed = FeedID(
            space: self.directory.spaces[space].space,
            author: self.author,
            incarnation: self.incarnation(of: open.key)
        )
        let chain = try self.chain(space)
        let change = open.draft.change(
            feed: feed,
            after: self.directory.feed(feed).map { self.directory.feeds[$0].head },
            stamp: self.hybridClock.next(at: transaction.now),
            chain: chain
        )
        let id = try self.sign(change, open.draft.edits, open.entries, chain, transaction)
        for act in open.acts { drafts.changes[act].append(id) }
    }

    /// Signs a change at the end of a feed of this node, appends it and merges it.
    ///
    /// - Parameters:
    ///   - edits: the change's.
    ///   - entries: the records of the edits, in their order.
    ///   - chain: with which the feed is opened.
    func sign(
        _ change: Change,
        _ edits: [RecordEdit],
        _ entries: [RecordEntry],
        _ chain: CredentialChain,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> ChangeID {
        let signed: SignedChange
        do {
            signed = try SignedChange(change, signer: self.identity.signer)
        } catch {
            throw .signing(detail: "\(error)")
        }
        let arrival = Arrival(
            change: change,
            signed: signed,
            digest: signed.digest,
            edits: edits
        )
        try self.append(
            arrival,
            to: change.feed,
            key: AuthorKey(chain.leaf),
            isHeld: false,
            transaction
        )
        self.apply(
            arrival.edits,
            to: entries,
            from: change.origin(id: arrival.id),
            at: self.position(of: change.feed, change.number),
            transaction
        )
        return arrival.id
    }

    /// The credentials with which this node opens a feed in a space: its own, or for a hosted child
    /// one that it issues to itself.
    func chain(_ space: Int) throws(StoreError) -> CredentialChain {
        if let chain = self.directory.spaces[space].chain { return chain }
        let owner = self.directory.spaces[space].space.owner
        let own = self.identity
        var chain: CredentialChain? = own.chain
        if owner != own.path {
            do {
                chain = try own.chain.issuing(
                    child: owner.office,
                    publicKey: own.signer.publicKey,
                    serial: 1,
                    signer: own.signer
                )
            } catch {
                throw .signing(detail: "\(error)")
            }
        }
        guard let chain else { throw .invalid(detail: "\(owner) lies too deep in the tree") }
        self.directory.spaces[space].chain = chain
        return chain
    }
}

extension Writer {
    private static let auditRecordsMax = 8

    /// What the audit log says that an act was about.
    private static func auditSubject(of intents: [RecordIntent]) -> String {
        var text = ""
        for intent in intents.prefix(Self.auditRecordsMax) {
            if !text.isEmpty { text += "; " }
            text += "\(intent.space) \(intent.record.kind)/\(Hexadecimal.text(intent.record.key))"
        }
        let rest = intents.count - Self.auditRecordsMax
        return rest > 0 ? "\(text); +\(rest)" : text
    }
}
