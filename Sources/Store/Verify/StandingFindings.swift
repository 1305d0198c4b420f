internal import Decision
internal import PlainText

/// That an examination of this node has found something wrong: kept over restarts until a later one finds nothing.
package struct StandingFindings: Sendable, Hashable {
    /// When it was first found, UTC milliseconds.
    package let since: Int64
    /// How many problems the latest examination has found.
    package let problems: Int
}

extension OfficeStore {
    /// What the latest examination has found; nil when it found nothing, or there was none.
    package func findings() throws(StoreError) -> StandingFindings? {
        try self.driver.read { connection throws(StoreError) in
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
        self.published.noteFindings(!problems.isEmpty)
        guard standing != nil || !problems.isEmpty else { return }
        let isTold = tellsAgain || standing == nil
        guard isTold || standing?.problems != problems.count else { return }
        try await self.keep { transaction in
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

extension StandingFindings {
    /// Nothing is found any more of what was found before.
    fileprivate static func passed(at now: Int64) -> StoreEvent {
        StoreEvent(at: now, kind: .verifyPassed)
    }

    fileprivate static func failed(
        _ first: StoreVerification.Problem,
        count: Int,
        at now: Int64
    ) -> StoreEvent {
        StoreEvent(
            at: now,
            kind: .verifyFailed,
            details: EventDetails().with(.problems, Int64(count))
                .with(.fault, .phrase(chinese: first.chinese, english: first.english))
        )
    }
}
