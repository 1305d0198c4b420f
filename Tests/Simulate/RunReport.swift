internal import Simulation

/// Gathers what came of the seeds, and words it.
struct RunReport {
    /// One seed, run once or twice.
    struct Seed: Sendable {
        let run: SeedRun
        /// Nil when it was run once.
        let isRepeatable: Bool?

        init(_ seed: UInt64, _ task: SeedTask) {
            let run = task.run(seed)
            self.run = run
            self.isRepeatable = task.isTwice ? task.run(seed).digest == run.digest : nil
        }
    }

    /// After how many seeds a line says how far it is.
    private static let progressEvery = 25
    /// From how many seeds on every kind of fault must have struck.
    static let coverageSeedsMin = 200

    private let range: ClosedRange<UInt64>
    private let task: SeedTask
    private let clock = ContinuousClock()
    private let start = ContinuousClock().now
    private var total = SimulationCounts()
    private var seedCount = 0
    private var realCount = 0
    private var failures: [(seed: UInt64, kind: CheckFailure.Kind)] = []
    private var digests: UInt64 = 0

    init(range: ClosedRange<UInt64>, task: SeedTask) {
        self.range = range
        self.task = task
    }

    var opening: String {
        let seeds =
            self.range.count == 1
            ? "seed \(self.range.lowerBound)"
            : "seeds \(self.range.lowerBound) to \(self.range.upperBound)"
        let times = self.task.isTwice ? ", each twice" : ""
        let defect = self.task.sabotage.map { ", with the defect \($0.rawValue)" } ?? ""
        let offices = self.task.officeCount.map(String.init) ?? "5 to 60"
        return """
            Simulating \(seeds), \(offices) offices, profile \(self.task.profile.rawValue)\(times)\(defect).
            Signatures: a keyed hash; real Ed25519 in one of \(SeedRun.realSignaturesEvery) seeds, a second suite in another.
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
        print(
            """
            Repeat it: dev/simulate --seed \(run.seed)\(self.task.options) --trace

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
            \(outcome) in \(self.seconds) s (\(self.seedsPerMinute) seeds per minute)\
            \(self.task.isTwice ? ", each twice with the same trace" : "").
              trees      \(total.offices) offices, \(total.secondPaths) second paths, \
            \(total.hostedSocieties) hosted societies
              events     \(total.events), of which \(total.frames) frames, \(total.bytes) bytes
              searches   \(total.searchFrames) frames, \(total.searchBytes) bytes to find what differs
              work       \(total.acts) acts, \(total.acknowledgedActs) acknowledged; \
            \(total.changes) commits of changes
              faults     \(total.crashes) crashes, \(total.cuts) cuts, \(total.restores) restored disks
              received   \(total.received) changes: \(total.accepted) accepted, \
            \(total.duplicates) duplicates, \(total.held) held, \(total.gaps) gaps, \
            \(total.refused) refused, \(total.lostInCrashes) lost in crashes
              notes      \(total.notes.received) received: \(self.noteFates); \
            \(total.notes.beliefs) times more was known to be saved above, \(total.notes.alarms) alarms, \
            \(total.notes.accusations) found false
              edits      \(self.edits)
              refused    \(total.quarantined) changes quarantined, \(total.forkedFeeds) forked feeds
              struck     \(self.coverage)
              signatures Ed25519 in \(self.realCount) seeds, keyed hash in the others
              digest     \(self.digestText) over the traces of all seeds\(self.coverageWarning)
            """
    }

    private var edits: String {
        let edits = self.total.edits
        return "\(edits.opened) pages opened, \(edits.atOdds) of them with something at odds; "
            + "\(edits.saved) saved, \(edits.settlements) of them settlements, \(edits.repeated) "
            + "saved again, \(edits.unseen) refused as unseen, \(edits.settled) as settled"
    }

    private var noteFates: String {
        NoteFate.allCases.map { "\(self.total.notes[$0]) \($0.rawValue)" }.joined(separator: ", ")
    }

    /// How often each kind of fault struck, five to a line.
    private var coverage: String {
        let words = FaultKind.allCases.map { "\($0.rawValue) \(self.total.faults[$0])" }
        let lines = stride(from: 0, to: words.count, by: 5).map { start in
            words[start..<min(start + 5, words.count)].joined(separator: ", ")
        }
        return lines.joined(separator: ",\n             ")
    }

    /// What should have struck by now and has not.
    private var missed: [FaultKind] {
        guard self.seedCount >= Self.coverageSeedsMin else { return [] }
        return FaultKind.expected(in: self.task.profile).filter { self.total.faults[$0] == 0 }
    }

    private var coverageWarning: String {
        guard !self.missed.isEmpty else { return "" }
        let kinds = self.missed.map(\.rawValue).joined(separator: ", ")
        return "\nNEVER STRUCK: \(kinds)."
    }

    var json: String {
        let total = self.total
        let failed = self.failures.map { String($0.seed) }.joined(separator: ",")
        let faults = FaultKind.allCases.map { "\"\($0.rawValue)\":\(total.faults[$0])" }
            .joined(separator: ",")
        return "{\"seeds\":\(self.seedCount),\"offices\":\(total.offices),"
            + "\"profile\":\"\(self.task.profile.rawValue)\","
            + "\"seeds_per_minute\":\(self.seedsPerMinute),\"struck\":{\(faults)},"
            + "\"twice\":\(self.task.isTwice),\"failed\":[\(failed)],\"seconds\":\(self.seconds),"
            + "\"events\":\(total.events),\"frames\":\(total.frames),\"bytes\":\(total.bytes),"
            + "\"search_frames\":\(total.searchFrames),\"search_bytes\":\(total.searchBytes),"
            + "\"acts\":\(total.acts),\"acknowledged\":\(total.acknowledgedActs),"
            + "\"changes\":\(total.changes),\"crashes\":\(total.crashes),\"cuts\":\(total.cuts),"
            + "\"restores\":\(total.restores),\"quarantined\":\(total.quarantined),"
            + "\"forked_feeds\":\(total.forkedFeeds),\"digest\":\"\(self.digestText)\"}"
    }

    /// Nil when all is well. Something false weighs more than something late.
    var exitCode: Int32? {
        guard !self.failures.isEmpty else { return self.missed.isEmpty ? nil : 3 }
        return self.failures.contains { $0.kind == .correctness } ? 1 : 2
    }

    private var digestText: String {
        let digits = String(self.digests, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private var seedsPerMinute: Int {
        let milliseconds = max(1, (self.clock.now - self.start) / .milliseconds(1))
        return Int(Double(self.seedCount) * 60_000 / milliseconds)
    }

    private var seconds: String {
        let tenths = (self.clock.now - self.start) / .milliseconds(100)
        return "\(Int(tenths) / 10).\(Int(tenths) % 10)"
    }
}
