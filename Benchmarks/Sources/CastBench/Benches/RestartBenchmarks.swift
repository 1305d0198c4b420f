import Foundation

/// What a node with much in its store does when it comes back.
struct RestartBenchmarks {
    private static let startCount = 5
    private static let quietSecondsMax = 30
    /// A month that the bulk load leaves alone.
    private static let period = "2009-12"
    private static let indicator = "briefs.issued"

    let chain: OfficeChain

    /// How long the national node takes to be ready, after a proper end and after a crash.
    func open(into board: Scoreboard) async throws {
        Progress.say("open: the national node starts \(Self.startCount) times")
        let national = self.chain.national
        var samples = Samples()
        for _ in 0..<Self.startCount {
            try await national.stop()
            samples.add(try await national.start())
        }
        await national.crash()
        let afterCrash = try await national.start()
        try await self.chain.waitForLinks()
        board.add(Figure("open.ready", samples.median, "ms"))
        board.add(Figure("open.ready_after_kill", afterCrash.milliseconds, "ms"))
    }

    /// What a link carries when it comes up and nothing, or one change, is missing.
    func syncEqual(into board: Scoreboard) async throws {
        Progress.say("sync_equal: Sichuan's node comes back")
        let province = self.chain.province
        // The first report opens Chengdu's feed; the one that will be missing is an ordinary change.
        try await self.report("1")
        try await self.waitForTotal("1")
        try await province.stop()
        try await province.start()
        let equal = try await self.settledBytes()
        try await province.stop()
        try await self.report("2")
        try await province.start()
        try await self.waitForTotal("2")
        let missing = try await self.settledBytes()
        board.add(Figure("sync_equal.child_link", Double(equal.child), "bytes"))
        board.add(Figure("sync_equal.parent_link", Double(equal.parent), "bytes"))
        board.add(Figure("sync_one_missing.child_link", Double(missing.child), "bytes"))
        board.add(Figure("sync_one_missing.parent_link", Double(missing.parent), "bytes"))
    }

    private func report(_ total: String) async throws {
        let draft = ReportDraft(
            id: ReportDraft.freshID(),
            office: nil,
            title: "进展报告 \(total)",
            period: Self.period,
            text: "",
            points: [PointDraft(indicator: Self.indicator, value: total)]
        )
        let _: AcknowledgementAnswer = try await self.chain.city.reached.post("reports", [draft])
    }

    private func waitForTotal(_ total: String) async throws {
        let national = try self.chain.national.reached
        let deadline = ContinuousClock.now + .seconds(Self.quietSecondsMax)
        var version: Int64 = 0
        while ContinuousClock.now < deadline {
            let answer = try await national.dashboard(period: Self.period, after: version)
            let isThere = answer.rows.contains {
                $0.indicator == Self.indicator && $0.total == total
            }
            if isThere { return }
            version = answer.storeVersion
        }
        throw BenchError("a report of Chengdu has not reached national; see the logs of the nodes")
    }

    /// The bytes of Sichuan's two links, both ways, once both are in sync and nothing moves.
    private func settledBytes() async throws -> (child: Int64, parent: Int64) {
        try await self.chain.waitForLinks()
        let client = try self.chain.province.reached
        let deadline = ContinuousClock.now + .seconds(Self.quietSecondsMax)
        var last: Int64 = -1
        while ContinuousClock.now < deadline {
            let links = try await client.links()
            func bytes(_ peer: OfficeNode) -> Int64 {
                links.first { $0.peer == peer.office }.map { $0.bytesIn + $0.bytesOut } ?? 0
            }
            let found = (child: bytes(self.chain.city), parent: bytes(self.chain.national))
            if found.child + found.parent == last, found.child > 0, found.parent > 0 {
                return found
            }
            last = found.child + found.parent
            try await Task.sleep(for: .milliseconds(300))
        }
        throw BenchError("the links of Sichuan do not come to rest")
    }
}
