import Foundation

/// What a node with much in its store does when it comes back.
struct RestartBenchmarks {
    private static let startCount = 5
    private static let quietSecondsMax = 30
    private static let equalBytesTarget = 200.0

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
        try await province.stop()
        try await province.start()
        let equal = try await self.settledBytes()
        try await province.stop()
        let draft = ReportDraft(
            id: ReportDraft.freshID(),
            office: nil,
            title: "断线期间的报告",
            period: "2018-07",
            text: "",
            points: [PointDraft(indicator: "briefs.issued", value: "1")]
        )
        let _: AcknowledgementAnswer = try await self.chain.city.reached.post("reports", [draft])
        try await province.start()
        let missing = try await self.settledBytes()
        board.add(
            Figure("sync_equal.child_link", Double(equal.child), "bytes", target: nil)
        )
        board.add(Figure("sync_equal.parent_link", Double(equal.parent), "bytes"))
        board.add(Figure("sync_one_missing.child_link", Double(missing.child), "bytes"))
        board.add(Figure("sync_one_missing.parent_link", Double(missing.parent), "bytes"))
    }

    /// The bytes of Sichuan's two links, both ways, once both are in sync and nothing moves.
    private func settledBytes() async throws -> (child: Int64, parent: Int64) {
        try await self.chain.waitForLinks()
        let client = try self.chain.province.reached
        let deadline = ContinuousClock.now + .seconds(Self.quietSecondsMax)
        var last: Int64 = -1
        while ContinuousClock.now < deadline {
            let links: [LinkAnswer] = try await client.get("links")
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
