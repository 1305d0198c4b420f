import Admin
import OfficeWork
import Store
import SyncProtocol

/// Reports as they are read here.
struct ReportService: Sendable {
    let context: OfficeContext
    let attachments: AttachmentService

    func reports(_ query: ReportQuery, _ page: PageRequest) async throws -> Page<ReportSummary> {
        let attachments = self.attachments
        return try await self.context.read { snapshot, roster in
            let found = try snapshot.reports.page(
                of: try query.office.map { try roster.find($0, field: "office") },
                period: try query.period.map { try QueryTerm.period($0) },
                indicator: try query.indicator.map { try QueryTerm.indicator($0).number },
                try page.range(of: .documents)
            )
            return try Page(found) { try ReportSummary($0, snapshot, roster, attachments) }
        }
    }

    func report(_ reference: String, office: String?) async throws -> ReportDetail {
        let attachments = self.attachments
        return try await self.context.read { snapshot, roster in
            let row = try Self.find(
                reference,
                of: try office.map { try roster.find($0, field: "office") },
                snapshot
            )
            guard let contents = try snapshot.reports.contents(of: row) else {
                throw ReportFault.unknownReport(reference)
            }
            return ReportDetail(
                summary: try ReportSummary(row, snapshot, roster, attachments),
                author: contents.author.description,
                change: contents.change.description,
                figures: contents.entries.map { ReportFigure($0) },
                way: try ReportStep.way(of: row, snapshot, roster)
            )
        }
    }

    private static func find(
        _ reference: String,
        of office: OfficePath?,
        _ snapshot: StoreSnapshot
    ) throws -> ReportRow {
        guard let id = ReportID(hex: reference) else { throw ReportFault.unknownReport(reference) }
        let rows = try snapshot.reports.all(id: id).filter { office == nil || $0.office == office }
        guard let row = rows.first else { throw ReportFault.unknownReport(reference) }
        guard rows.count == 1 else {
            throw ReportFault.ambiguousReport(reference, offices: rows.map { "\($0.office)" })
        }
        return row
    }
}
