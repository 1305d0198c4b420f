extension BulkBenchmark {
    private static let targetReportsPerSecond = 5_000.0

    /// - Parameters:
    ///   - name: What the figures' names begin with.
    ///   - isTargeted: Whether the target is set for this order of the reports.
    ///   - rowsPerSecond: What SQLite alone reaches.
    func add(
        _ outcome: Outcome,
        as name: String,
        isTargeted: Bool,
        rowsPerSecond: Double,
        into board: Scoreboard
    ) {
        let reports = Double(self.load.reportCount)
        let points = Double(self.load.pointCount)
        let seconds = outcome.atNational.seconds
        board.add(
            Figure(
                name + ".reports_per_second",
                reports / seconds,
                "reports/s",
                target: isTargeted ? .atLeast(Self.targetReportsPerSecond) : nil,
                // A report is a row and its figures one each.
                limit: rowsPerSecond * reports / (reports + points),
                peers: Peers.bulk
            )
        )
        board.add(
            Figure(
                name + ".points_per_second",
                points / seconds,
                "points/s",
                limit: rowsPerSecond,
                peers: Peers.bulk
            )
        )
        board.add(Figure(name + ".acknowledged", outcome.acknowledged.seconds, "s"))
        board.add(Figure(name + ".counted_sichuan", outcome.atProvince.seconds, "s"))
        board.add(Figure(name + ".counted_national", seconds, "s"))
        for (node, used) in zip(["national", "sichuan", "chengdu"], outcome.nodeSeconds) {
            board.add(Figure("\(name).cpu_\(node)", used, "s"))
        }
        board.add(Figure(name + ".cpu_client", outcome.ownSeconds, "s"))
    }
}
