internal import SyncProtocol

// Local acts become signed changes: one for each space, user and act id of a transaction.

extension Writer {
    /// Writes acts. Each one is written whole or fails alone.
    ///
    /// - Returns: for each act the changes that carry it, or why it was not written.
    func write(
        _ acts: [LocalAct],
        _ transaction: StoreTransaction
    ) throws(StoreError) -> [Result<[ChangeID], StoreError>] {
        if !acts.isEmpty { try self.leaveStampsAhead(transaction) }
        var drafts = DraftTable(actCount: acts.count)
        var failures: [Int: StoreError] = [:]
        for (index, act) in acts.enumerated() {
            do throws(StoreError) {
                try self.check(act, transaction)
            } catch {
                guard error.isDataFault else { throw error }
                failures[index] = error
                continue
            }
            try self.draft(act, index, &drafts, transaction)
            if let user = act.user {
                try self.audit.append(
                    user: user,
                    action: "write",
                    subject: act.auditSubject,
                    transaction
                )
            }
        }
        for draft in drafts.takeOpen() { try self.close(draft, &drafts, transaction) }
        return acts.indices.map { index in
            failures[index].map { .failure($0) } ?? .success(drafts.changes[index])
        }
    }

    private func draft(
        _ act: LocalAct,
        _ index: Int,
        _ drafts: inout DraftTable,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        // What touches several spaces is tied together by an id of its own.
        let isSpread = act.intents.contains { $0.space != act.intents.first?.space }
        let id = act.act ?? (isSpread ? ActID(high: self.random(), low: self.random()) : nil)
        for intent in act.intents {
            let space = try self.space(intent.space, transaction)
            let isUrgent = act.isUrgent && intent.space.kind == .directives
            let key = DraftTable.Key(space: space, user: act.user, act: id, isUrgent: isUrgent)
            let entry = try self.record(intent.record, in: space, transaction)
            // An operation supersedes only what is merged already.
            if let open = drafts.takeHolder(of: entry) {
                try self.close(open, &drafts, transaction)
            }
            if let full = drafts.takeFull(key, for: intent.record) {
                try self.close(full, &drafts, transaction)
            }
            drafts.add(
                intent,
                entry,
                key,
                act: index,
                by: self.author,
                incarnation: self.incarnation(of: key)
            )
        }
    }

    /// The incarnation of the feed that a draft is for.
    private func incarnation(of key: DraftTable.Key) -> UInt64 {
        key.isUrgent ? FeedID.urgent(self.incarnation) : self.incarnation
    }

    /// Signs a draft and appends it to this node's feed in the space.
    private func close(
        _ open: DraftTable.Open,
        _ drafts: inout DraftTable,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        let space = open.key.space
        let feed = FeedID(
            space: self.directory.spaces[space].space,
            author: self.author,
            incarnation: self.incarnation(of: open.key)
        )
        let chain = try self.chain(space)
        let head = self.directory.feed(feed).map { self.directory.feeds[$0].head }
        let change = open.draft.change(
            feed: feed,
            after: head,
            stamp: self.hybridClock.next(at: transaction.now),
            chain: chain
        )
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
            edits: open.draft.edits
        )
        try self.append(
            arrival,
            to: feed,
            key: AuthorKey(chain.leaf),
            isHeld: false,
            transaction
        )
        self.apply(
            arrival.edits,
            to: open.entries,
            from: change.origin(id: arrival.id),
            at: self.position(of: feed, change.number),
            transaction
        )
        for act in open.acts { drafts.changes[act].append(arrival.id) }
    }

    /// The credentials with which this node opens a feed in a space: its own, or for a hosted child
    /// one that it issues to itself.
    private func chain(_ space: Int) throws(StoreError) -> CredentialChain {
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

// MARK: Checking

extension Writer {
    /// The longest encoded intent, in bytes: with a full draft before it, a change stays below
    /// ``ChangeLimits/bodyByteCountMax``.
    private static let intentByteCountMax = 192 * 1024

    /// Checks everything that could stop an act before any state is touched.
    private func check(_ act: LocalAct, _ transaction: StoreTransaction) throws(StoreError) {
        guard !act.intents.isEmpty else { throw .invalid(detail: "the act writes nothing") }
        if let user = act.user {
            guard user.utf8.count <= ChangeLimits.userByteCountMax,
                NormalizedText.isNormalized(user)
            else { throw .invalid(detail: "the user's name is too long or not in form NFC") }
        }
        for intent in act.intents {
            try self.checkRight(intent.space)
            try self.checkFloor(intent.record.kind)
            guard intent.fields.count <= RecordEdit.operationsMax else {
                throw .invalid(detail: "a record has \(intent.fields.count) fields")
            }
            var byteCount = 96
            for field in intent.fields {
                byteCount += 32 + field.valueByteCount
                if let value = field.value { try Self.check(value) }
            }
            guard byteCount <= Self.intentByteCountMax else {
                throw .invalid(detail: "a record takes \(byteCount) bytes")
            }
            // A record whose stored state is damaged must fail this act and no other.
            let space = try self.space(intent.space, transaction)
            _ = try self.record(intent.record, in: space, transaction)
        }
    }

    private static func check(_ value: Value) throws(StoreError) {
        switch value {
        case .text(let text):
            guard text.utf8.count <= Value.byteCountMax else {
                throw .invalid(detail: "a text takes \(text.utf8.count) bytes")
            }
            guard NormalizedText.isNormalized(text) else {
                throw .invalid(detail: "a text is not in Unicode form NFC")
            }
        case .bytes(let bytes):
            guard bytes.count <= Value.byteCountMax else {
                throw .invalid(detail: "a field takes \(bytes.count) bytes")
            }
        case .list(let values):
            guard values.count <= Value.elementsMax else {
                throw .invalid(detail: "a list has \(values.count) elements")
            }
            for value in values {
                if case .list = value { throw .invalid(detail: "a list lies in a list") }
                try Self.check(value)
            }
        case .integer, .decimal, .bool: return
        }
    }

    /// Directives and roster: our own only. Reports and receipts: our own, or those of a child that
    /// our roster says we host.
    private func checkRight(_ space: SpaceID) throws(StoreError) {
        if space.owner == self.identity.path { return }
        let text = "\(space)"
        guard space.kind == .reports || space.kind == .receipts else {
            throw .notAuthorised(space: text, detail: "only its owner writes in it")
        }
        guard space.owner.parent == self.identity.path else {
            throw .notAuthorised(space: text, detail: "its owner is no child of this office")
        }
        guard let office = self.directory.office(space.owner),
            self.directory.offices[office].hostedBy == self.identity.path
        else {
            throw .notAuthorised(space: text, detail: "its owner is not hosted by this office")
        }
    }
}

extension LocalAct {
    private static let auditRecordsMax = 8

    /// What the audit log says that the act was about.
    fileprivate var auditSubject: String {
        var text = ""
        for intent in self.intents.prefix(Self.auditRecordsMax) {
            if !text.isEmpty { text += "; " }
            text += "\(intent.space) \(intent.record.kind)/\(Hexadecimal.text(intent.record.key))"
        }
        let rest = self.intents.count - Self.auditRecordsMax
        return rest > 0 ? "\(text); +\(rest)" : text
    }
}
