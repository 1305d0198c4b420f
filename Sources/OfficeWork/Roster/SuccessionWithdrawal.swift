package import SyncProtocol

/// An office's own word about a place is taken back: nobody went anywhere.
///
/// The record says that the place goes on at itself. No such word is sound, so every reader, of any
/// version, finds none: what the office said before has no effect any more, and what others said has.
package struct SuccessionWithdrawal: Hashable, Sendable {
    /// The place that the word was about.
    package let place: OfficePath
    /// The office in whose roster the word stands.
    package let declaredBy: OfficePath
    /// UTC milliseconds.
    package let since: Int64
    package let reason: String

    /// - Parameter reason: one line of 0...``ValidationLimits/titleCharactersMax`` characters.
    package init(
        of place: OfficePath,
        declaredBy: OfficePath,
        since: Int64,
        reason: String
    ) throws(ValidationError) {
        self.place = place
        self.declaredBy = declaredBy
        self.since = since
        self.reason = try SuccessionContent.checkedReason(reason)
    }

    /// What writes it over the word.
    package func intent(by suite: SignatureSuite) -> RecordIntent {
        SuccessionEntry.intent(
            from: self.place,
            to: [self.place],
            kind: .move,
            reason: self.reason,
            declaredBy: self.declaredBy,
            since: self.since,
            listing: .none,
            suite: suite
        )
    }
}
