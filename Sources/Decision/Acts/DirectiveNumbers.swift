internal import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

/// Directives by document number, as this transaction has left their rows.
struct DirectiveNumbers {
    let transaction: Transaction

    func ids(_ number: String) throws(Interruption) -> [(space: Int, id: [UInt8])] {
        guard let stored = self.transaction.rows.numbers[number] else {
            throw .needing(\.numbers, number)
        }
        let changed = self.transaction.changes.documents
        let isCleared = self.transaction.changes.clearsDerived
        let kept = isCleared ? [] : stored.filter { changed[$0] == nil }
        let new = changed.elements.lazy.filter { row, stays in
            stays && row.heading.number == number
                && row.record.record.kind == RecordKind.directive.rawValue
        }
        .map(\.key)
        return (kept + new).map { ($0.record.space, $0.record.record.key) }
    }

    func ids(_ number: String, in space: Int) throws(Interruption) -> [[UInt8]] {
        try self.ids(number).filter { $0.space == space }.map(\.id)
    }
}
