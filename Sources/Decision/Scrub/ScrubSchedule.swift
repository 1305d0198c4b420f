package import SyncProtocol

/// When the store looks at itself, and how fast: round after round, in what time the writer leaves, and within a day
/// even where people write without a pause. Time comes in from outside, UTC milliseconds.
package struct ScrubSchedule: Sendable, Hashable {
    /// A round that is at its end.
    package struct Finished: Sendable, Hashable {
        /// UTC milliseconds.
        package let startedAt: Int64
        package let endedAt: Int64
        package let tally: ScrubRound.Tally
    }

    /// From the beginning of one round to that of the next, and the longest that a round may take, in milliseconds.
    package static let roundMilliseconds: Int64 = 24 * 3_600_000
    /// How long after a round that has found something the next one begins: what is fetched again may have come.
    package static let findingsMilliseconds: Int64 = 10 * 60_000
    /// So long nothing was written where the writer is idle.
    package static let idleMilliseconds: Int64 = 2_000
    /// Between two slices while the writer is idle; never less than the slice took, so that half of a processor's time
    /// is the most.
    package static let idlePauseMilliseconds: Int64 = 20
    /// Between two slices while people write, at most.
    package static let busyPauseMilliseconds: Int64 = 2_000
    /// How often where a round stands is kept, in milliseconds: so much a restart repeats.
    package static let keptMilliseconds: Int64 = 60_000

    /// The round under way.
    package private(set) var round: ScrubRound?
    /// The last one that came to its end.
    package private(set) var last: Finished?
    /// The last commit of others, and when it was seen.
    private var version: Int64 = 0
    private var writtenAt: Int64?
    /// When the last slice was at its end, and how long it took.
    private var slice: (endedAt: Int64, took: Int64)?
    private var keptAt: Int64?

    /// - Parameter isOrderly: whether the process before was stopped in order and nothing was lost.
    package init(_ kept: ScrubSchedule? = nil, isOrderly: Bool, at now: Int64) {
        self.round = kept?.round
        self.last = kept?.last
        // What was seen before is no proof for what a power cut left.
        if !isOrderly { self.round = ScrubRound(startedAt: now, cause: .uncleanStop) }
    }

    // MARK: When

    /// Takes note of what the writer does.
    ///
    /// - Parameter version: the number of the last commit.
    package mutating func saw(version: Int64, at now: Int64) {
        guard version != self.version else { return }
        self.version = version
        self.writtenAt = now
    }

    /// A commit was this schedule's own: nobody was at work.
    package mutating func wrote(version: Int64) {
        self.version = version
    }

    /// How long nothing is to be done, in milliseconds; 0 when the next slice is due.
    ///
    /// - Parameters:
    ///   - slices: about so many make up a round.
    ///   - isWaitedFor: whether something stands that an examination has found, or that others came upon.
    package func wait(
        expecting slices: Int,
        isWaitedFor: Bool = false,
        at now: Int64
    ) -> Int64 {
        guard let round = self.round else { return max(0, self.nextAt(now, isWaitedFor) - now) }
        guard let slice = self.slice, slice.endedAt - slice.took <= now else { return 0 }
        let pause = self.pause(in: round, slices, slice.took, at: now)
        return max(0, slice.endedAt + pause - now)
    }

    private func pause(
        in round: ScrubRound,
        _ slices: Int,
        _ took: Int64,
        at now: Int64
    ) -> Int64 {
        let least = max(Self.idlePauseMilliseconds, took)
        let isIdle =
            self.writtenAt.map { !($0..<$0 + Self.idleMilliseconds).contains(now) } ?? true
        guard !isIdle, !round.isUrgent else { return least }
        let left = max(0, round.startedAt + Self.roundMilliseconds - now)
        let share = left / Int64(max(1, slices - round.tally.slices))
        return max(least, min(Self.busyPauseMilliseconds, share))
    }

    /// When the next round begins.
    private func nextAt(_ now: Int64, _ isWaitedFor: Bool) -> Int64 {
        // A clock that was set back must not put it off for ever.
        guard let last = self.last, last.startedAt <= now else { return now }
        if isWaitedFor || last.tally.problems > 0 {
            return last.endedAt + Self.findingsMilliseconds
        }
        return last.startedAt + Self.roundMilliseconds
    }

    // MARK: Going on

    /// Where the next slice begins; begins a round when none is under way.
    package mutating func place(at now: Int64) -> ScrubPlace {
        let cause: ScrubRound.Cause = self.last?.tally.problems ?? 0 > 0 ? .findings : .due
        let round = self.round ?? ScrubRound(startedAt: now, cause: cause)
        self.round = round
        return round.place
    }

    /// A slice was looked at.
    ///
    /// - Parameters:
    ///   - place: where it goes on; nil when that was all.
    ///   - tally: what was seen in it.
    ///   - took: how long it took, in milliseconds.
    /// - Returns: the round, when this was its last slice.
    package mutating func looked(
        upTo place: ScrubPlace?,
        _ tally: ScrubRound.Tally,
        took: Int64,
        at now: Int64
    ) -> Finished? {
        self.slice = (endedAt: now, took: took)
        guard var round = self.round else { return nil }
        round.tally += tally
        round.tally.slices += 1
        if let place {
            round.place = place
            self.round = round
            return nil
        }
        let finished = Finished(startedAt: round.startedAt, endedAt: now, tally: round.tally)
        (self.round, self.last) = (nil, finished)
        // Kept at once.
        self.keptAt = nil
        return finished
    }

    /// Something was mended, or should be looked at again: all from the beginning.
    package mutating func restart(at now: Int64) {
        self.round = ScrubRound(startedAt: now, cause: .mended)
        self.keptAt = nil
    }

    /// Whether where it stands is to be kept now; if so, it counts as kept.
    package mutating func takesKeeping(at now: Int64) -> Bool {
        let isDue =
            self.keptAt.map { !($0..<$0 + Self.keptMilliseconds).contains(now) } ?? true
        if isDue { self.keptAt = now }
        return isDue
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.round == right.round && left.last == right.last
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(self.round)
        hasher.combine(self.last)
    }
}

extension ScrubRound.Tally {
    package static func += (left: inout Self, right: Self) {
        left.changes += right.changes
        left.records += right.records
        left.rows += right.rows
        left.problems += right.problems
        left.slices += right.slices
    }
}

// MARK: Kept over restarts

extension ScrubSchedule: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 2)
        if let round = self.round { round.encode(to: &encoder) } else { encoder.null() }
        guard let last = self.last else { return encoder.null() }
        encoder.array(count: 3)
        encoder.integer(last.startedAt)
        encoder.integer(last.endedAt)
        last.tally.encode(to: &encoder)
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 2 else { throw CBORError(.unexpectedType, at: start) }
        self.round = decoder.nullIfPresent() ? nil : try ScrubRound(from: &decoder)
        guard !decoder.nullIfPresent() else { return }
        guard try decoder.array() == 3 else { throw CBORError(.unexpectedType, at: start) }
        self.last = Finished(
            startedAt: try decoder.integer(),
            endedAt: try decoder.integer(),
            tally: try ScrubRound.Tally(from: &decoder)
        )
    }
}
