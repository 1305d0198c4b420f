import Admin
import Store
import SyncProtocol
import Synchronization

/// What the node has counted since its start, in Prometheus' text format (version 0.0.4).
final class NodeMetrics: Sendable {
    private struct Counts {
        var commits: UInt64 = 0
        var changesCommitted: UInt64 = 0
        var bytesCommitted: UInt64 = 0
        var accepted: UInt64 = 0
        var held: UInt64 = 0
        var duplicate: UInt64 = 0
        var gap: UInt64 = 0
        var quarantined: UInt64 = 0
    }

    private let counts = Mutex(Counts())

    func count(_ report: CommitReport) {
        self.counts.withLock { counts in
            counts.commits += 1
            counts.changesCommitted += UInt64(report.committed.count)
            counts.bytesCommitted += report.committed.reduce(0) { $0 + UInt64($1.signed.byteCount) }
            for batch in report.batches {
                for outcome in batch.outcomes {
                    switch outcome.verdict {
                    case .accepted: counts.accepted += 1
                    case .held: counts.held += 1
                    case .duplicate: counts.duplicate += 1
                    case .gap: counts.gap += 1
                    case .quarantined: counts.quarantined += 1
                    }
                }
            }
        }
    }

    func text(_ service: StatusService) async -> String {
        let counts = self.counts.withLock { $0 }
        var lines: [String] = []
        func add(_ name: String, _ kind: String, _ help: String, _ values: [(String, String)]) {
            lines.append("# HELP cast_\(name) \(help)")
            lines.append("# TYPE cast_\(name) \(kind)")
            for (labels, value) in values { lines.append("cast_\(name)\(labels) \(value)") }
        }
        add("commits_total", "counter", "Transactions made durable.", [("", "\(counts.commits)")])
        add(
            "changes_committed_total",
            "counter",
            "Changes made durable, own and received.",
            [("", "\(counts.changesCommitted)")]
        )
        add(
            "bytes_committed_total",
            "counter",
            "Bytes of changes made durable.",
            [("", "\(counts.bytesCommitted)")]
        )
        add(
            "changes_received_total",
            "counter",
            "Received changes by outcome.",
            [
                ("{outcome=\"accepted\"}", "\(counts.accepted)"),
                ("{outcome=\"held\"}", "\(counts.held)"),
                ("{outcome=\"duplicate\"}", "\(counts.duplicate)"),
                ("{outcome=\"gap\"}", "\(counts.gap)"),
                ("{outcome=\"quarantined\"}", "\(counts.quarantined)"),
            ]
        )
        guard let status = try? await service.status() else {
            return lines.joined(separator: "\n") + "\n"
        }
        add("feeds", "gauge", "Feeds held.", [("", "\(status.feeds)")])
        add("changes", "gauge", "Changes held.", [("", "\(status.changes)")])
        add("records", "gauge", "Records held.", [("", "\(status.records)")])
        add("held_changes", "gauge", "Changes that wait for the clock.", [("", "\(status.held)")])
        add("quarantined", "gauge", "Units in quarantine.", [("", "\(status.quarantined)")])
        add("store_bytes", "gauge", "Bytes of the store on disk.", [("", "\(status.storeBytes)")])
        add(
            "disk_free_bytes",
            "gauge",
            "Free bytes where the store lies.",
            [("", "\(status.diskFreeBytes)")]
        )
        if let examination = status.examination {
            Self.lines(examination).forEach { add($0.name, "gauge", $0.help, [("", $0.value)]) }
        }
        let links = status.links
        add(
            "link_up",
            "gauge",
            "Whether a link is open.",
            links.map { (Self.labels($0), $0.connectedAt == nil ? "0" : "1") }
        )
        add(
            "link_send_behind",
            "gauge",
            "Changes that wait for the neighbour.",
            links.compactMap { link in
                link.sendBehind.map { (Self.labels(link), "\($0)") }
            }
        )
        add(
            "link_receive_behind",
            "gauge",
            "Changes the neighbour has and we lack.",
            links.map { (Self.labels($0), "\($0.receiveBehind)") }
        )
        return lines.joined(separator: "\n") + "\n"
    }

    private static func lines(
        _ examination: ExaminationStatus
    ) -> [(name: String, help: String, value: String)] {
        [
            (
                "examination_percent", "Of the round of the examination in the background.",
                "\(examination.percent)"
            ),
            (
                "examination_problems", "Found in the round under way, or in the last one.",
                "\(examination.step == nil ? examination.lastProblems ?? 0 : examination.problems)"
            ),
            (
                "examination_ended_seconds", "When the last round ended, since 1970; 0: none has.",
                "\((examination.lastEndedAt ?? 0) / 1_000)"
            ),
            (
                "rebuild_percent", "Of what is derived anew; 100 while nothing is.",
                "\(examination.rebuildPercent ?? 100)"
            ),
        ]
    }

    /// An office may have several nodes, so its code alone does not name a link.
    private static func labels(_ link: LinkSummary) -> String {
        "{peer=\"\(link.peer)\",node=\"\(link.node ?? "")\"}"
    }
}
