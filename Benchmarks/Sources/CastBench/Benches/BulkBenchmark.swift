import Foundation
import NIOCore

/// Many reports at once: from Chengdu's API into the national totals, two hops away.
struct BulkBenchmark {
    static let pointsInReport = 8
    private static let pollMilliseconds: Int64 = 15
    private static let countSecondsMax = 600

    let chain: OfficeChain
    let load: ReportLoad
    /// Requests that are under way at one time.
    let connectionCount: Int

    struct Outcome {
        let acknowledged: Duration
        let atProvince: Duration
        let atNational: Duration
        /// CPU seconds of the nodes, the chain's order, and of this program.
        let nodeSeconds: [Double]
        let ownSeconds: Double
    }

    /// Makes the societies known, so that the clock measures reports only.
    func prepare() async throws {
        Progress.say("bulk: \(self.load.societies.count) societies are hosted at Chengdu")
        let city = try self.chain.city.reached
        for society in self.load.societies {
            let draft = HostedOfficeDraft(office: society, name: "学会 \(society)", level: "society")
            let _: AcknowledgementAnswer = try await city.post("hosted-offices", draft)
        }
        try await self.chain.waitForLinks()
    }

    func run() async throws -> Outcome {
        Progress.say(
            "bulk: \(self.load.reportCount) reports with \(self.load.pointCount) figures, "
                + "\(self.load.bodies.count) requests over \(self.connectionCount) connections"
        )
        let national = try self.chain.national.reached
        let province = try self.chain.province.reached
        let before = try self.chain.nodes.map { try $0.usage().cpuSeconds }
        let ownBefore = try ProcessUsage.of(getpid()).cpuSeconds
        let begun = ContinuousClock.now
        let load = self.load
        async let nationalAt = Self.watch(national, load)
        async let provinceAt = Self.watch(province, load)
        try await self.send()
        let acknowledged = ContinuousClock.now - begun
        let atProvince = try await provinceAt - begun
        let atNational = try await nationalAt - begun
        let after = try self.chain.nodes.map { try $0.usage().cpuSeconds }
        return Outcome(
            acknowledged: acknowledged,
            atProvince: atProvince,
            atNational: atNational,
            nodeSeconds: zip(after, before).map { $0 - $1 },
            ownSeconds: try ProcessUsage.of(getpid()).cpuSeconds - ownBefore
        )
    }

    private func send() async throws {
        let city = try self.chain.city.reached
        let bodies = self.load.bodies
        let connections = self.connectionCount
        try await withThrowingTaskGroup(of: Void.self) { group in
            for first in 0..<connections {
                group.addTask {
                    for index in stride(from: first, to: bodies.count, by: connections) {
                        let _: AcknowledgementAnswer = try await city.post(
                            "reports",
                            encoded: bodies[index]
                        )
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// When a node's totals were seen to hold every report. It looks at one month until that is
    /// whole, so that the looking costs little, and then at all of them.
    private static func watch(
        _ client: NodeClient,
        _ load: ReportLoad
    ) async throws -> ContinuousClock.Instant {
        let deadline = ContinuousClock.now + .seconds(Self.countSecondsMax)
        var version: Int64 = 0
        while ContinuousClock.now < deadline {
            let month = try await client.dashboard(period: load.lastPeriod, after: version)
            version = month.storeVersion
            if load.isCounted(in: month, period: load.lastPeriod) {
                let all = try await client.dashboard()
                if load.isCounted(in: all) { return ContinuousClock.now }
            }
            try await Task.sleep(for: .milliseconds(Self.pollMilliseconds))
        }
        throw BenchError("the totals are not those of the reports; see the logs of the nodes")
    }
}
