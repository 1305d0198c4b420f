package import Decision

/// How far the examination in the background has come.
package struct ScrubProgress: Sendable, Hashable {
    /// The round under way; nil between two.
    package let round: ScrubRound?
    /// The last one that came to its end.
    package let last: ScrubSchedule.Finished?
    /// About so many slices make up a round.
    let slices: Int

    /// Of the round under way, from 0 to 99; 100 between two.
    package var percent: Int {
        guard let round = self.round else { return 100 }
        return min(99, round.tally.slices * 100 / max(1, self.slices))
    }
}
