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

    init(writer: Writer, inbox: Inbox, listener: CommitListener) {
        self.writer = writer
        self.inbox = inbox
        self.listener = listener
    }

    mutating func run() {
        let idle = self.writer.configuration.idleMilliseconds
        while let turn = self.inbox.take(timeoutMilliseconds: idle) {
            self.commit(turn)
            turn.job?(.success(self.writer))
            self.applyHeld()
            if turn.isIdle { self.writer.tidy() }
        }
    }

    /// Commits what a turn brings; when one part of it cannot be stored, each part by itself.
    private func commit(_ turn: Inbox.Turn) {
        guard !turn.hasNoTransaction else { return }
        do throws(StoreError) {
            let commit = try self.writer.transact(self.foresee(turn)) {
                (transaction) throws(Interruption) in try Self.decide(turn, transaction)
            }
            self.listener.tell(commit)
            self.complete(turn, commit.value)
        } catch {
            if error.isDataFault || error.isDamage && turn.partCount > 1 {
                self.commitSeparately(turn, error)
            } else {
                self.fail(turn, error)
            }
        }
    }

    private enum Part {
        case batch(VerifiedBatch)
        case work(Work)
        case acts
    }

    private struct Results {
        let works: [any Sendable]
        let acts: [Result<WrittenAct, DecisionFault>]
    }

    private static func decide(
        _ turn: Inbox.Turn,
        _ transaction: Transaction
    ) throws(Interruption) -> Results {
        // Batches first: they may show that our own incarnation must change.
        var works: [any Sendable] = []
        var acts: [Result<WrittenAct, DecisionFault>] = []
        let parts = turn.batches.map(Part.batch) + turn.works.map(Part.work) + [Part.acts]
        try transaction.decide(each: parts) { (part) throws(Interruption) in
            switch part {
            case .batch(let batch): try transaction.ingest(batch)
            case .work(let work): works.append(try work.decide(transaction))
            case .acts: acts = try transaction.write(turn.acts)
            }
        }
        return Results(works: works, acts: acts)
    }

    private func foresee(_ turn: Inbox.Turn) -> Needs {
        var foresight = Foresight(self.writer.state)
        for batch in turn.batches { foresight.expect(batch) }
        for work in turn.works { work.expect(&foresight) }
        for act in turn.acts { foresight.expect(act) }
        return foresight.needs
    }

    // MARK: Parts by themselves

    private func commitSeparately(_ turn: Inbox.Turn, _ error: StoreError) {
        guard turn.partCount > 1 else {
            for batch in turn.batches { self.commitChanges(of: batch) }
            if turn.batches.isEmpty { self.fail(turn, error) }
            return
        }
        for batch in turn.batches { self.commit(Inbox.Turn(batches: [batch])) }
        for work in turn.works { self.commit(Inbox.Turn(works: [work])) }
        for (act, completion) in zip(turn.acts, turn.completions) {
            self.commit(Inbox.Turn(acts: [act], completions: [completion]))
        }
    }

    /// Takes in a batch one change at a time; the change that cannot be stored is put in quarantine.
    private func commitChanges(of batch: VerifiedBatch) {
        var outcomes: [ChangeOutcome] = []
        for verification in batch.changes {
            do throws(StoreError) {
                outcomes.append(try self.commitAlone(verification, batch))
            } catch {
                self.fail(Inbox.Turn(batches: [batch]), error)
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
            guard error.isDataFault, case .good(let change) = verification else { throw error }
            let refused = ChangeVerification.refused(
                .malformedOperations,
                detail: error.english,
                change.signed,
                change.change
            )
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
        let isDue =
            !self.writer.state.directory.waiting.isEmpty
            && abs(now - self.heldTriedAt) >= Self.heldIntervalMilliseconds
        guard isDue else { return }
        self.heldTriedAt = now
        _ = try? self.writer.applyHeld(self.listener)
    }

    // MARK: Telling

    private func complete(_ turn: Inbox.Turn, _ results: Results) {
        let version = self.writer.state.point.number
        let durableAt = self.writer.configuration.microseconds()
        for (work, value) in zip(turn.works, results.works) { work.complete(.success(value)) }
        for (completion, result) in zip(turn.completions, results.acts) {
            completion(
                result.map {
                    WriteReceipt(
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

    private func fail(_ turn: Inbox.Turn, _ error: StoreError) {
        for completion in turn.completions { completion(.failure(error)) }
        for work in turn.works { work.complete(.failure(error)) }
        self.listener.fail(error, batches: turn.batches.map(\.id))
    }
}

extension Writer {
    /// Applies held changes whose time has come. When none has, it costs no commit.
    ///
    /// - Returns: how many.
    func applyHeld(_ listener: CommitListener) throws(StoreError) -> Int {
        guard try self.isHeldDue() else { return 0 }
        var foresight = Foresight(self.state)
        foresight.expectHeld()
        let commit = try self.transact(foresight.needs) { (transaction) throws(Interruption) in
            try transaction.applyHeld()
        }
        listener.tell(commit)
        return commit.value
    }

    /// Whether the first held change of any feed may be applied now.
    private func isHeldDue() throws(StoreError) -> Bool {
        let directory = self.state.directory
        guard !directory.waiting.isEmpty else { return false }
        let now = self.clock()
        return try self.driver.read { connection throws(StoreError) in
            for place in directory.waiting.sorted() {
                let stored = try StoredChange.one(
                    feed: Directory.id(place),
                    number: directory.feeds[place].applied + 1,
                    connection
                )
                guard let body = stored?.signed.body, let change = try? Change(decoding: body)
                else { continue }
                if !HybridClock.isTooFarAhead(change.stamp, at: now) { return true }
            }
            return false
        }
    }
}
