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

extension OfficeStore {
    /// A reader has found a derived row that is not what was written: has the writer derive all anew. Whatever keeps it
    /// from that is damage of another kind, which shows by itself (``fault``).
    func mend(after error: StoreError) {
        guard case .unreadable = error, self.mending.begin() else { return }
        let (listener, mending) = (self.listener, self.mending)
        self.post { writer in
            defer { mending.end() }
            do throws(StoreError) {
                let writer = try writer.get()
                listener.tell(
                    try writer.commit { work throws(StoreError) in
                        try Rebuild(work: work).runFromNothing()
                    }
                )
            } catch {
                // The store is closed, or the engine's watch has taken note.
            }
        }
    }
}
