private import Synchronization

/// Remembers the first error that shows that what lies on the disk is damaged. It stands until all was looked at since
/// and found well, or the store is opened anew.
package final class FaultWatch: Sendable {
    private struct State {
        var first: StoreError?
        var count = 0
        var told: [@Sendable (StoreError) -> Void] = []
    }

    private let state = Mutex(State())

    var fault: StoreError? { self.state.withLock { $0.first } }

    /// How many there were since the opening.
    var count: Int { self.state.withLock { $0.count } }

    /// Adds one who is told, once, that pages of the file are not what was written there.
    func tell(_ told: @escaping @Sendable (StoreError) -> Void) {
        let known = self.state.withLock { state -> StoreError? in
            state.told.append(told)
            return state.first.flatMap { $0.callsForSalvage ? $0 : nil }
        }
        if let known { told(known) }
    }

    /// Forgets the error unless there were more of them by now.
    ///
    /// - Parameter count: how many there were when somebody began to look at all.
    /// - Returns: false when there were more.
    func forget(ifCountIs count: Int) -> Bool {
        self.state.withLock { state in
            // Pages do not heal: what calls for saving stands until the store is opened anew.
            guard state.count == count, state.first?.callsForSalvage != true else { return false }
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
        let told = self.state.withLock { state -> [@Sendable (StoreError) -> Void] in
            let isFirst = error.callsForSalvage && state.first?.callsForSalvage != true
            if state.first == nil || isFirst { state.first = error }
            state.count += 1
            return isFirst ? state.told : []
        }
        for told in told { told(error) }
    }
}
