import AsyncHTTPClient
import Foundation

/// Runs what was asked for, on nodes made for it.
struct BenchmarkRun {
    let options: BenchOptions
    let folder: String
    let http: HTTPClient
    let board: Scoreboard

    private static let limitRows = 160_000
    /// Less than this and the folder lies in memory.
    private static let diskMillisecondsMin = 0.005

    func run(_ names: [BenchmarkName]) async throws {
        let disk = try DiskLimit.measure(in: self.folder).median
        let loopback = try LoopbackLimit.measure().median
        self.board.add(Figure("limit.fdatasync_4k", disk, "ms"))
        self.board.add(Figure("limit.loopback_round_trip", loopback, "ms"))
        if disk < Self.diskMillisecondsMin {
            Progress.say("\(self.folder) lies in memory: nothing here is durable; see --folder")
        }
        if names.contains(.latency) {
            let chain = try await self.chain("latency")
            let bench = LatencyBenchmark(chain: chain, sampleCount: self.options.samples)
            try await bench.run(disk: disk, loopback: loopback, into: self.board)
            try await chain.stop()
        }
        if names.contains(where: { $0 == .bulk || $0.needsLoad }) {
            try await self.runLoaded(names)
        }
        if names.contains(.bulkByMonth) {
            let chain = try await self.chain("by-month")
            let bench = try await self.bulk(on: chain, .month)
            let outcome = try await bench.run()
            bench.add(
                outcome,
                as: "bulk_by_month",
                isTargeted: false,
                rowsPerSecond: try self.rowsPerSecond(),
                into: self.board
            )
            try await chain.stop()
        }
        if names.contains(.fairness) { try await self.runFairness() }
        if names.contains(.peers) { try await self.runPeers(isAskedFor: names == [.peers]) }
        if names.contains(.national) {
            try await self.runNational(isAskedFor: names == [.national])
        }
        if names.contains(.text) { try await self.runText(isAskedFor: names == [.text]) }
    }

    /// - Parameter isAskedFor: whether nothing else is, so that it is an error when it cannot be had.
    private func runPeers(isAskedFor: Bool) async throws {
        guard let programs = PostgreSQLPrograms.find() else {
            let words = "PostgreSQL is not installed here; dev/setup --postgresql does it"
            guard !isAskedFor else { throw BenchError(words) }
            Progress.say("peers: left out, \(words)")
            return
        }
        var comparison = PeerComparison(peer: programs.name)
        for round in 0..<self.options.rounds {
            Progress.say("peers: round \(round + 1) of \(self.options.rounds)")
            // Whoever is first in one round is second in the next.
            if round.isMultiple(of: 2) {
                try await self.measureNodes(round, into: &comparison)
                try await self.measurePostgreSQL(programs, round, into: &comparison)
            } else {
                try await self.measurePostgreSQL(programs, round, into: &comparison)
                try await self.measureNodes(round, into: &comparison)
            }
        }
        comparison.add(to: self.board)
    }

    private func measureNodes(_ round: Int, into comparison: inout PeerComparison) async throws {
        let first = try await self.chain("peers-\(round)/bulk")
        let bulk = try await self.bulk(on: first, .society)
        comparison.nodes.bulk.add(try await bulk.run(), of: bulk.load)
        let bytes = try await StoreBenchmarks(chain: first).diskBytes()
        comparison.nodes.bytes.append(bytes / Double(bulk.load.pointCount))
        try await first.stop()
        let second = try await self.chain("peers-\(round)/by-month")
        let latency = LatencyBenchmark(chain: second, sampleCount: self.options.samples)
        comparison.nodes.latency.add(try await latency.measure())
        let byMonth = try await self.bulk(on: second, .month)
        comparison.nodes.reports.add(try await byMonth.run(), of: byMonth.load)
        try await second.stop()
    }

    private func measurePostgreSQL(
        _ programs: PostgreSQLPrograms,
        _ round: Int,
        into comparison: inout PeerComparison
    ) async throws {
        let pointsInReport = BulkBenchmark.pointsInReport
        Progress.say("peers: starting three servers of \(programs.name)")
        let chain = try await PostgreSQLChain.start(
            in: "\(self.folder)/peers-\(round)/postgresql",
            programs: programs
        )
        let bench = PostgreSQLBenchmark(
            chain: chain,
            rowCount: self.options.societies * self.options.months * pointsInReport,
            rowsInReport: pointsInReport,
            connectionCount: self.options.connections
        )
        let before = try chain.topBytes()
        Progress.say("peers: \(bench.rowCount) rows by COPY")
        comparison.peers.bulk.add(try bench.bulk(first: 1))
        let after = try chain.topBytes()
        let rows = Double(bench.rowCount)
        comparison.peers.bytes.append(after.stored / rows)
        comparison.peers.bytesWithLog.append((after.stored + after.logged - before.logged) / rows)
        Progress.say("peers: \(self.options.samples) rows, one at a time")
        comparison.peers.latency.add(
            try bench.latency(
                first: 1 + bench.rowCount,
                warmUp: LatencyBenchmark.warmUpCount,
                samples: self.options.samples
            )
        )
        Progress.say("peers: each report's rows in a transaction of their own")
        comparison.peers.reports.add(try bench.reports(first: 1 + 2 * bench.rowCount))
        try await chain.stop()
    }

    private func runNational(isAskedFor: Bool) async throws {
        let feeder = self.options.feederProgram
        guard isAskedFor || FileManager.default.isExecutableFile(atPath: feeder) else {
            Progress.say("national: left out, there is no \(feeder)")
            return
        }
        let folder = "\(self.folder)/national"
        let tree = try NationalTree(in: folder, options: self.options, http: self.http)
        try await NationalBenchmark(tree: tree, board: self.board).run()
    }

    private func runText(isAskedFor: Bool) async throws {
        let program = self.options.coreProgram
        guard isAskedFor || FileManager.default.isExecutableFile(atPath: program) else {
            Progress.say("text: left out, there is no \(program)")
            return
        }
        let bench = TextBenchmark(program: program, log: "\(self.folder)/text.log")
        try await bench.run(into: self.board)
    }

    private func runFairness() async throws {
        let chain = try await self.chain("fairness")
        let bench = try FairnessBenchmark(
            chain: chain,
            folder: "\(self.folder)/fairness",
            program: self.options.nodeProgram,
            http: self.http
        )
        try await bench.run(into: self.board)
        try await chain.stop()
    }

    /// What needs the bulk load, and the load itself.
    private func runLoaded(_ names: [BenchmarkName]) async throws {
        let chain = try await self.chain("bulk")
        let bench = try await self.bulk(on: chain, .society)
        let outcome = try await bench.run()
        let store = StoreBenchmarks(chain: chain)
        let restart = RestartBenchmarks(chain: chain)
        if names.contains(.bulk) {
            let rows = try self.rowsPerSecond()
            self.board.add(Figure("limit.sqlite_upserts", rows, "rows/s"))
            bench.add(outcome, as: "bulk", isTargeted: true, rowsPerSecond: rows, into: self.board)
        }
        if names.contains(.memory) { try store.memory(into: self.board) }
        if names.contains(.bulk) {
            try await store.disk(bench.load, into: self.board)
        }
        if names.contains(.open) { try await restart.open(into: self.board) }
        if names.contains(.syncEqual) { try await restart.syncEqual(into: self.board) }
        if names.contains(.verify) { try await store.verify(into: self.board) }
        try await chain.stop()
    }

    private func chain(_ name: String) async throws -> OfficeChain {
        Progress.say("\(name): starting three nodes")
        return try await OfficeChain.start(
            in: "\(self.folder)/\(name)",
            program: self.options.nodeProgram,
            http: self.http
        )
    }

    private func bulk(
        on chain: OfficeChain,
        _ order: ReportLoad.Order
    ) async throws -> BulkBenchmark {
        let bench = BulkBenchmark(
            chain: chain,
            load: try ReportLoad(
                societyCount: self.options.societies,
                monthCount: self.options.months,
                batch: self.options.batch,
                order: order
            ),
            connectionCount: self.options.connections
        )
        try await bench.prepare()
        return bench
    }

    private func rowsPerSecond() throws -> Double {
        try SQLiteLimit.measure(in: self.folder, rows: Self.limitRows)
    }
}
