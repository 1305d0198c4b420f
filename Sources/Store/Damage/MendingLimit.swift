private import Synchronization

/// How often readers may have all derived anew: a disk that goes on turning bits is not written to for ever.
final class MendingLimit: Sendable {
    /// Since the opening.
    private static let timesMax = 3

    private let state = Mutex((times: 0, isUnderWay: false))

    /// Whether it may begin now.
    func begin() -> Bool {
        self.state.withLock { state in
            guard !state.isUnderWay, state.times < Self.timesMax else { return false }
            state = (state.times + 1, true)
            return true
        }
    }

    func end() {
        self.state.withLock { $0.isUnderWay = false }
    }
}
