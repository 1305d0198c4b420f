import Admin
import Synchronization

/// What the nodes have acknowledged: nothing of it may be missing or double at the end.
final class Ledger: Sendable {
    /// A signature or an answer of one office to one directive.
    struct Act: Sendable, Hashable {
        let directive: String
        let office: String
    }

    struct Entries: Sendable {
        var directives: [DirectiveDraft] = []
        var receipts: [Act] = []
        var replies: [Act] = []
        /// With the office that reports, also where a draft leaves it to its node.
        var reports: [(office: String, draft: ReportDraft)] = []
    }

    private let state = Mutex(Entries())

    var entries: Entries { self.state.withLock { $0 } }

    func add(_ directive: DirectiveDraft) {
        self.state.withLock { $0.directives.append(directive) }
    }

    func add(receipt: Act) { self.state.withLock { $0.receipts.append(receipt) } }

    func add(reply: Act) { self.state.withLock { $0.replies.append(reply) } }

    func add(_ report: ReportDraft, by office: String) {
        self.state.withLock { $0.reports.append((report.office ?? office, report)) }
    }
}
