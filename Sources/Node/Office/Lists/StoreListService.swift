import Admin
import OfficeWork
import Store
import SyncProtocol

/// What the store lists for whoever looks after the node: feeds, what was refused or is not known, events, who did what.
struct StoreListService: Sendable {
    let context: OfficeContext

    func feeds(_ page: PageRequest) async throws -> Page<FeedSummary> {
        try await self.context.read { snapshot in
            Page(try snapshot.feeds.page(try page.range(of: .feeds))) { FeedSummary($0) }
        }
    }

    func quarantine(_ page: PageRequest) async throws -> Page<QuarantineItem> {
        try await self.context.read { snapshot in
            Page(try snapshot.journal.quarantine(try page.range(of: .quarantine))) {
                QuarantineItem($0)
            }
        }
    }

    func events(_ page: PageRequest) async throws -> Page<NodeEvent> {
        try await self.context.read { snapshot in
            Page(try snapshot.journal.events(try page.range(of: .events))) { NodeEvent($0) }
        }
    }

    func audit(_ query: AuditQuery, _ page: PageRequest) async throws -> Page<AuditEntry> {
        try await self.context.read { snapshot in
            let range = try page.range(of: .audit)
            return Page(try snapshot.journal.audit(range, by: query.user)) { AuditEntry($0) }
        }
    }

    /// Takes as long as reading the whole log does.
    func verifyAudit() async throws -> AuditReport {
        let store = self.context.store
        return try await self.context.reader.reading { AuditReport(try store.verifyAudit()) }
    }

    func unknownRecords(_ page: PageRequest) async throws -> Page<UnknownRecord> {
        try await self.context.read { snapshot in
            let found = try snapshot.records.unknown(try page.range(of: .unknownRecords))
            return Page(found) { row in
                UnknownRecord(
                    space: "\(row.space)",
                    kind: Int(row.record.kind),
                    key: Hexadecimal.text(row.record.key),
                    isSpaceUnknown: row.isSpaceUnknown,
                    isKindUnknown: row.isKindUnknown,
                    fields: row.fields.map { Int($0) }
                )
            }
        }
    }
}
