/// What is asked of a simulation besides its seed.
package struct SimulationSettings: Sendable {
    package var seed: UInt64
    package var officeCount: Int
    /// Ed25519 in place of the fast stand-in.
    package var realSignatures: Bool
    package var sabotage: Sabotage?
    /// People act by themselves. False for scenarios that say what happens.
    package var hasWork: Bool
    /// How long faults and work go on, in simulated milliseconds. At least 1000.
    package var faultMilliseconds: Int64

    package init(
        seed: UInt64,
        officeCount: Int = 12,
        realSignatures: Bool = false,
        sabotage: Sabotage? = nil,
        hasWork: Bool = true,
        faultMilliseconds: Int64 = 120_000
    ) {
        self.seed = seed
        self.officeCount = officeCount
        self.realSignatures = realSignatures
        self.sabotage = sabotage
        self.hasWork = hasWork
        self.faultMilliseconds = faultMilliseconds
    }
}

/// What a simulation has seen, for people.
package struct SimulationCounts: Sendable, Equatable {
    package var events = 0
    package var frames = 0
    package var bytes = 0
    /// Frames of the search for what differs, and their bytes.
    package var searchFrames = 0
    package var searchBytes = 0
    package var acts = 0
    package var acknowledgedActs = 0
    package var changes = 0
    package var crashes = 0
    package var cuts = 0
    package var restores = 0
    package var quarantined = 0
    package var forkedFeeds = 0

    package init() {}

    package static func += (left: inout Self, right: Self) {
        left.events += right.events
        left.frames += right.frames
        left.bytes += right.bytes
        left.searchFrames += right.searchFrames
        left.searchBytes += right.searchBytes
        left.acts += right.acts
        left.acknowledgedActs += right.acknowledgedActs
        left.changes += right.changes
        left.crashes += right.crashes
        left.cuts += right.cuts
        left.restores += right.restores
        left.quarantined += right.quarantined
        left.forkedFeeds += right.forkedFeeds
    }
}
