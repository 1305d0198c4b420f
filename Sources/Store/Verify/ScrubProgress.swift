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

extension OfficeStore {
    /// How far the examination in the background has come; nil where none is run.
    package var scrubProgress: ScrubProgress? {
        self.published.scrub.map { schedule in
            ScrubProgress(
                round: schedule.round,
                last: schedule.last,
                slices: self.slicesExpected
            )
        }
    }

    /// Every change is read twice, every record twice, and lists have about as many rows as there are records.
    var slicesExpected: Int {
        guard let state = try? self.published.get() else { return 1 }
        let rows =
            2 * state.tally.changes + 3 * state.tally.records
            + Int64(state.directory.feeds.count + state.directory.spaces.count)
        return Schema.tableNames.count + ScrubStep.allCases.count + DerivedList.allCases.count
            + Int(clamping: rows / Int64(SliceLimit.slice.rows))
    }
}
