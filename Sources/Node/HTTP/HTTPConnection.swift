import Admin
import NIOCore
import Synchronization

/// One connection to the HTTP side, as its requests see it.
final class HTTPConnection: Sendable {
    private struct State {
        var isGone = false
        var nextID: UInt64 = 0
        var waiters: [UInt64: AsyncStream<Void>.Continuation] = [:]
    }

    let channel: any Channel
    private let state = Mutex(State())
    private let onProved: @Sendable () -> Void

    /// - Parameter onProved: called when the other end has shown the key or a session.
    init(channel: any Channel, onProved: @escaping @Sendable () -> Void) {
        self.channel = channel
        self.onProved = onProved
    }

    /// The other end has shown the key or a session: it is no stranger any more.
    func prove() { self.onProved() }

    /// Lets a client that waits for word send its body.
    func askForBody() {
        self.channel.triggerUserOutboundEvent(HTTPDoorHandler.BodyWanted(), promise: nil)
    }

    /// The other end has closed its side: nobody waits any more.
    func left() {
        let waiters = self.state.withLock { state in
            state.isGone = true
            defer { state.waiters.removeAll() }
            return state.waiters.values.map(\.self)
        }
        for waiter in waiters { waiter.finish() }
    }

    /// Does what may take long; it is cancelled when the other end closes its side.
    ///
    /// - Throws: ``APIError`` when that happens, and what the body throws.
    func whileThere<Value: Sendable>(
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let departure = self.departure()
        return try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask { try await body() }
            group.addTask {
                for await _ in departure {}
                throw RequestFault.clientLeft
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() else { throw CancellationError() }
            return value
        }
    }

    /// Ends when the other end has closed its side.
    private func departure() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        let id = self.state.withLock { state -> UInt64? in
            guard !state.isGone else { return nil }
            state.nextID += 1
            state.waiters[state.nextID] = continuation
            return state.nextID
        }
        guard let id else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.waiters.removeValue(forKey: id) }
        }
        return stream
    }
}
