internal import OfficeWork
internal import OrderedCollections
internal import PlainText
package import SyncProtocol

// What a transaction can be asked to decide.

extension Transaction {
    // MARK: Changes

    /// Takes in the changes of a batch, in their order.
    package func ingest(_ batch: VerifiedBatch) throws(Interruption) {
        let intake = Intake(transaction: self, peer: batch.peer)
        var outcomes: [ChangeOutcome] = []
        outcomes.reserveCapacity(batch.changes.count)
        try self.gather(batch.changes) { (verification) throws(Interruption) in
            outcomes.append(try intake.take(verification))
        }
        self.news.batches.append(CommitReport.Batch(id: batch.id, outcomes: outcomes))
    }

    /// Takes in one change by itself.
    package func ingest(
        _ verification: ChangeVerification,
        from peer: OfficePath
    ) throws(Interruption) -> ChangeOutcome {
        try Intake(transaction: self, peer: peer).take(verification)
    }

    /// Writes acts. Each one is written whole, was written before, or fails alone.
    ///
    /// - Returns: for each act what became of it, or why it was not written.
    package func write(
        _ acts: [LocalAct]
    ) throws(Interruption) -> [Result<WrittenAct, DecisionFault>] {
        guard !acts.isEmpty else { return [] }
        Incarnations(transaction: self).leaveStampsAhead()
        return try OwnActs(self, count: acts.count).write(acts)
    }

    /// Applies held changes whose time has come.
    ///
    /// - Returns: how many.
    package func applyHeld(_ turn: HeldTurn) throws(Interruption) -> Int {
        try HeldChanges(transaction: self).apply(turn)
    }

    /// See ``HeldChanges/setAside(_:because:)``.
    package func setAsideHeld(_ turn: HeldTurn, because detail: String?) throws(Interruption) {
        try HeldChanges(transaction: self).setAside(turn, because: detail)
    }

    // MARK: Our own past

    /// Goes on in fresh feeds; see ``Incarnations/open(_:missing:claimedBy:)``.
    package func openIncarnation(
        _ reason: IncarnationReason,
        missing: Int64? = nil,
        claimedBy claimant: OfficePath? = nil
    ) {
        Incarnations(transaction: self).open(reason, missing: missing, claimedBy: claimant)
    }

    /// Writes down what a store that is opened has lost.
    package func settle(_ past: PastCheck) {
        if let end = past.auditEnd { self.nameLostRows(upTo: end) }
        if let doubt = past.doubt { self.openIncarnation(doubt, missing: past.missing) }
    }

    /// What a new store says of itself, and its first incarnation.
    package func initialize() {
        let own = self.identity
        self.changes.meta[.tree] = .bytes(own.tree.bytes)
        self.changes.meta[.path] = .bytes(Array("\(own.path)".utf8))
        self.changes.meta[.derivation] = .number(StoreState.derivationVersion)
        _ = Incarnations(transaction: self).begin()
        _ = self.office(own.path)
    }

    /// Says what came back of what was lost, and what did not.
    ///
    /// - Returns: nil when nothing was being fetched back.
    package func concludePast(from sources: [String], asked: [OfficePath]) -> StoreEvent? {
        Incarnations(transaction: self).conclude(from: sources, asked: asked)
    }

    // MARK: Notes

    /// Keeps checked notes, and says what became of each.
    ///
    /// - Parameter peer: who brought them; nil for our own.
    package func keep(
        _ notes: [VerifiedNote],
        from peer: OfficePath?
    ) throws(Interruption) -> [NoteVerdict] {
        let keeping = NoteKeeping(transaction: self)
        var verdicts: [NoteVerdict] = []
        try self.gather(notes) { (note) throws(Interruption) in
            verdicts.append(try keeping.keep(note, from: peer))
        }
        return verdicts
    }

    /// Puts a confirmation into quarantine that names another change than ours, and tells people about it.
    package func accuse(
        _ note: VerifiedNote,
        _ position: FeedPosition,
        from peer: OfficePath
    ) throws(Interruption) {
        try NoteKeeping(transaction: self).accuse(note, position, from: peer)
    }

    /// Remembers that a neighbour has notes on its disk, so that they are not sent to it again.
    package func settle(_ ids: [NoteID], with peer: OfficePath) throws(Interruption) {
        let keeping = NoteKeeping(transaction: self)
        try self.gather(ids) { (id) throws(Interruption) in try keeping.settle(id, with: peer) }
    }

    /// Remembers no more which notes of a kind a neighbour has.
    ///
    /// - Parameter since: of those that have been kept here since, UTC milliseconds; nil for all.
    package func forgetDeliveries(of kind: NoteKind, to peer: OfficePath, since: Int64?) {
        // What was settled in this transaction comes after what is stored; it is offered once more at worst.
        self.changes.deliveries.removeAll { $0.key.peer == peer && $0.key.note.kind == kind }
        self.changes.forgotten.append(
            RowChanges.Forgetting(peer: peer, kind: kind, since: since)
        )
    }

    /// Keeps what both ends of a link have signed.
    package func keep(ours: EqualityStatement, theirs: EqualityStatement) {
        let id = self.state.numbers.nextCertificate()
        self.changes.certificates.append(
            RowChanges.Certificate(id: id, ours: ours, theirs: theirs)
        )
    }

    // MARK: Joining

    /// Keeps an invitation.
    package func add(_ token: JoinPermit) {
        self.changes.tokens[token.hash] = token
        self.audit(AuditNote(.invitationIssued, "\(token.office)"), by: token.madeBy)
    }

    /// Uses a token up.
    ///
    /// - Parameters:
    ///   - hash: the hash of what was handed in.
    ///   - office: the office that wants to join.
    ///   - author: the signing key it wants to join with.
    package func useToken(
        _ hash: Digest256,
        for office: OfficePath,
        by author: AuthorID
    ) throws(Interruption) -> JoinPermit.Use {
        try Joining(transaction: self).use(hash, for: office, by: author)
    }

    // MARK: Damage

    /// Looks at changes that do not seem to be what was written.
    ///
    /// - Returns: those that are damaged indeed.
    @discardableResult
    package func noteDamage(_ changes: [ChangePlace]) throws(Interruption) -> [ChangePlace] {
        try DamageLog(transaction: self).note(changes)
    }

    /// Withdraws damaged changes of our own with all behind them, and writes them again.
    ///
    /// - Parameter changes: all that are to be of each space: what is in the records of another one does not come
    ///   back by itself.
    package func rewrite(_ changes: [ChangePlace]) throws(Interruption) {
        try Rewriting(transaction: self).rewrite(try self.noteDamage(changes))
    }

    /// Takes away all that follows from the feeds.
    package func beginRebuild() {
        Rebuilding(transaction: self).begin()
    }

    /// Applies a page of stored changes that were applied before; see ``Rebuilding``.
    package func replay(
        _ page: [StoredChange],
        of place: Int,
        _ numbers: ClosedRange<UInt64>
    ) throws(Interruption) {
        try Rebuilding(transaction: self).replay(page, of: place, numbers)
    }
}
