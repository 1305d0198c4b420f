/// What the national node's store weighs and how fast it is checked.
struct StoreBenchmarks {
    private static let mebibyte = 1_048_576.0

    let chain: OfficeChain

    func memory(into board: Scoreboard) throws {
        for (node, name) in zip(self.chain.nodes, ["national", "sichuan", "chengdu"]) {
            let bytes = Double(try node.usage().residentBytes)
            board.add(Figure("memory.\(name)", bytes / Self.mebibyte, "MiB"))
        }
    }

    /// The length of the national database, for which the node is stopped properly and started again.
    func diskBytes() async throws -> Double {
        let national = self.chain.national
        try await national.stop()
        let bytes = Double(try SQLiteLimit.foldedByteCount(national.storePath))
        try await national.start()
        try await self.chain.waitForLinks()
        return bytes
    }

    /// What a report takes on the national disk.
    func disk(_ load: ReportLoad, into board: Scoreboard) async throws {
        let bytes = try await self.diskBytes()
        board.add(Figure("bulk.disk_per_report", bytes / Double(load.reportCount), "bytes"))
        board.add(
            Figure(
                "bulk.disk_per_point",
                bytes / Double(load.pointCount),
                "bytes",
                peers: Peers.storedBytes
            )
        )
    }

    func verify(into board: Scoreboard) async throws {
        Progress.say("verify: the national node checks everything that it holds")
        let client = try self.chain.national.reached
        let begun = ContinuousClock.now
        let answer: VerifyAnswer = try await client.post("verify", encoded: nil)
        let seconds = (ContinuousClock.now - begun).seconds
        if let problem = answer.problems.first {
            let words = "first: \(problem.messageEnglish)"
            throw BenchError("verify found \(answer.problems.count) problems, \(words)")
        }
        board.add(Figure("verify.seconds", seconds, "s"))
        board.add(Figure("verify.changes", Double(answer.changes) / seconds, "changes/s"))
        board.add(Figure("verify.records", Double(answer.records) / seconds, "records/s"))
    }
}
