package import OfficeWork
internal import OrderedCollections
package import SyncProtocol

/// The list of directives.
struct DirectiveProjector {
    let transaction: Transaction

    func project(_ entry: RecordEntry, from old: RecordState?) {
        let key = entry.record.key
        self.projectNumbers(entry, from: old)
        if let before = old.flatMap({ Directive(key: key, state: $0) }) {
            self.transaction.countDirectives(-1)
            self.transaction.changes.directives[Self.row(before, entry)] = false
            self.transaction.news.touchedDirectives.append(before.id)
        }
        guard let directive = Directive(key: key, state: entry.state) else { return }
        self.transaction.countDirectives(1)
        self.transaction.news.touchedDirectives.append(directive.id)
        let row = Self.row(directive, entry)
        // Rows that go come before those that stay.
        self.transaction.changes.directives.removeValue(forKey: row)
        self.transaction.changes.directives[row] = true
    }

    /// Of a directive with several unsettled numbers all are taken.
    private func projectNumbers(_ entry: RecordEntry, from old: RecordState?) {
        let (id, space) = (entry.record.key, entry.space)
        let before = old.map { RowChanges.Holder.all(in: $0, id: id, space: space) } ?? []
        let after = RowChanges.Holder.all(in: entry.state, id: id, space: space)
        for holder in before where !after.contains(holder) {
            self.transaction.changes.holders[holder] = false
        }
        for holder in after where !before.contains(holder) {
            self.transaction.changes.holders[holder] = true
        }
    }

    private static func row(_ directive: Directive, _ entry: RecordEntry) -> RowChanges.Directive {
        RowChanges.Directive(directive, id: entry.record.key, space: entry.space)
    }
}

extension RowChanges.Directive {
    /// The row of a directive in the list.
    package init(_ directive: OfficeWork.Directive, id: [UInt8], space: Int) {
        self.init(
            issuedOn: directive.listedOn,
            space: space,
            id: id,
            number: directive.number,
            writtenAt: Int64(clamping: directive.writtenAt.raw)
        )
    }
}

extension RowChanges.Holder {
    /// The numbers that a directive takes.
    package static func all(in state: RecordState, id: [UInt8], space: Int) -> [Self] {
        state.choices(DirectiveField.number.rawValue).compactMap(\.value.text).map {
            RowChanges.Holder(number: Needs.NumberKey(space: space, number: $0), id: id)
        }
    }
}
