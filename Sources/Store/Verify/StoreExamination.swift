internal import Decision
internal import PlainText
internal import SyncProtocol

/// Whether what a store holds is what was written and what follows from it, and how it is derived anew.
package struct StoreExamination: Sendable {
    let store: OfficeStore

    /// Examines everything held: the structure of the engine's file, then in one snapshot every hash, chain, stamp
    /// and signature, records, lists and totals derived anew and compared with those on disk, and the audit log.
    /// Writers go on meanwhile.
    ///
    /// - Parameter progress: told now and then how many changes are done.
    package func verify(
        progress: (Int64) -> Void = { _ in }
    ) throws(StoreError) -> StoreVerification {
        let result = try StoreVerification(of: self.store.driver, self.store.identity) { changes in
            progress(changes)
        }
        self.noteUnsound(result)
        return result
    }

    /// Where something does not fit together that nothing derived puts right, the store has to be opened anew.
    func noteUnsound(_ result: StoreVerification) {
        guard result.remedies.contains(.saving), let first = result.found.first else { return }
        self.store.driver.watch.note(.damaged(detail: first.english))
    }

    // MARK: Deriving anew

    /// Derives everything anew from the feeds, in one transaction. Readers see the old state until
    /// it is done. The digests are the same before and after, unless the store was damaged; what is damaged then is
    /// in ``StoreDamage/changes(max:)``.
    package func rebuild() async throws(StoreError) {
        let listener = self.store.listener
        try await self.store.perform { writer throws(StoreError) in
            listener.tell(
                try writer.commit { work throws(StoreError) in
                    try Rebuild(work: work).runFromNothing()
                }
            )
        }
    }

    /// Has the audit log say which of its rows are not what was written.
    func nameBrokenRows() async throws(StoreError) {
        let listener = self.store.listener
        try await self.store.perform { writer throws(StoreError) in
            listener.tell(
                try writer.commit { work throws(StoreError) in
                    try Rebuild(work: work).nameBrokenRows()
                }
            )
        }
    }

    /// Derives everything anew when this program derives in another way than the one before.
    func rebuildIfOutdated() throws(StoreError) {
        let found = try self.store.driver.read { connection throws(StoreError) in
            try Meta.derivation.number(connection)
        }
        guard found != StoreState.derivationVersion else { return }
        try self.store.performBlocking { writer throws(StoreError) in
            _ = try writer.commit { work throws(StoreError) in
                try Rebuild(work: work).runFromNothing()
            }
        }
    }

    /// How far all that is derived anew has come; nil while nothing is.
    package var rebuilding: RebuildProgress? { self.store.published.rebuilding }

    // MARK: In the background

    /// How far the examination in the background has come; nil where none is run.
    package var scrubProgress: ScrubProgress? {
        self.store.published.scrub.map { schedule in
            ScrubProgress(
                round: schedule.round,
                last: schedule.last,
                slices: self.slicesExpected
            )
        }
    }

    /// Every change is read twice, every record twice, and lists have about as many rows as there are records.
    var slicesExpected: Int {
        guard let state = try? self.store.published.get() else { return 1 }
        let rows =
            2 * state.tally.changes + 3 * state.tally.records
            + Int64(state.directory.feeds.count + state.directory.spaces.count)
        return Schema.tableNames.count + ScrubStep.allCases.count + DerivedList.allCases.count
            + Int(clamping: rows / Int64(SliceLimit.slice.rows))
    }

    // MARK: Findings

    /// What the latest examination has found; nil when it found nothing, or there was none.
    package func findings() throws(StoreError) -> StandingFindings? {
        try self.store.driver.read { connection throws(StoreError) in
            guard let since = try Meta.findingsSince.number(connection),
                let count = try Meta.findings.number(connection)
            else { return nil }
            return StandingFindings(since: since, problems: Int(clamping: count))
        }
    }

    /// Remembers what an examination has found, and tells people of it.
    ///
    /// - Parameters:
    ///   - problems: all of them; empty when all is well.
    ///   - tellsAgain: whether people are told of what they have been told of already.
    package func note(
        findings problems: [StoreVerification.Problem],
        tellsAgain: Bool = true
    ) async throws(StoreError) {
        let standing = try self.findings()
        self.store.published.noteFindings(!problems.isEmpty)
        guard standing != nil || !problems.isEmpty else { return }
        let isTold = tellsAgain || standing == nil
        guard isTold || standing?.problems != problems.count else { return }
        try await self.store.keep { transaction in
            guard let first = problems.first else {
                transaction.remember(.none, as: .findingsSince)
                transaction.remember(.none, as: .findings)
                transaction.record(StandingFindings.passed(at: transaction.now))
                return
            }
            let since = standing?.since ?? transaction.now
            transaction.remember(.number(since), as: .findingsSince)
            transaction.remember(.number(Int64(problems.count)), as: .findings)
            guard isTold else { return }
            transaction.record(
                StandingFindings.failed(first, count: problems.count, at: transaction.now)
            )
        }
    }
}
