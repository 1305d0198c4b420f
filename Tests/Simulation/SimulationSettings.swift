package import SyncProtocol

/// What is asked of a simulation besides its seed.
package struct SimulationSettings: Sendable {
    package var seed: UInt64
    package var officeCount: Int
    /// By which the tree signs and hashes: a fast stand-in, or real ones.
    package var suite: SignatureSuite
    package var sabotage: Sabotage?
    package var profile: Profile
    /// A verification step that no office takes, to prove the need of it.
    package var omitted: VerificationStep?
    /// People act by themselves. False for scenarios that say what happens.
    package var hasWork: Bool
    /// How long faults and work go on, in simulated milliseconds. At least 1000.
    package var faultMilliseconds: Int64
    package var engine: StorageEngine

    package init(
        seed: UInt64,
        officeCount: Int = 12,
        suite: SignatureSuite = .keyedHash,
        sabotage: Sabotage? = nil,
        profile: Profile = .swarm,
        omitted: VerificationStep? = nil,
        hasWork: Bool = true,
        faultMilliseconds: Int64 = 120_000,
        engine: StorageEngine = .rows
    ) {
        self.seed = seed
        self.officeCount = officeCount
        self.suite = suite
        self.sabotage = sabotage
        self.profile = profile
        self.omitted = omitted
        self.hasWork = hasWork
        self.faultMilliseconds = faultMilliseconds
        self.engine = engine
    }

    /// The steps that every office takes.
    var steps: VerificationSteps {
        [self.omitted, self.sabotage?.omitted].compactMap { $0 }.reduce(.all) { $0.without($1) }
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
    /// Halves of equality certificates that were kept.
    package var certificates = 0
    package var acts = 0
    package var acknowledgedActs = 0
    package var changes = 0
    package var crashes = 0
    package var cuts = 0
    package var restores = 0
    package var quarantined = 0
    package var forkedFeeds = 0
    /// Offices with a node of their own, and links past the direct parent.
    package var offices = 0
    package var secondPaths = 0
    package var hostedSocieties = 0
    /// Changes that came over links, and what became of each of them.
    package var received = 0
    package var accepted = 0
    package var duplicates = 0
    package var held = 0
    package var gaps = 0
    package var refused = 0
    /// Received, and gone with a crash before they were on disk.
    package var lostInCrashes = 0
    /// Notes that came over links, and what became of each of them.
    package var notes = NoteCounts()
    /// What people did with pages of records.
    package var edits = EditCounts()
    /// How often each kind of fault struck.
    package var faults = FaultCoverage()

    /// What became of received changes, so far.
    var settled: Int { self.accepted + self.duplicates + self.held + self.gaps + self.refused }

    package init() {}

    package static func += (left: inout Self, right: Self) {
        left.events += right.events
        left.frames += right.frames
        left.bytes += right.bytes
        left.searchFrames += right.searchFrames
        left.searchBytes += right.searchBytes
        left.certificates += right.certificates
        left.acts += right.acts
        left.acknowledgedActs += right.acknowledgedActs
        left.changes += right.changes
        left.crashes += right.crashes
        left.cuts += right.cuts
        left.restores += right.restores
        left.quarantined += right.quarantined
        left.forkedFeeds += right.forkedFeeds
        left.offices += right.offices
        left.secondPaths += right.secondPaths
        left.hostedSocieties += right.hostedSocieties
        left.received += right.received
        left.accepted += right.accepted
        left.duplicates += right.duplicates
        left.held += right.held
        left.gaps += right.gaps
        left.refused += right.refused
        left.lostInCrashes += right.lostInCrashes
        left.notes += right.notes
        left.edits += right.edits
        left.faults += right.faults
    }
}
