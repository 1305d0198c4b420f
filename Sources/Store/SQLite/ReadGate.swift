private import Dispatch
private import Synchronization

/// Lets readers in until the engine is closed, and has the closing wait for those that are in: a connection that goes
/// away under a reader would take the process with it.
final class ReadGate: Sendable {
    private struct State {
        var readers = 0
        var isClosed = false
    }

    private let state = Mutex(State())
    private let isEmpty = DispatchSemaphore(value: 0)

    /// Runs the body unless the gate is closed.
    ///
    /// - Throws: ``StoreError/closed``, or what the body throws.
    func pass<Value>(_ body: () throws(StoreError) -> Value) throws(StoreError) -> Value {
        let isIn = self.state.withLock { state in
            if !state.isClosed { state.readers += 1 }
            return !state.isClosed
        }
        guard isIn else { throw .closed }
        defer { self.leave() }
        return try body()
    }

    private func leave() {
        let isLast = self.state.withLock { state in
            state.readers -= 1
            return state.isClosed && state.readers == 0
        }
        if isLast { self.isEmpty.signal() }
    }

    /// Lets nobody in any more, and returns when all have left.
    ///
    /// - Returns: false when it was closed already.
    func close() -> Bool {
        let (isFirst, mustWait) = self.state.withLock { state in
            defer { state.isClosed = true }
            return (!state.isClosed, !state.isClosed && state.readers > 0)
        }
        if mustWait { self.isEmpty.wait() }
        return isFirst
    }
}
