private import Dispatch
private import Synchronization

/// Carries one value from the writer's thread to a thread that waits for it.
final class Handover<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)
    private let bell = DispatchSemaphore(value: 0)

    /// Gives the value. Once.
    func give(_ value: Value) {
        self.value.withLock { $0 = value }
        self.bell.signal()
    }

    /// Blocks until the value is there.
    func wait() -> Value {
        while true {
            self.bell.wait()
            if let value = self.value.withLock({ $0 }) { return value }
        }
    }
}
