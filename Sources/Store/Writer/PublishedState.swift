internal import Decision
private import Synchronization

/// The state as of the last commit, for readers: the writer puts it here once the disk has it and before anybody is
/// told. It is a value of which all copies share what they have in common, so giving it out costs nothing.
final class PublishedState: Sendable {
    private struct Box: Sendable {
        let state: StoreState
    }

    private let box = Mutex<Box?>(nil)

    func put(_ state: StoreState) {
        self.box.withLock { $0 = Box(state: state) }
    }

    /// - Throws: ``StoreError/closed`` before the store is open.
    func get() throws(StoreError) -> StoreState {
        guard let box = self.box.withLock({ $0 }) else { throw .closed }
        return box.state
    }
}
