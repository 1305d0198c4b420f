internal import Simulation

/// Gathers what came of the seeds, and words it.
struct RunReport {
    /// One seed, run once or twice.
    struct Seed: Sendable {
        let run: SeedRun
        /// Nil when it was run once.
        let isRepeatable: Bool?

        init(_ seed: UInt64, _ offices: Int, isTwice: Bool, _ sabotage: Sabotage?) {
            let run = SeedRun.run(seed: seed, officeCount: offices, sabotage: sabotage)
            self.run = run
            self.isRepeatable =
                isTwice
                ? SeedRun.run(seed: seed, officeCount: offices, sabotage: sabotage).digest
                    == run.digest : nil
        }
    }

    /// After how many seeds a line says how far it is.
    private static let progressEvery = 25

    private let range: ClosedRange<UInt64>
    private let officeCount: Int
    private let isTwice: Bool
    private let sabotage: Sabotage?
    private let clock = ContinuousClock()
    private let start = ContinuousClock().now
    private var total = SimulationCounts()
    private var seedCount = 0
    private var realCount = 0
    private var failures: [(seed: UInt64, kind: CheckFailure.Kind)] = []
    private var digests: UInt64 = 0

    init(range: ClosedRange<UInt64>, officeCount: Int, isTwice: Bool, sabotage: Sabotage?) {
        self.range = range
        self.officeCount = officeCount
        self.isTwice = isTwice
        self.sabotage = sabotage
    }

    var opening: String {
        let seeds =
            self.range.count == 1
            ? "seed \(self.range.lowerBound)"
            : "seeds \(self.range.lowerBound) to \(self.range.upperBound)"
        let times = self.isTwice ? ", each twice" : ""
        let defect = self.sabotage.map { ", with the defect \($0.rawValue)" } ?? ""
        return """
            Simulating \(seeds), \(self.officeCount) offices\(times)\(defect).
            Signatures: a keyed hash; real Ed25519 in every \(SeedRun.realSignaturesEvery)th seed.
            """
    }

    /// Takes the next seed, and prints what people should see at once.
    mutating func add(_ seed: Seed) {
        let run = seed.run
        self.seedCount += 1
        if run.seed.isMultiple(of: SeedRun.realSignaturesEvery) { self.realCount += 1 }
        self.total += run.counts
        self.digests = (self.digests &* 31) &+ run.fingerprint
        if let failure = run.failure { self.fail(run, failure) }
        if seed.isRepeatable == false {
            let detail = "two runs of the seed differ"
            self.fail(run, CheckFailure(.correctness, "a seed is one run", office: nil, detail))
        }
        if self.range.count == 1, run.failure == nil {
            print("Seed \(run.seed): \(run.summary). Trace digest \(run.digest).")
        }
        if self.seedCount.isMultiple(of: Self.progressEvery) {
            let passed = self.seedCount - self.failures.count
            print("  \(self.seconds) s  \(self.seedCount) seeds, \(passed) passed")
        }
    }

    private mutating func fail(_ run: SeedRun, _ failure: CheckFailure) {
        self.failures.append((run.seed, failure.kind))
        print("\nSeed \(run.seed) FAILED: \(failure)")
        print("Its faults: \(run.summary). The last events:")
        for line in run.lastEvents { print("  \(line)") }
        let defect = self.sabotage.map { " --sabotage \($0.rawValue)" } ?? ""
        print(
            """
            Repeat it: dev/simulate --seed \(run.seed) --offices \(self.officeCount)\(defect) --trace

            """
        )
    }

    var closing: String {
        let total = self.total
        let outcome =
            self.failures.isEmpty
            ? "All \(self.seedCount) seeds passed"
            : "\(self.failures.count) of \(self.seedCount) seeds FAILED: "
                + self.failures.map { String($0.seed) }.joined(separator: ", ")
        return """
            \(outcome) in \(self.seconds) s\(self.isTwice ? ", each twice with the same trace" : "").
              events     \(total.events), of which \(total.frames) frames, \(total.bytes) bytes
              searches   \(total.searchFrames) frames, \(total.searchBytes) bytes to find what differs
              work       \(total.acts) acts, \(total.acknowledgedActs) acknowledged; \
            \(total.changes) commits of changes
              faults     \(total.crashes) crashes, \(total.cuts) cuts, \(total.restores) restored disks
              refused    \(total.quarantined) changes quarantined, \(total.forkedFeeds) forked feeds
              signatures Ed25519 in \(self.realCount) seeds, keyed hash in the others
              digest     \(self.digestText) over the traces of all seeds
            """
    }

    var json: String {
        let total = self.total
        let failed = self.failures.map { String($0.seed) }.joined(separator: ",")
        return "{\"seeds\":\(self.seedCount),\"offices\":\(self.officeCount),"
            + "\"twice\":\(self.isTwice),\"failed\":[\(failed)],\"seconds\":\(self.seconds),"
            + "\"events\":\(total.events),\"frames\":\(total.frames),\"bytes\":\(total.bytes),"
            + "\"search_frames\":\(total.searchFrames),\"search_bytes\":\(total.searchBytes),"
            + "\"acts\":\(total.acts),\"acknowledged\":\(total.acknowledgedActs),"
            + "\"changes\":\(total.changes),\"crashes\":\(total.crashes),\"cuts\":\(total.cuts),"
            + "\"restores\":\(total.restores),\"quarantined\":\(total.quarantined),"
            + "\"forked_feeds\":\(total.forkedFeeds),\"digest\":\"\(self.digestText)\"}"
    }

    /// Nil when all is well. Something false weighs more than something late.
    var exitCode: Int32? {
        guard !self.failures.isEmpty else { return nil }
        return self.failures.contains { $0.kind == .correctness } ? 1 : 2
    }

    private var digestText: String {
        let digits = String(self.digests, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private var seconds: String {
        let tenths = (self.clock.now - self.start) / .milliseconds(100)
        return "\(Int(tenths) / 10).\(Int(tenths) % 10)"
    }
}
