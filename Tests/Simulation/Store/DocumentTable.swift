internal import Decision
internal import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

/// Typed rows that follow from the records.
struct DocumentTable: Sendable {
    /// Names the row of a directive.
    private struct DirectiveKey: Hashable, Sendable {
        let issuedOn: CivilDate
        let space: Int
        let id: [UInt8]
    }

    /// Names the row of a report.
    private struct ReportKey: Hashable, Sendable {
        let submittedAt: Int64
        let office: Int
        let id: [UInt8]
    }

    private var directiveRows: OrderedDictionary<DirectiveKey, RowChanges.Directive> = [:]
    private var reportRows: OrderedDictionary<ReportKey, RowChanges.Report> = [:]
    private(set) var holders: OrderedSet<RowChanges.Holder> = []
    private(set) var receipts: OrderedDictionary<RowChanges.AnswerKey, Receipt> = [:]
    private(set) var replies: OrderedDictionary<RowChanges.AnswerKey, RowChanges.Reply> = [:]
    /// The records in which something is at odds.
    private(set) var conflicts: OrderedDictionary<RecordKey, RowChanges.Conflict> = [:]
    private(set) var attachments: OrderedDictionary<RowChanges.AttachmentKey, Int64> = [:]

    /// In the order in which they came.
    var directives: [RowChanges.Directive] { Array(self.directiveRows.values) }

    var reports: [RowChanges.Report] { Array(self.reportRows.values) }

    mutating func save(_ changes: RowChanges) {
        for (row, stays) in changes.directives where !stays {
            self.directiveRows.removeValue(forKey: Self.key(row))
        }
        for (row, stays) in changes.directives where stays {
            self.directiveRows[Self.key(row)] = row
        }
        for (holder, stays) in changes.holders where !stays { self.holders.remove(holder) }
        for (holder, stays) in changes.holders where stays { self.holders.append(holder) }
        for (key, receipt) in changes.receipts { self.receipts[key] = receipt }
        for (key, reply) in changes.replies { self.replies[key] = reply }
        for (row, stays) in changes.reports where !stays {
            self.reportRows.removeValue(forKey: Self.key(row))
        }
        for (row, stays) in changes.reports where stays { self.reportRows[Self.key(row)] = row }
        for (key, conflict) in changes.conflicts { self.conflicts[key] = conflict }
        for (key, value) in changes.attachments { self.attachments[key] = value?.id }
    }

    private static func key(_ row: RowChanges.Directive) -> DirectiveKey {
        DirectiveKey(issuedOn: row.issuedOn, space: row.space, id: row.id)
    }

    private static func key(_ row: RowChanges.Report) -> ReportKey {
        ReportKey(submittedAt: row.submittedAt, office: row.office, id: row.id)
    }

    // MARK: Loading

    func load(_ needs: Needs, into rows: inout LoadedRows) {
        for number in needs.numbers {
            rows.numbers[number] = self.directiveRows.values.filter { $0.number == number }
                .sorted { ($0.space, $0.id.description) < ($1.space, $1.id.description) }
        }
        for key in needs.holders {
            rows.holders[key] = self.holders.filter { $0.number == key }.map(\.id)
                .sorted { $0.lexicographicallyPrecedes($1) }
        }
        for id in needs.directives {
            rows.directives[id] = self.directiveRows.values.contains { $0.id == id }
        }
    }
}
