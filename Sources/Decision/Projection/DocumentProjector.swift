package import OfficeWork
internal import OrderedCollections
package import SyncProtocol

/// The index of documents: what lists go by, for every kind whose declaration says that there is a list of it.
struct DocumentProjector {
    let transaction: Transaction

    func project(_ entry: RecordEntry, from old: RecordState?, of kind: RecordDeclaration) {
        guard kind.index != nil else { return }
        self.projectNumbers(entry, from: old, of: kind)
        let before = old.flatMap { RowChanges.Document(entry.key, $0, by: kind) }
        let after = RowChanges.Document(entry.key, entry.state, by: kind)
        guard before != after else { return }
        if let before {
            self.transaction.countDocuments(-1, of: kind.number)
            self.transaction.changes.documents[before] = false
        }
        guard let after else { return }
        self.transaction.countDocuments(1, of: kind.number)
        // Rows that go come before those that stay.
        self.transaction.changes.documents.removeValue(forKey: after)
        self.transaction.changes.documents[after] = true
    }

    /// Of a record with several unsettled numbers all are taken.
    private func projectNumbers(
        _ entry: RecordEntry,
        from old: RecordState?,
        of kind: RecordDeclaration
    ) {
        let before = old.map { RowChanges.Holder.all(entry.key, $0, by: kind) } ?? []
        let after = RowChanges.Holder.all(entry.key, entry.state, by: kind)
        for holder in before where !after.contains(holder) {
            self.transaction.changes.holders[holder] = false
        }
        for holder in after where !before.contains(holder) {
            self.transaction.changes.holders[holder] = true
        }
    }
}

extension RowChanges.Document {
    /// The row of a record in the index; nil when there is none.
    package init?(_ key: RecordKey, _ state: RecordState, by kind: RecordDeclaration) {
        guard let heading = RecordHeading(key.record, state, by: kind) else { return nil }
        self.init(record: key, heading: heading)
    }
}

extension RowChanges.Holder {
    /// The numbers that a record takes.
    package static func all(
        _ key: RecordKey,
        _ state: RecordState,
        by kind: RecordDeclaration
    ) -> [Self] {
        guard let index = kind.index, index.isNumberUnique, let field = index.number else {
            return []
        }
        return state.choices(field).compactMap(\.value.text).map { number in
            RowChanges.Holder(
                number: Needs.NumberKey(space: key.space, kind: kind.number, number: number),
                key: key.record.key
            )
        }
    }
}
