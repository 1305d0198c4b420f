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
    /// - Parameter problems: all of them; empty when all is well.
    package func note(findings problems: [StoreVerification.Problem]) async throws(StoreError) {
        let standing = try self.findings()
        guard standing != nil || !problems.isEmpty else { return }
        try await self.keep { transaction in
            guard let first = problems.first else {
                transaction.remember(.none, as: .findingsSince)
                transaction.remember(.none, as: .findings)
                return
            }
            let since = standing?.since ?? transaction.now
            transaction.remember(.number(since), as: .findingsSince)
            transaction.remember(.number(Int64(problems.count)), as: .findings)
            transaction.record(
                .verifyFailed(first, count: problems.count, at: transaction.now)
            )
        }
    }
}

extension StoreEvent {
    static func verifyFailed(
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
