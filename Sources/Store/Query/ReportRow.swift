package import OfficeWork
package import SyncProtocol

/// A progress report and whose it is.
package struct ReportRow: Sendable, Hashable {
    package let office: OfficePath
    package let report: Report
}

extension StoreSnapshot {
    /// Progress reports, newest first.
    ///
    /// - Parameter office: nil for those of all offices.
    package func reports(
        of office: OfficePath? = nil,
        _ range: StoreRange
    ) throws(StoreError) -> StorePage<ReportRow> {
        if let office { return try self.reportsOfOne(office, range) }
        let rows = try self.connection.map(
            """
            SELECT office.path, report.id, record.state
            FROM (SELECT submitted_at, office, id FROM report
                ORDER BY submitted_at DESC, office, id LIMIT ?1 OFFSET ?2) AS report
            JOIN office ON office.id = report.office
            JOIN space ON space.owner = report.office AND space.kind = 3
            JOIN record ON record.space = space.id AND record.kind = 22
                AND record.key = report.id
            ORDER BY submitted_at DESC, report.office, report.id
            """,
            .integer(range.limit),
            .integer(range.offset)
        ) { row in Self.report(row) }
        let total = try self.connection.integer("SELECT COUNT(*) FROM report")
        return StorePage(rows: rows.compactMap { $0 }, total: Int(total))
    }

    private func reportsOfOne(
        _ office: OfficePath,
        _ range: StoreRange
    ) throws(StoreError) -> StorePage<ReportRow> {
        let id = try self.connection.integer(
            "SELECT id FROM office WHERE path = ?1",
            .text(office.description)
        )
        let rows = try self.connection.map(
            """
            SELECT office.path, report.id, record.state
            FROM (SELECT submitted_at, office, id FROM report WHERE office = ?1
                ORDER BY submitted_at DESC, id LIMIT ?2 OFFSET ?3) AS report
            JOIN office ON office.id = report.office
            JOIN space ON space.owner = report.office AND space.kind = 3
            JOIN record ON record.space = space.id AND record.kind = 22
                AND record.key = report.id
            ORDER BY submitted_at DESC, report.id
            """,
            .integer(id),
            .integer(range.limit),
            .integer(range.offset)
        ) { row in Self.report(row) }
        let total = try self.connection.integer(
            "SELECT COUNT(*) FROM report WHERE office = ?1",
            .integer(id)
        )
        return StorePage(rows: rows.compactMap { $0 }, total: Int(total))
    }

    private static func report(_ row: any SQLRow) -> ReportRow? {
        guard let office = OfficePath(text: row.text(0)),
            let state = try? RecordState(decoding: row.bytes(2)),
            let report = Report(key: row.bytes(1), state: state)
        else { return nil }
        return ReportRow(office: office, report: report)
    }
}
