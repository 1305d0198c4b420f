internal import SyncProtocol

/// Called after each durable commit.
typealias CommitHandler = @Sendable (CommitReport, [StoreNotice]) -> Void

/// The life of the writer's thread: takes what waits, gathers it into transactions, tells everyone.
struct WriterLoop {
    /// How often held changes are looked at, in milliseconds.
    private static let heldIntervalMilliseconds: Int64 = 1_000

    private let writer: Writer
    private let inbox: Inbox
    private let handler: @Sendable () -> CommitHandler?

    /// Acts and batches that go into one transaction.
    private struct Group {
        var acts: [LocalAct] = []
        var completions: [@Sendable (Result<WriteReceipt, StoreError>) -> Void] = []
        var batches: [VerifiedBatch] = []

        var isEmpty: Bool { self.acts.isEmpty && self.batches.isEmpty }
    }

    init(writer: Writer, inbox: Inbox, handler: @escaping @Sendable () -> CommitHandler?) {
        self.writer = writer
        self.inbox = inbox
        self.handler = handler
    }

    func run() {
        let idle = self.writer.configuration.idleMilliseconds
        while let entries = self.inbox.take(timeoutMilliseconds: idle) {
            self.process(entries)
            self.applyHeld()
            if entries.isEmpty { self.writer.tidy() }
        }
    }

    private func process(_ entries: [Inbox.Entry]) {
        var group = Group()
        var byteCount = 0
        for entry in entries {
            switch entry {
            case .act(let act, let completion):
                group.acts.append(act)
                group.completions.append(completion)
                self.inbox.finished(acts: 1, bytes: act.byteCountEstimate)
            case .batch(let batch):
                group.batches.append(batch)
                byteCount += batch.byteCount
                self.inbox.finished(acts: 0, bytes: batch.byteCount)
            case .job(let job):
                self.commit(&group)
                byteCount = 0
                job(.success(self.writer))
                continue
            }
            if group.acts.count >= self.writer.configuration.transactionActsMax
                || byteCount >= self.writer.configuration.transactionBytesMax
            {
                self.commit(&group)
                byteCount = 0
            }
        }
        self.commit(&group)
    }

    private func commit(_ group: inout Group) {
        guard !group.isEmpty else { return }
        self.commit(group)
        group = Group()
    }

    /// Commits a group; when one part of it cannot be stored, each part by itself.
    private func commit(_ group: Group) {
        do throws(StoreError) {
            let (results, transaction) = try self.writer.transact {
                (transaction) throws(StoreError) in
                // Batches first: they may show that our own incarnation must change.
                for batch in group.batches {
                    let outcomes = try self.writer.ingest(
                        batch.changes,
                        from: batch.peer,
                        transaction
                    )
                    transaction.batches.append(
                        CommitReport.Batch(id: batch.id, outcomes: outcomes)
                    )
                }
                return try self.writer.write(group.acts, transaction)
            }
            self.report(transaction)
            self.complete(group, results)
        } catch {
            if error.isDataFault {
                self.commitSeparately(group, error)
            } else {
                self.fail(group, error)
            }
        }
    }

    private func commitSeparately(_ group: Group, _ error: StoreError) {
        guard group.acts.count + group.batches.count > 1 else {
            for batch in group.batches { self.commitChanges(of: batch) }
            if group.batches.isEmpty { self.fail(group, error) }
            return
        }
        for batch in group.batches { self.commit(Group(batches: [batch])) }
        for (act, completion) in zip(group.acts, group.completions) {
            self.commit(Group(acts: [act], completions: [completion]))
        }
    }

    /// Takes in a batch one change at a time; the change that the engine refuses is put in quarantine.
    private func commitChanges(of batch: VerifiedBatch) {
        var outcomes: [ChangeOutcome] = []
        for verification in batch.changes {
            do throws(StoreError) {
                outcomes.append(try self.commitAlone(verification, batch))
            } catch {
                self.fail(Group(batches: [batch]), error)
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

    private func complete(_ group: Group, _ results: [Result<WrittenAct, StoreError>]) {
        let version = self.writer.point.number
        let durableAt = self.writer.configuration.microseconds()
        for (completion, result) in zip(group.completions, results) {
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

    private func fail(_ group: Group, _ error: StoreError) {
        for completion in group.completions { completion(.failure(error)) }
        let failed = StoreNotice.failed(error, batches: group.batches.map(\.id))
        self.handler()?(CommitReport(committed: [], batches: []), [failed])
    }
}
