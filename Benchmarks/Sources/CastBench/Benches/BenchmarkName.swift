/// What can be asked for by name.
enum BenchmarkName: String, CaseIterable, Sendable {
    case latency
    case bulk
    case bulkByMonth = "bulk_by_month"
    case fairness
    case peers
    case national
    case text
    case memory
    case open
    case syncEqual = "sync_equal"
    case verify

    var meaning: String {
        switch self {
        case .latency: "one report at a time, Chengdu to the national totals: milliseconds"
        case .bulk: "20,000 reports of 8 figures, Chengdu to the national totals: reports a second"
        case .bulkByMonth: "the same, month by month, so that each change holds one report"
        case .fairness:
            "own writes, an honest county and urgent directives while another county floods"
        case .peers: "bulk and latency beside PostgreSQL's logical replication, in alternating runs"
        case .national: "3,300 offices at headquarters: what people wait for, and memory"
        case .text: "100,000 changes of three people merged into one text: seconds"
        case .memory: "resident memory of each node after the bulk load"
        case .open: "start of the national node with that store"
        case .syncEqual: "bytes on Sichuan's links when it comes back and nothing is missing"
        case .verify: "check of every hash, signature and derived row at national"
        }
    }

    /// Whether it looks at nodes that hold the bulk load.
    var needsLoad: Bool {
        switch self {
        case .latency, .bulk, .bulkByMonth, .fairness, .peers, .national, .text: false
        case .memory, .open, .syncEqual, .verify: true
        }
    }
}
