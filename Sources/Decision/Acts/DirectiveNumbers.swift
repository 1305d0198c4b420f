internal import OrderedCollections
internal import SyncProtocol

/// Directives by document number, as this transaction has left their rows.
struct DirectiveNumbers {
    let transaction: Transaction

    func ids(_ number: String) throws(Interruption) -> [(space: Int, id: [UInt8])] {
        guard let stored = self.transaction.rows.numbers[number] else {
            throw .needing(\.numbers, number)
        }
        let changed = self.transaction.changes.directives
        let isCleared = self.transaction.changes.clearsDerived
        let kept = isCleared ? [] : stored.filter { changed[$0] == nil }
        let new = changed.elements.lazy.filter { $0.value && $0.key.number == number }.map(\.key)
        return (kept + new).map { ($0.space, $0.id) }
    }

    func ids(_ number: String, in space: Int) throws(Interruption) -> [[UInt8]] {
        try self.ids(number).filter { $0.space == space }.map(\.id)
    }
}
