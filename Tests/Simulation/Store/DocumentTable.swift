internal import Decision
internal import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

/// Typed rows that follow from the records.
struct DocumentTable: Sendable {
    /// In the order in which they came.
    private(set) var documents: OrderedSet<RowChanges.Document> = []
    private(set) var holders: OrderedSet<RowChanges.Holder> = []
    private(set) var receipts: OrderedDictionary<RowChanges.AnswerKey, Receipt> = [:]
    private(set) var replies: OrderedDictionary<RowChanges.AnswerKey, RowChanges.Reply> = [:]
    /// The records in which something is at odds.
    private(set) var conflicts: OrderedDictionary<RecordKey, RowChanges.Conflict> = [:]
    private(set) var attachments: OrderedDictionary<RowChanges.AttachmentKey, Int64> = [:]

    /// The rows of one kind.
    func documents(of kind: RecordKind) -> [RowChanges.Document] {
        self.documents.filter { $0.record.record.kind == kind.rawValue }
    }

    mutating func save(_ changes: RowChanges) {
        for (row, stays) in changes.documents where !stays { self.documents.remove(row) }
        for (row, stays) in changes.documents where stays { self.documents.append(row) }
        for (holder, stays) in changes.holders where !stays { self.holders.remove(holder) }
        for (holder, stays) in changes.holders where stays { self.holders.append(holder) }
        for (key, receipt) in changes.receipts { self.receipts[key] = receipt }
        for (key, reply) in changes.replies { self.replies[key] = reply }
        for (key, conflict) in changes.conflicts { self.conflicts[key] = conflict }
        for (key, value) in changes.attachments { self.attachments[key] = value?.id }
    }

    // MARK: Loading

    func load(_ needs: Needs, into rows: inout LoadedRows) {
        let directives = self.documents(of: .directive)
        for number in needs.numbers {
            rows.numbers[number] = directives.filter { $0.heading.number == number }
                .sorted {
                    ($0.record.space, "\($0.record.record.key)")
                        < ($1.record.space, "\($1.record.record.key)")
                }
        }
        for key in needs.holders {
            rows.holders[key] = self.holders.filter { $0.number == key }.map(\.key)
                .sorted { $0.lexicographicallyPrecedes($1) }
        }
        for id in needs.directives {
            rows.directives[id] = directives.contains { $0.record.record.key == id }
        }
    }
}
