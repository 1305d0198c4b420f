import Admin
import Decision
import ServiceLifecycle
import Store

/// Stops the node when the disk has failed: what was acknowledged is safe, and nothing more may be
/// promised. Whoever watches the process starts it again once the disk is well.
struct StoreWatch: Service {
    private let faults: AsyncStream<StoreError>
    private let continuation: AsyncStream<StoreError>.Continuation

    init() {
        (self.faults, self.continuation) = AsyncStream.makeStream(
            bufferingPolicy: .bufferingOldest(1)
        )
    }

    /// Called on the writer's thread; returns at once.
    func heard(_ error: StoreError) {
        if error.isDiskFault { self.continuation.yield(error) }
    }

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            for await error in self.faults {
                throw NodeFailure(.outputFailed, error.chinese, error.english)
            }
        }
    }
}
