import Synchronization

/// Lets readers wait for the next commit.
final class VersionWatch: Sendable {
    private struct State {
        var nextID: UInt64 = 0
        var waiters: [UInt64: CheckedContinuation<Void, Never>] = [:]
        /// Rises with each commit, so that one between a look and a wait is not missed.
        var commits: UInt64 = 0
    }

    private let state = Mutex(State())

    /// What to give to ``wait(after:)``; take it before looking at the store.
    var mark: UInt64 { self.state.withLock { $0.commits } }

    func moved() {
        let waiters = self.state.withLock { state in
            state.commits += 1
            defer { state.waiters.removeAll() }
            return state.waiters.values.map(\.self)
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Returns when there was a commit after the mark, or the task is cancelled.
    func wait(after mark: UInt64) async {
        let id = self.state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDue = self.state.withLock { state in
                    if state.commits > mark || Task.isCancelled { return true }
                    state.waiters[id] = continuation
                    return false
                }
                if isDue { continuation.resume() }
            }
        } onCancel: {
            self.state.withLock { $0.waiters.removeValue(forKey: id) }?.resume()
        }
    }
}
