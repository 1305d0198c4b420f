internal import Decision
private import Synchronization

/// The state as of the last commit, for readers: the writer puts it here once the disk has it and before anybody is
/// told. It is a value of which all copies share what they have in common, so giving it out costs nothing.
final class PublishedState: Sendable {
    private let state = Mutex<StoreState?>(nil)

    func put(_ state: StoreState) {
        self.state.withLock { $0 = state }
    }

    /// - Throws: ``StoreError/closed`` before the store is open.
    func get() throws(StoreError) -> StoreState {
        guard let state = self.state.withLock({ $0 }) else { throw .closed }
        return state
    }
}
