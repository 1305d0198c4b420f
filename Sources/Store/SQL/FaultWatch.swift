private import Synchronization

/// Remembers the first error that shows that what lies on the disk is damaged. Pages do not heal, so it
/// stands until the store is opened anew.
package final class FaultWatch: Sendable {
    private let first = Mutex<StoreError?>(nil)

    var fault: StoreError? { self.first.withLock { $0 } }

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
        self.first.withLock { $0 = $0 ?? error }
    }
}
