import Admin
import NodeProcesses
import Synchronization

/// A clerk who writes one thing after the other at one node, and repeats what was not acknowledged
/// until it is, however often the node dies.
final class Writer: Sendable {
    /// One thing to write. True when it is done; false when it cannot be done yet.
    typealias Act = @Sendable (_ client: OfficeClient, _ number: Int) async throws -> Bool

    /// Before a node that is down is asked again.
    private static let pauseMicroseconds: Int64 = 5_000

    private struct State {
        var acknowledged = 0
        var repeated = 0
        var isToStop = false
    }

    private let node: NodeProcess
    private let act: Act
    private let state = Mutex(State())

    init(_ node: NodeProcess, _ act: @escaping Act) {
        self.node = node
        self.act = act
    }

    /// Numbers 0 up to this have been acknowledged.
    var acknowledged: Int { self.state.withLock { $0.acknowledged } }

    /// Writes that failed because the node was down, and were repeated.
    var repeated: Int { self.state.withLock { $0.repeated } }

    /// After the write under way; a write that is not acknowledged is repeated all the same.
    func stop() { self.state.withLock { $0.isToStop = true } }

    /// Returns after ``stop()``, when everything begun is acknowledged.
    func work() async throws {
        let client = try self.node.client()
        while !self.state.withLock({ $0.isToStop }) {
            guard !(try await self.isDone(self.acknowledged, client)) else {
                self.state.withLock { $0.acknowledged += 1 }
                continue
            }
            // Nothing to do for the moment.
            try await Waiting.moment(microseconds: Self.pauseMicroseconds)
        }
    }

    /// Asks until the node answers.
    private func isDone(_ number: Int, _ client: OfficeClient) async throws -> Bool {
        while true {
            do {
                return try await self.act(client, number)
            } catch let error as APIError where error.code == .unavailable {
                self.state.withLock { $0.repeated += 1 }
                try await Waiting.moment(microseconds: Self.pauseMicroseconds)
            }
        }
    }

    /// Waits until so many more are acknowledged.
    func wait(forMore count: Int) async throws {
        let target = self.acknowledged + count
        try await Waiting.until("\(self.node.office): \(target) writes") {
            self.acknowledged >= target
        }
    }
}
