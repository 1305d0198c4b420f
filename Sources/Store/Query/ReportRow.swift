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
    /// - Parameters:
    ///   - office: nil for those of all offices.
    ///   - period: nil for those of all periods.
    ///   - indicator: only where the office has a figure of it for the report's period.
    package func reports(
        of office: OfficePath? = nil,
        period: Period? = nil,
        indicator: UInt16? = nil,
        _ range: StoreRange
    ) throws(StoreError) -> StorePage<ReportRow> {
        let period = SQLValue.optional(period?.text)
        let indicator = SQLValue.optional(indicator.map { "%,\($0),%" })
        if let office { return try self.reportsOfOne(office, period, indicator, range) }
        // SQLite keeps to the order of cross joins: the page first, not all records of all reports.
        let rows = try self.connection.map(
            """
            SELECT office.path, report.id, record.state
            FROM (SELECT submitted_at, office, id FROM report
                WHERE (CAST(?3 AS TEXT) IS NULL OR period = ?3)
                    AND (CAST(?4 AS TEXT) IS NULL OR EXISTS (
                        SELECT 1 FROM totals WHERE totals.office = report.office
                        AND totals.period = report.period AND totals.own LIKE ?4))
                ORDER BY submitted_at DESC, office, id LIMIT ?1 OFFSET ?2) AS report
            CROSS JOIN office CROSS JOIN space CROSS JOIN record
            WHERE office.id = report.office AND space.owner = report.office AND space.kind = 3
                AND record.space = space.id AND record.kind = 22 AND record.key = report.id
            ORDER BY submitted_at DESC, report.office, report.id
            """,
            .integer(range.limit),
            .integer(range.offset),
            period,
            indicator
        ) { row in Self.report(row) }
        let total = try self.connection.integer(
            """
            SELECT COUNT(*) FROM report
            WHERE (CAST(?1 AS TEXT) IS NULL OR period = ?1) AND (CAST(?2 AS TEXT) IS NULL OR EXISTS (
                SELECT 1 FROM totals WHERE totals.office = report.office
                AND totals.period = report.period AND totals.own LIKE ?2))
            """,
            period,
            indicator
        )
        return StorePage(rows: rows.compactMap { $0 }, total: Int(total))
    }

    private func reportsOfOne(
        _ office: OfficePath,
        _ period: SQLValue,
        _ indicator: SQLValue,
        _ range: StoreRange
    ) throws(StoreError) -> StorePage<ReportRow> {
        let id = try self.connection.integer(
            "SELECT id FROM office WHERE path = ?1",
            .text(office.description)
        )
        let rows = try self.connection.map(
            """
            SELECT office.path, report.id, record.state
            FROM (SELECT submitted_at, office, id FROM report
                WHERE office = ?1 AND (CAST(?4 AS TEXT) IS NULL OR period = ?4)
                    AND (CAST(?5 AS TEXT) IS NULL OR EXISTS (
                        SELECT 1 FROM totals WHERE totals.office = report.office
                        AND totals.period = report.period AND totals.own LIKE ?5))
                ORDER BY submitted_at DESC, id LIMIT ?2 OFFSET ?3) AS report
            JOIN office ON office.id = report.office
            JOIN space ON space.owner = report.office AND space.kind = 3
            JOIN record ON record.space = space.id AND record.kind = 22
                AND record.key = report.id
            ORDER BY submitted_at DESC, report.id
            """,
            .integer(id),
            .integer(range.limit),
            .integer(range.offset),
            period,
            indicator
        ) { row in Self.report(row) }
        let total = try self.connection.integer(
            """
            SELECT COUNT(*) FROM report
            WHERE office = ?1 AND (CAST(?2 AS TEXT) IS NULL OR period = ?2)
                AND (CAST(?3 AS TEXT) IS NULL OR EXISTS (
                    SELECT 1 FROM totals WHERE totals.office = report.office
                    AND totals.period = report.period AND totals.own LIKE ?3))
            """,
            .integer(id),
            period,
            indicator
        )
        return StorePage(rows: rows.compactMap { $0 }, total: Int(total))
    }

    /// A report out of its office's path, its key and its record.
    static func report(_ row: any SQLRow) -> ReportRow? {
        guard let office = OfficePath(text: row.text(0)),
            let state = try? RecordState(decoding: row.bytes(2)),
            let report = Report(key: row.bytes(1), state: state)
        else { return nil }
        return ReportRow(office: office, report: report)
    }
}
