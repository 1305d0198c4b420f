internal import Decision
internal import PlainText

/// That an examination of this node has found something wrong: kept over restarts until a later one finds nothing.
package struct StandingFindings: Sendable, Hashable {
    /// When it was first found, UTC milliseconds.
    package let since: Int64
    /// How many problems the latest examination has found.
    package let problems: Int
}

extension StandingFindings {
    /// Nothing is found any more of what was found before.
    static func passed(at now: Int64) -> StoreEvent {
        StoreEvent(at: now, kind: .verifyPassed)
    }

    static func failed(
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
