package import SyncProtocol

/// One seed from beginning to end, and what came of it.
package struct SeedRun: Sendable {
    package let seed: UInt64
    package let summary: String
    package let counts: SimulationCounts
    /// Over the whole trace: equal digests, equal runs.
    package let digest: Digest256
    package let failure: CheckFailure?
    /// The last events in words. Empty when nothing failed.
    package let lastEvents: [String]

    /// The first bytes of the digest.
    package var fingerprint: UInt64 { self.digest.words.0 }

    /// Of every so many seeds one runs with real Ed25519 signatures, and one with a second suite.
    package static let realSignaturesEvery: UInt64 = 10

    /// By which the tree of a seed signs and hashes.
    package static func suite(of seed: UInt64) -> SignatureSuite {
        switch seed % Self.realSignaturesEvery {
        case 0: .ed25519
        case 5: .second
        default: .keyedHash
        }
    }

    /// - Parameters:
    ///   - officeCount: nil draws 5 to 60 from the seed.
    ///   - engine: nil takes that of the seed (``StorageEngine/of(seed:)``).
    ///   - sink: takes a line for every event.
    package static func run(
        seed: UInt64,
        officeCount: Int?,
        profile: Profile = .swarm,
        faultMilliseconds: Int64 = 120_000,
        sabotage: Sabotage? = nil,
        engine: StorageEngine? = nil,
        sink: ((String) -> Void)? = nil
    ) -> SeedRun {
        var shape = SplitMix64(seed: ~seed)
        let settings = SimulationSettings(
            seed: seed,
            officeCount: officeCount ?? OfficeTree.drawCount(from: &shape),
            suite: Self.suite(of: seed),
            sabotage: sabotage,
            profile: profile,
            faultMilliseconds: faultMilliseconds,
            engine: engine ?? .of(seed: seed)
        )
        let simulation: Simulation
        do {
            simulation = try Simulation(
                settings,
                sink: sink.map { sink in { sink(Self.line($0)) } }
            )
        } catch {
            return SeedRun(
                seed: seed,
                summary: "",
                counts: SimulationCounts(),
                digest: SignatureSuite.ed25519.hash([]),
                failure: Self.failure(error),
                lastEvents: []
            )
        }
        var failure: CheckFailure?
        do { try simulation.runToTheEnd() } catch { failure = Self.failure(error) }
        return SeedRun(
            seed: seed,
            summary: simulation.plan.summary,
            counts: simulation.finalCounts,
            digest: simulation.trace.digest,
            failure: failure,
            lastEvents: failure == nil ? [] : simulation.trace.last.map(Self.line)
        )
    }

    private static func failure(_ error: any Error) -> CheckFailure {
        (error as? CheckFailure)
            ?? CheckFailure(.correctness, "no error out of valid input", office: nil, "\(error)")
    }

    private static func line(_ entry: Trace.Entry) -> String {
        let time = String(entry.time)
        let padding = String(repeating: " ", count: max(0, 9 - time.utf8.count))
        return "\(padding)\(time) ms  office \(entry.office)  \(entry.what)"
    }
}
