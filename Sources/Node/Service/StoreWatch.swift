import Admin
import Decision
import ServiceLifecycle
import Store
import Synchronization

/// Ends what runs when the store can no longer be relied on.
///
/// When the disk has failed, the process ends: what was acknowledged is safe, nothing more may be promised, and whoever
/// watches the process starts it again once the disk is well. When pages of the file are not what was written there, the
/// node closes in good order and opens the store anew, which saves what is whole (``StoreDamaged``).
final class StoreWatch: Service {
    private let faults: AsyncStream<StoreError>
    private let continuation: AsyncStream<StoreError>.Continuation
    private let found = Mutex<StoreError?>(nil)

    init() {
        (self.faults, self.continuation) = AsyncStream.makeStream(
            bufferingPolicy: .bufferingOldest(1)
        )
    }

    /// Why the store should be opened anew; nil when nothing asks for it.
    var damage: StoreError? { self.found.withLock { $0 } }

    /// Called on the writer's thread; returns at once.
    func heard(_ error: StoreError) {
        if error.isDiskFault { self.continuation.yield(error) }
    }

    /// Called by whoever came upon the damage; returns at once.
    func heardOfDamage(_ error: StoreError) {
        self.found.withLock { $0 = $0 ?? error }
        self.continuation.yield(error)
    }

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            for await error in self.faults {
                guard error.isDiskFault else { return }
                throw NodeFailure(.outputFailed, error.chinese, error.english)
            }
        }
    }
}

/// The store has to be opened anew.
struct StoreDamaged: Error {
    let cause: StoreError
}
