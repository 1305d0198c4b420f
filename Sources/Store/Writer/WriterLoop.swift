internal import Decision
internal import SyncProtocol

/// The life of the writer's thread: takes what waits turn by turn, commits it, and then tells everyone. The order is
/// commit, fence, report, acknowledgement (design, D6).
struct WriterLoop {
    /// How often held changes are looked at, in milliseconds.
    private static let heldIntervalMilliseconds: Int64 = 1_000

    private let writer: Writer
    private let inbox: Inbox
    private let listener: CommitListener
    /// UTC milliseconds of the last attempt to apply what is held.
    private var heldTriedAt: Int64 = 0
    /// `Directory.rosterRevision` of the last look at what waits for places.
    private var rosterSeen: UInt64 = 0

    init(writer: Writer, inbox: Inbox, listener: CommitListener) {
        self.writer = writer
        self.inbox = inbox
        self.listener = listener
    }

    mutating func run() {
        let idle = self.writer.configuration.idleMilliseconds
        while let taken = self.inbox.take(
            timeoutMilliseconds: self.writer.held.isLeft ? 0 : idle
        ) {
            self.commit(taken.turn)
            taken.job?(.success(self.writer))
            self.applyHeld()
            if taken.isIdle, !self.writer.held.isLeft { self.writer.tidy() }
        }
    }

    private typealias Parts = Turn<Work, WaitingAct>

    /// Commits what a turn brings; when it cannot be stored, each part by itself.
    private func commit(_ turn: Parts) {
        guard !turn.isEmpty else { return }
        do throws(StoreError) {
            let commit = try self.writer.transact(turn.needs(self.writer.state)) {
                (transaction) throws(Interruption) in try transaction.decide(turn)
            }
            self.listener.tell(commit)
            self.complete(turn, commit.value.works, commit.value.acts)
        } catch {
            if error.isDataFault || error.isDamage && turn.partCount > 1 {
                self.divide(turn, error)
            } else {
                self.fail(turn, error)
            }
        }
    }

    // MARK: Parts by themselves

    private func divide(_ turn: Parts, _ error: StoreError) {
        switch turn.division {
        case .parts(let parts): for part in parts { self.commit(part) }
        case .changes(let batch): self.commitChanges(of: batch)
        case .whole: self.fail(turn, error)
        }
    }

    /// Takes in a batch one change at a time; the change that cannot be stored is put in quarantine.
    private func commitChanges(of batch: VerifiedBatch) {
        var outcomes: [ChangeOutcome] = []
        for verification in batch.changes {
            do throws(StoreError) {
                outcomes.append(try self.commitAlone(verification, batch))
            } catch {
                self.fail(Parts(batches: [batch]), error)
                return
            }
        }
        self.listener.tell(
            CommitReport(
                committed: [],
                batches: [CommitReport.Batch(id: batch.id, outcomes: outcomes)]
            )
        )
    }

    private func commitAlone(
        _ verification: ChangeVerification,
        _ batch: VerifiedBatch
    ) throws(StoreError) -> ChangeOutcome {
        do throws(StoreError) {
            return try self.ingest(verification, from: batch.peer)
        } catch {
            guard error.isDataFault, let refused = verification.unstorable(because: error.english)
            else { throw error }
            return try self.ingest(refused, from: batch.peer)
        }
    }

    private func ingest(
        _ verification: ChangeVerification,
        from peer: OfficePath
    ) throws(StoreError) -> ChangeOutcome {
        var foresight = Foresight(self.writer.state)
        foresight.expect(verification)
        let commit = try self.writer.transact(foresight.needs) {
            (transaction) throws(Interruption) in
            try transaction.ingest(verification, from: peer)
        }
        self.listener.tell(commit)
        return commit.value
    }

    // MARK: Held changes

    private mutating func applyHeld() {
        let now = self.writer.clock()
        let directory = self.writer.state.directory
        guard !directory.waiting.isEmpty else { return }
        let isTime = abs(now - self.heldTriedAt) >= Self.heldIntervalMilliseconds
        // What waits for places need not wait any longer when they have just been granted.
        let isRosterNew = self.rosterSeen != directory.rosterRevision
        self.rosterSeen = directory.rosterRevision
        // As long as some are due it goes on at once, turn by turn with what else waits.
        guard isTime || self.writer.held.isLeft || isRosterNew && directory.isAnyShortageOver else {
            return
        }
        self.heldTriedAt = now
        do throws(StoreError) {
            try self.writer.applyHeld(self.listener)
        } catch {
            self.listener.fail(error, batches: [])
        }
    }

    // MARK: Telling

    private func complete(
        _ turn: Parts,
        _ works: [any Sendable],
        _ acts: [Result<WrittenAct, DecisionFault>]
    ) {
        let version = self.writer.state.point.number
        let durableAt = self.writer.configuration.microseconds()
        for (work, value) in zip(turn.works, works) { work.complete(.success(value)) }
        for (act, result) in zip(turn.acts, acts) {
            act.complete(
                result.map {
                    DurableAct(
                        changes: $0.changes,
                        storeVersion: version,
                        durableAt: durableAt,
                        parts: $0.parts
                    )
                }
                .mapError(StoreError.init)
            )
        }
    }

    private func fail(_ turn: Parts, _ error: StoreError) {
        for act in turn.acts { act.complete(.failure(error)) }
        for work in turn.works { work.complete(.failure(error)) }
        self.listener.fail(error, batches: turn.batches.map(\.id))
    }
}
