import Foundation

/// What PostgreSQL makes of the same work: rows of about 130 bytes from the bottom of a cascade to its top.
///
/// Its calls block: nothing else is to run meanwhile.
struct PostgreSQLBenchmark {
    private static let rowsInTransaction = 1_000
    /// A line of COPY, with its end, in bytes.
    private static let lineBytes = 130
    private static let pollMicroseconds: UInt32 = 3_000
    private static let arriveSecondsMax = 600

    struct Outcome {
        let rowsPerSecond: Double
        let cpuPerMillion: Double
    }

    let chain: PostgreSQLChain
    let rowCount: Int
    /// Rows of one report.
    let rowsInReport: Int
    let connectionCount: Int

    /// Rows written one at a time.
    ///
    /// - Parameter first: the number of the first one; further ones follow.
    func latency(first: Int, warmUp: Int, samples: Int) throws -> LatencyBenchmark.Outcome {
        var outcome = LatencyBenchmark.Outcome()
        try self.chain.tellArrivals()
        for number in 0..<(warmUp + samples) {
            // As much rest between two as the nodes get.
            usleep(LatencyBenchmark.parkMicroseconds)
            let id = first + number
            let statement = "INSERT INTO \(PostgreSQLChain.table) VALUES (\(Self.values(id)))"
            let sentAt = ContinuousClock.now
            try self.chain.bottom.run(statement)
            let writtenAt = ContinuousClock.now
            while try self.chain.top.notification() != "\(id)" {}
            let seenAt = ContinuousClock.now
            guard number >= warmUp else { continue }
            outcome.writes.add(writtenAt - sentAt)
            outcome.fromSent.add(seenAt - sentAt)
            outcome.fromAcknowledged.add(seenAt - writtenAt)
        }
        try self.chain.stopTelling()
        return outcome
    }

    /// Many rows, by COPY in transactions of 1,000.
    func bulk(first: Int) throws -> Outcome {
        let parts = stride(from: 0, to: self.rowCount, by: Self.rowsInTransaction).map { start in
            (start..<min(start + Self.rowsInTransaction, self.rowCount))
                .flatMap { Array(Self.line(first + $0).utf8) }
        }
        return try self.measure(last: [first + self.rowCount - 1]) {
            for part in parts { try self.chain.bottom.copy(into: PostgreSQLChain.table, part) }
        }
    }

    /// The same rows, each report in a transaction of its own.
    func reports(first: Int) throws -> Outcome {
        let statements = stride(from: 0, to: self.rowCount, by: self.rowsInReport).map { start in
            let rows = (start..<start + self.rowsInReport).map { "(\(Self.values(first + $0)))" }
            return "INSERT INTO \(PostgreSQLChain.table) VALUES " + rows.joined(separator: ",")
        }
        let clients = try (0..<self.connectionCount).map { _ in
            try PostgreSQLClient(port: self.chain.bottomPort)
        }
        defer { clients.forEach { $0.disconnect() } }
        // Each connection's last report is among these.
        let last = (1...clients.count).map { first + self.rowCount - $0 * self.rowsInReport }
        return try self.measure(last: last) {
            for (number, statement) in statements.enumerated() {
                let client = clients[number % clients.count]
                if number >= clients.count { try client.answer() }
                try client.ask(statement)
            }
            for client in clients.prefix(statements.count) { try client.answer() }
        }
    }

    /// - Parameter last: rows one of which arrives last.
    private func measure(last: [Int], _ write: () throws -> Void) throws -> Outcome {
        let before = try self.count()
        let cpuBefore = try self.chain.cpuSeconds()
        let begun = ContinuousClock.now
        try write()
        let deadline = begun + .seconds(Self.arriveSecondsMax)
        while try !last.allSatisfy({ try self.chain.hasArrived($0) }) {
            guard ContinuousClock.now < deadline else {
                throw BenchError("PostgreSQL's rows do not arrive; see the servers' logs")
            }
            usleep(Self.pollMicroseconds)
        }
        let seconds = (ContinuousClock.now - begun).seconds
        let cpuSeconds = try self.chain.cpuSeconds() - cpuBefore
        guard try self.count() == before + self.rowCount else {
            throw BenchError("PostgreSQL has other rows at the top than were written below")
        }
        return Outcome(
            rowsPerSecond: Double(self.rowCount) / seconds,
            cpuPerMillion: cpuSeconds * 1e6 / Double(self.rowCount)
        )
    }

    private func count() throws -> Int {
        let text = try self.chain.top.run("SELECT count(*) FROM \(PostgreSQLChain.table)")
        return text.flatMap { Int($0) } ?? 0
    }

    private static func line(_ id: Int) -> String {
        let fields = Self.fields(id)
        return fields.joined(separator: "\t") + "\n"
    }

    private static func values(_ id: Int) -> String {
        let fields = Self.fields(id)
        return "\(fields[0]),'\(fields[1])','\(fields[2])',\(fields[3]),\(fields[4]),'\(fields[5])'"
    }

    private static func fields(_ id: Int) -> [String] {
        let fields = [
            "\(id)", "510100-S\(1_000 + id % 200)", "\(2010 + id / 9_600)-\(10 + id % 3)",
            "\(id % 8 + 1)", "\(id &* 31 % 99_700)",
        ]
        let used = fields.reduce(0) { $0 + $1.utf8.count + 1 }
        return fields + [String(repeating: "n", count: max(1, Self.lineBytes - used - 1))]
    }
}
