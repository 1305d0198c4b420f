internal import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

/// The list of directives.
struct DirectiveProjector {
    let transaction: Transaction

    func project(_ entry: RecordEntry, from old: RecordState?) {
        let key = entry.record.key
        self.projectNumbers(entry, from: old)
        if let before = old.flatMap({ Directive(key: key, state: $0) }) {
            self.transaction.changes.directives[Self.row(before, entry)] = false
        }
        guard let directive = Directive(key: key, state: entry.state) else { return }
        self.transaction.news.touchedDirectives.append(directive.id)
        let row = Self.row(directive, entry)
        // Rows that go come before those that stay.
        self.transaction.changes.directives.removeValue(forKey: row)
        self.transaction.changes.directives[row] = true
    }

    /// Of a directive with several unsettled numbers all are taken.
    private func projectNumbers(_ entry: RecordEntry, from old: RecordState?) {
        func numbers(_ state: RecordState?) -> [String] {
            state?.choices(DirectiveField.number.rawValue).compactMap(\.value.text) ?? []
        }
        let (before, after) = (numbers(old), numbers(entry.state))
        for number in before where !after.contains(number) {
            self.transaction.changes.holders[Self.holder(number, entry)] = false
        }
        for number in after where !before.contains(number) {
            self.transaction.changes.holders[Self.holder(number, entry)] = true
        }
    }

    private static func holder(_ number: String, _ entry: RecordEntry) -> RowChanges.Holder {
        RowChanges.Holder(
            number: Needs.NumberKey(space: entry.space, number: number),
            id: entry.record.key
        )
    }

    private static func row(_ directive: Directive, _ entry: RecordEntry) -> RowChanges.Directive {
        RowChanges.Directive(
            issuedOn: directive.listedOn,
            space: entry.space,
            id: entry.record.key,
            number: directive.number,
            writtenAt: Int64(clamping: directive.writtenAt.raw)
        )
    }
}
