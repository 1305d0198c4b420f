internal import SyncProtocol

/// Called after each durable commit.
typealias CommitHandler = @Sendable (CommitReport, [StoreNotice]) -> Void

/// The life of the writer's thread: takes what waits turn by turn, each in a transaction, and tells everyone.
struct WriterLoop {
    /// How often held changes are looked at, in milliseconds.
    private static let heldIntervalMilliseconds: Int64 = 1_000

    private let writer: Writer
    private let inbox: Inbox
    private let handler: @Sendable () -> CommitHandler?

    init(writer: Writer, inbox: Inbox, handler: @escaping @Sendable () -> CommitHandler?) {
        self.writer = writer
        self.inbox = inbox
        self.handler = handler
    }

    func run() {
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
            let (results, transaction) = try self.writer.transact {
                (transaction) throws(StoreError) in
                // Batches first: they may show that our own incarnation must change.
                for batch in turn.batches {
                    let outcomes = try self.writer.ingest(
                        batch.changes,
                        from: batch.peer,
                        transaction
                    )
                    transaction.batches.append(
                        CommitReport.Batch(id: batch.id, outcomes: outcomes)
                    )
                }
                return try self.writer.write(turn.acts, transaction)
            }
            self.report(transaction)
            self.complete(turn, results)
        } catch {
            if error.isDataFault {
                self.commitSeparately(turn, error)
            } else {
                self.fail(turn, error)
            }
        }
    }

    private func commitSeparately(_ turn: Inbox.Turn, _ error: StoreError) {
        guard turn.acts.count + turn.batches.count > 1 else {
            for batch in turn.batches { self.commitChanges(of: batch) }
            if turn.batches.isEmpty { self.fail(turn, error) }
            return
        }
        for batch in turn.batches { self.commit(Inbox.Turn(batches: [batch])) }
        for (act, completion) in zip(turn.acts, turn.completions) {
            self.commit(Inbox.Turn(acts: [act], completions: [completion]))
        }
    }

    /// Takes in a batch one change at a time; the change that the engine refuses is put in quarantine.
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
        let report = CommitReport(
            committed: [],
            batches: [CommitReport.Batch(id: batch.id, outcomes: outcomes)]
        )
        self.handler()?(report, [])
    }

    private func commitAlone(
        _ verification: ChangeVerification,
        _ batch: VerifiedBatch
    ) throws(StoreError) -> ChangeOutcome {
        do throws(StoreError) {
            let (outcome, transaction) = try self.writer.transact {
                (transaction) throws(StoreError) in
                try self.writer.ingest(verification, from: batch.peer, transaction)
            }
            self.report(transaction)
            return outcome
        } catch {
            guard error.isDataFault, case .good(let change) = verification else { throw error }
            let refused = ChangeVerification.refused(
                .malformedOperations,
                detail: error.english,
                change.signed,
                change.change
            )
            let (outcome, transaction) = try self.writer.transact {
                (transaction) throws(StoreError) in
                try self.writer.ingest(refused, from: batch.peer, transaction)
            }
            self.report(transaction)
            return outcome
        }
    }

    private func applyHeld() {
        let now = self.writer.clock()
        let isDue =
            !self.writer.directory.waiting.isEmpty
            && abs(now - self.writer.heldTriedAt) >= Self.heldIntervalMilliseconds
        if isDue { _ = try? self.applyHeldNow() }
    }

    /// Applies held changes whose time has come.
    func applyHeldNow() throws(StoreError) -> Int {
        self.writer.heldTriedAt = self.writer.clock()
        guard try self.writer.isHeldDue() else { return 0 }
        let (count, transaction) = try self.writer.transact {
            (transaction) throws(StoreError) in try self.writer.applyHeld(transaction)
        }
        self.report(transaction)
        return count
    }

    // MARK: Telling

    private func report(_ transaction: StoreTransaction) {
        self.handler()?(transaction.report, transaction.notices)
    }

    private func complete(_ turn: Inbox.Turn, _ results: [Result<WrittenAct, StoreError>]) {
        let version = self.writer.point.number
        let durableAt = self.writer.configuration.microseconds()
        for (completion, result) in zip(turn.completions, results) {
            completion(
                result.map {
                    WriteReceipt(
                        changes: $0.changes,
                        storeVersion: version,
                        durableAt: durableAt,
                        parts: $0.parts
                    )
                }
            )
        }
    }

    private func fail(_ turn: Inbox.Turn, _ error: StoreError) {
        for completion in turn.completions { completion(.failure(error)) }
        let failed = StoreNotice.failed(error, batches: turn.batches.map(\.id))
        self.handler()?(CommitReport(committed: [], batches: []), [failed])
    }
}
