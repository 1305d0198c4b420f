internal import Decision
internal import SyncProtocol
private import Synchronization

/// Called after each durable commit.
typealias CommitHandler = @Sendable (CommitReport, [StoreNotice]) -> Void
/// Called when a transaction failed: nothing of these batches is on disk.
typealias FailureHandler = @Sendable (StoreError, [BatchID]) -> Void

/// Holds whoever is told of commits and of what failed.
///
/// The handlers lie in a struct: a bare closure in a generic box is wrapped once more by every access,
/// so that each commit would make the next one slower.
final class CommitListener: Sendable {
    private struct Handlers: Sendable {
        let committed: CommitHandler
        let failed: FailureHandler
    }

    private let handlers = Mutex<Handlers?>(nil)

    func set(_ committed: @escaping CommitHandler, failed: @escaping FailureHandler) {
        self.handlers.withLock { $0 = Handlers(committed: committed, failed: failed) }
    }

    func tell<Value>(_ commit: Commit<Value>) {
        guard let handlers = self.handlers.withLock({ $0 }) else { return }
        handlers.committed(commit.report, commit.notices)
        if let error = commit.fenceError { handlers.failed(error, []) }
    }

    func tell(_ report: CommitReport) {
        self.handlers.withLock { $0 }?.committed(report, [])
    }

    func fail(_ error: StoreError, batches: [BatchID]) {
        self.handlers.withLock { $0 }?.failed(error, batches)
    }
}
