internal import Decision
private import Synchronization

/// What is told of the store to all who read it. First of all the state as of the last commit: the writer puts it here once the disk has it and before anybody is
/// told. It is a value of which all copies share what they have in common, so giving it out costs nothing.
final class PublishedState: Sendable {
    private let state = Mutex<StoreState?>(nil)
    private let stop = Mutex(true)
    private let progress = Mutex<RebuildProgress?>(nil)
    private let schedule = Mutex<ScrubSchedule?>(nil)
    private let findings = Mutex(false)

    /// The number of the last commit; 0 before the store is open.
    var number: Int64 { self.state.withLock { $0?.point.number ?? 0 } }

    /// Whether the process before was stopped in order and the disk has kept all; true for a new store.
    var wasStoppedInOrder: Bool { self.stop.withLock { $0 } }

    func noteStop(isOrderly: Bool) {
        self.stop.withLock { $0 = isOrderly }
    }

    /// How far all that is derived anew has come; nil while nothing is.
    var rebuilding: RebuildProgress? { self.progress.withLock { $0 } }

    /// Where the examination in the background stands; nil where there is none.
    var scrub: ScrubSchedule? { self.schedule.withLock { $0 } }

    func noteScrub(_ schedule: ScrubSchedule) {
        self.schedule.withLock { $0 = schedule }
    }

    /// Whether anything stands that an examination has found.
    var hasFindings: Bool { self.findings.withLock { $0 } }

    func noteFindings(_ stand: Bool) {
        self.findings.withLock { $0 = stand }
    }

    func noteRebuilding(_ progress: RebuildProgress?) {
        self.progress.withLock { $0 = progress }
    }

    func put(_ state: StoreState) {
        self.state.withLock { $0 = state }
    }

    /// - Throws: ``StoreError/closed`` before the store is open.
    func get() throws(StoreError) -> StoreState {
        guard let state = self.state.withLock({ $0 }) else { throw .closed }
        return state
    }
}
