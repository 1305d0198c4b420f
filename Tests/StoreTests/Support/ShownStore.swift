import OfficeWork
import SyncProtocol

@testable import Store

/// All that people see of a store of what the offices have written: the same after whatever has happened to its disk,
/// as long as nothing is lost and nothing is false. Local numbers, and what a store tells of itself, are not in it.
enum ShownStore {
    private static let range = StoreRange(limit: 1_000)

    /// A line for each thing that is shown, in an order of their own.
    static func lines(_ test: TestStore, of offices: [TestOffice]) throws -> [String] {
        try test.store.read { snapshot throws(StoreError) in
            var lines = try snapshot.reports.page(Self.range).rows.map { "report \($0)" }
            for issued in try snapshot.directives.page(Self.range).rows {
                let id = issued.directive.id
                lines.append("directive \(issued)")
                lines += try snapshot.directives.receipts(of: id).map { "receipt \($0)" }
                lines += try snapshot.directives.answers(to: issued.directive).map {
                    "answer \($0)"
                }
            }
            lines += try snapshot.attachments.all(after: 0, limit: 1_000).map { row in
                "attachment \(row.attachment) \(String(describing: row.owner))"
            }
            for office in offices {
                lines += try snapshot.totals.rows(of: office.path).map { row in
                    "\(office.path) \(row.period) \(row.indicator): "
                        + "\(String(describing: row.own)), \(row.total), \(row.offices), "
                        + "\(row.conflicts)"
                }
            }
            return lines.sorted()
        }
    }

    /// What the rosters say of offices.
    static func offices(_ test: TestStore) throws -> [String] {
        try test.store.read { snapshot throws(StoreError) in
            snapshot.offices.all.map { row in
                "\(row.path) \(String(describing: row.level)) \(row.name ?? "") "
                    + "\(String(describing: row.hostedBy)) \(row.listing)"
            }
        }
    }

    /// The audit log, oldest first.
    static func audit(_ test: TestStore) throws -> [AuditRow] {
        try test.store.read { snapshot throws(StoreError) in
            try snapshot.journal.audit(Self.range).rows.reversed()
        }
    }
}
