private import Synchronization

/// Remembers the first error that shows that what lies on the disk is damaged. It stands until all was looked at since
/// and found well, or the store is opened anew.
package final class FaultWatch: Sendable {
    private let state = Mutex((first: StoreError?.none, count: 0))

    var fault: StoreError? { self.state.withLock { $0.first } }

    /// How many there were since the opening.
    var count: Int { self.state.withLock { $0.count } }

    /// Forgets the error unless there were more of them by now.
    ///
    /// - Parameter count: how many there were when somebody began to look at all.
    /// - Returns: false when there were more.
    func forget(ifCountIs count: Int) -> Bool {
        self.state.withLock { state in
            guard state.count == count else { return false }
            state.first = nil
            return true
        }
    }

    func watching<Value>(_ body: () throws(StoreError) -> Value) throws(StoreError) -> Value {
        do throws(StoreError) {
            return try body()
        } catch {
            self.note(error)
            throw error
        }
    }

    /// Takes note of an error that does not end what was under way.
    func note(_ error: StoreError) {
        guard error.isDamage else { return }
        self.state.withLock { $0 = ($0.first ?? error, $0.count + 1) }
    }
}
