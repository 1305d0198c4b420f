import Foundation
import NIOCore

/// One report at a time: from the hand of Chengdu's clerk into the national totals, two hops away.
struct LatencyBenchmark {
    private static let period = "2018-06"
    private static let indicator = "societies.participating"
    static let warmUpCount = 60
    /// Time for the watcher's question to arrive before the next write is sent.
    static let parkMicroseconds: UInt32 = 3_000
    private static let targetMilliseconds = 15.0

    let chain: OfficeChain
    let sampleCount: Int

    private struct Sample {
        let written: Duration
        let sinceSent: Duration
        let sinceAcknowledged: Duration
    }

    struct Outcome {
        /// From sending to the acknowledgement.
        var writes = Samples()
        /// From sending until it is counted at the top.
        var fromSent = Samples()
        /// From the acknowledgement until then.
        var fromAcknowledged = Samples()

        mutating func add(_ other: Self) {
            self.writes.add(other.writes)
            self.fromSent.add(other.fromSent)
            self.fromAcknowledged.add(other.fromAcknowledged)
        }
    }

    func measure() async throws -> Outcome {
        Progress.say("latency: \(self.sampleCount) reports, one at a time")
        var version = try await self.chain.national.reached.dashboard(period: Self.period)
            .storeVersion
        var outcome = Outcome()
        for number in 1...(Self.warmUpCount + self.sampleCount) {
            let sample: Sample
            (sample, version) = try await self.sample(number, after: version)
            guard number > Self.warmUpCount else { continue }
            outcome.writes.add(sample.written)
            outcome.fromSent.add(sample.sinceSent)
            outcome.fromAcknowledged.add(sample.sinceAcknowledged)
        }
        return outcome
    }

    /// - Parameters:
    ///   - disk: Milliseconds of one durable block.
    ///   - loopback: Milliseconds of one round trip.
    func run(disk: Double, loopback: Double, into board: Scoreboard) async throws {
        var outcome = try await self.measure()
        // Behind the acknowledgement lie two more commits, two links and the answer's way; before
        // it the request's way and the first commit.
        let limit = 2 * disk + 1.5 * loopback
        self.add(outcome.fromAcknowledged, "two_hop.latency", limit: limit, into: board)
        self.add(outcome.fromSent, "two_hop.from_request", limit: limit + disk, into: board)
        board.add(
            Figure(
                "write_ack.p50",
                outcome.writes.median,
                "ms",
                limit: disk + loopback,
                peers: Peers.write
            )
        )
        board.add(Figure("write_ack.p99", outcome.writes.percentile(0.99), "ms"))
    }

    private func add(
        _ samples: Samples,
        _ name: String,
        limit: Double,
        into board: Scoreboard
    ) {
        var samples = samples
        board.add(
            Figure(
                name + ".p50",
                samples.percentile(0.5),
                "ms",
                target: .atMost(Self.targetMilliseconds),
                limit: limit,
                peers: Peers.latencyMedian
            )
        )
        board.add(Figure(name + ".p90", samples.percentile(0.9), "ms", limit: limit))
        board.add(
            Figure(
                name + ".p99",
                samples.percentile(0.99),
                "ms",
                limit: limit,
                peers: Peers.latencyTail
            )
        )
    }

    /// Writes the next figure while a watcher waits for it at national.
    private func sample(_ number: Int, after version: Int64) async throws -> (Sample, Int64) {
        let national = try self.chain.national.reached
        let city = try self.chain.city.reached
        let total = String(number)
        let draft = ReportDraft(
            id: ReportDraft.freshID(),
            office: nil,
            title: "进展报告 \(number)",
            period: Self.period,
            text: "",
            points: [PointDraft(indicator: Self.indicator, value: total)]
        )
        let body = ByteBuffer(bytes: try JSONEncoder().encode([draft]))
        async let seen = Self.watch(national, total: total, after: version)
        try await Task.sleep(for: .microseconds(Self.parkMicroseconds))
        let sentAt = ContinuousClock.now
        let _: AcknowledgementAnswer = try await city.post("reports", encoded: body)
        let acknowledgedAt = ContinuousClock.now
        let (countedAt, newVersion) = try await seen
        let sample = Sample(
            written: acknowledgedAt - sentAt,
            sinceSent: countedAt - sentAt,
            // The total may be seen before the acknowledgement is back.
            sinceAcknowledged: max(.zero, countedAt - acknowledgedAt)
        )
        return (sample, newVersion)
    }

    /// Long-polls until the total is the expected one.
    private static func watch(
        _ client: NodeClient,
        total: String,
        after version: Int64
    ) async throws -> (ContinuousClock.Instant, Int64) {
        var version = version
        while true {
            let answer = try await client.dashboard(period: Self.period, after: version)
            let now = ContinuousClock.now
            if answer.rows.contains(where: { $0.indicator == Self.indicator && $0.total == total })
            {
                return (now, answer.storeVersion)
            }
            guard answer.storeVersion > version else {
                throw BenchError("the total \(total) has not reached national within 30 seconds")
            }
            version = answer.storeVersion
        }
    }
}
