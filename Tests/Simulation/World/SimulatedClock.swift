/// An office's wall clock: wrong by an offset, running a little fast or slow, and sometimes put right
/// or wrong by a step. The simulation's own time is true and monotonic.
package struct SimulatedClock: Sendable, Equatable {
    /// The wall-clock time at which every simulation starts: 1 June 2018, milliseconds since 1970 UTC.
    package static let epochMilliseconds: Int64 = 1_527_782_400_000

    private(set) var offsetMilliseconds: Int64
    private let driftPerMillion: Int64

    package init(offsetMilliseconds: Int64 = 0, driftPerMillion: Int64 = 0) {
        self.offsetMilliseconds = offsetMilliseconds
        self.driftPerMillion = driftPerMillion
    }

    /// What the clock shows, in milliseconds since 1970 UTC.
    ///
    /// - Parameter now: true simulated milliseconds since the start.
    package func wall(at now: Int64) -> Int64 {
        // No machine's clock goes further back than 1970.
        max(
            0,
            Self.epochMilliseconds + now + self.offsetMilliseconds
                + now * self.driftPerMillion / 1_000_000
        )
    }

    package mutating func step(by milliseconds: Int64) {
        self.offsetMilliseconds += milliseconds
    }

    /// Puts the clock right. It runs true from here on, too.
    package mutating func setRight() {
        self = SimulatedClock()
    }
}
