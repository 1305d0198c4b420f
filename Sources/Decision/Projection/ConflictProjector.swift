package import OfficeWork
internal import OrderedCollections
package import SyncProtocol

/// Which records a person has to settle.
struct ConflictProjector {
    let transaction: Transaction

    func project(_ entry: RecordEntry, from old: RecordState?, of kind: RecordDeclaration) {
        let before = old.flatMap { RowChanges.Conflict($0, by: kind) }
        let after = RowChanges.Conflict(entry.state, by: kind)
        guard before != after else { return }
        self.transaction.countConflicts((after == nil ? 0 : 1) - (before == nil ? 0 : 1))
        self.transaction.changes.conflicts.updateValue(after, forKey: entry.key)
    }
}

extension RowChanges.Conflict {
    /// Nil when nothing in the record is at odds.
    package init?(_ state: RecordState, by kind: RecordDeclaration) {
        let fields = kind.conflicts(in: state)
        guard !fields.isEmpty else { return nil }
        let latest = fields.flatMap { state.choices($0).prefix(1) }.map(\.stamp).max()
        self.init(fields: fields.count, at: latest?.milliseconds ?? 0)
    }
}
