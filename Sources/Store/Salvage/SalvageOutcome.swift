internal import Decision
internal import PlainText

/// What became of a damaged store.
package struct SalvageOutcome: Sendable, Hashable {
    /// Pages of the file that were not what had been written.
    package let damagedPages: Int
    /// Changes that were brought over.
    package let changes: Int
    /// Where the damaged file lies now.
    package let kept: String
}

extension SalvageOutcome {
    func event(at now: Int64) -> StoreEvent {
        StoreEvent(
            at: now,
            kind: .storeSalvaged,
            details: EventDetails().with(.pages, Int64(self.damagedPages))
                .with(.whole, Int64(self.changes)).with(.folder, self.kept)
        )
    }
}
