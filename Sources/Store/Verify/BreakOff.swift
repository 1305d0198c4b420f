private import Synchronization

/// Says that what is under way is not wanted any more.
final class BreakOff: Sendable {
    private let state = Mutex(false)

    var isSet: Bool { self.state.withLock { $0 } }

    func set() {
        self.state.withLock { $0 = true }
    }
}
