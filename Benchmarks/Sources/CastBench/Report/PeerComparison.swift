/// What two systems made of the same work in alternating runs, and how they stand to each other: medians of the runs.
struct PeerComparison {
    /// Figures are rows to a peer.
    private static let ratioMin = 1.0
    private static let reportsPerSecondMin = 6_000.0
    /// Of the peer's slowest hundredth.
    private static let tailShareMax = 0.5
    private static let bytesMax = 120.0

    /// Many figures at once, run by run.
    struct Rates {
        private(set) var figuresPerSecond: [Double] = []
        /// CPU seconds of all three nodes a million figures.
        private(set) var cpuPerMillion: [Double] = []

        mutating func add(_ outcome: BulkBenchmark.Outcome, of load: ReportLoad) {
            let points = Double(load.pointCount)
            self.figuresPerSecond.append(points / outcome.atNational.seconds)
            self.cpuPerMillion.append(outcome.nodeSeconds.reduce(0, +) * 1e6 / points)
        }

        mutating func add(_ outcome: PostgreSQLBenchmark.Outcome) {
            self.figuresPerSecond.append(outcome.rowsPerSecond)
            self.cpuPerMillion.append(outcome.cpuPerMillion)
        }
    }

    struct Side {
        var bulk = Rates()
        /// Each report in a change, or a transaction, of its own.
        var reports = Rates()
        var latency = LatencyBenchmark.Outcome()
        /// On the uppermost disk, for each figure.
        var bytes: [Double] = []
        var bytesWithLog: [Double] = []
    }

    /// Its name and version.
    let peer: String
    var nodes = Side()
    var peers = Side()

    init(peer: String) {
        self.peer = peer
    }

    func add(to board: Scoreboard) {
        self.addRates(to: board)
        self.addLatency(to: board)
        board.add(
            Figure(
                "peers.disk_per_figure",
                Self.median(self.nodes.bytes),
                "bytes",
                target: .atMost(Self.bytesMax),
                peers: [
                    Figure.Peer(name: self.peer, value: Self.median(self.peers.bytes)),
                    Figure.Peer(
                        name: self.peer + "-with-log",
                        value: Self.median(self.peers.bytesWithLog)
                    ),
                ]
            )
        )
    }

    private func addRates(to board: Scoreboard) {
        let points = Double(BulkBenchmark.pointsInReport)
        self.add("bulk.figures_per_second", \.bulk.figuresPerSecond, "figures/s", to: board)
        let ratios = zip(self.nodes.bulk.figuresPerSecond, self.peers.bulk.figuresPerSecond)
            .map { $0 / $1 }
        board.add(
            Figure(
                "peers.bulk.ratio",
                Self.median(ratios),
                "times",
                target: .atLeast(Self.ratioMin)
            )
        )
        self.add("bulk.cpu_per_million", \.bulk.cpuPerMillion, "s", to: board)
        board.add(
            Figure(
                "peers.by_month.reports_per_second",
                Self.median(self.nodes.reports.figuresPerSecond) / points,
                "reports/s",
                target: .atLeast(Self.reportsPerSecondMin),
                peers: [
                    Figure.Peer(
                        name: self.peer,
                        value: Self.median(self.peers.reports.figuresPerSecond) / points
                    )
                ]
            )
        )
        self.add("by_month.cpu_per_million", \.reports.cpuPerMillion, "s", to: board)
    }

    private func addLatency(to board: Scoreboard) {
        let ours = self.nodes.latency
        let theirs = self.peers.latency
        self.add("latency.p50", ours.fromAcknowledged, theirs.fromAcknowledged, 0.5, 1, to: board)
        self.add(
            "latency.p99",
            ours.fromAcknowledged,
            theirs.fromAcknowledged,
            0.99,
            Self.tailShareMax,
            to: board
        )
        self.add("from_request.p50", ours.fromSent, theirs.fromSent, 0.5, nil, to: board)
        self.add("from_request.p99", ours.fromSent, theirs.fromSent, 0.99, nil, to: board)
        self.add("write_ack.p50", ours.writes, theirs.writes, 0.5, nil, to: board)
    }

    private func add(
        _ name: String,
        _ values: KeyPath<Side, [Double]>,
        _ unit: String,
        to board: Scoreboard
    ) {
        let theirs = Self.median(self.peers[keyPath: values])
        board.add(
            Figure(
                "peers." + name,
                Self.median(self.nodes[keyPath: values]),
                unit,
                peers: [Figure.Peer(name: self.peer, value: theirs)]
            )
        )
    }

    /// - Parameter shareMax: of the peer's time, that ours may take.
    private func add(
        _ name: String,
        _ ours: Samples,
        _ theirs: Samples,
        _ percentile: Double,
        _ shareMax: Double?,
        to board: Scoreboard
    ) {
        var (ours, theirs) = (ours, theirs)
        let peer = theirs.percentile(percentile)
        board.add(
            Figure(
                "peers." + name,
                ours.percentile(percentile),
                "ms",
                target: shareMax.map { .atMost($0 * peer) },
                peers: [Figure.Peer(name: self.peer, value: peer)]
            )
        )
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return .nan }
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2)
            ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}
