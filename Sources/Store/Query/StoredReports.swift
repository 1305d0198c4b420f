internal import Decision
package import OfficeWork
package import SyncProtocol

/// What a snapshot says of progress reports.
package struct StoredReports {
    let connection: any SQLConnection
    /// By which the tree hashes.
    let suite: SignatureSuite
    let directory: Directory
    /// How many there are.
    let documents: DocumentTally
    let records: StoredRecords

    /// Progress reports, newest first.
    ///
    /// - Parameters:
    ///   - office: nil for those of all offices.
    ///   - period: nil for those of all periods.
    ///   - indicator: only where the office has a figure of it for the report's period.
    package func page(
        of office: OfficePath? = nil,
        period: Period? = nil,
        indicator: UInt16? = nil,
        _ range: StoreRange
    ) throws(StoreError) -> StorePage<ReportRow> {
        let indicator = SQLValue.optional(indicator.map { "%,\($0),%" })
        let period = SQLValue.optional(period?.text)
        if let office { return try self.reports(ofOne: office, period, indicator, range) }
        if case .text = period { return try self.reports(ofPeriod: period, indicator, range) }
        let total = try self.reportCount(having: indicator)
        return try self.connection.page(
            of: .documents,
            range,
            total: total,
            """
            SELECT listed.rank, listed.space, listed.key, office.path, record.state
            FROM (SELECT rank, space, key FROM document
                WHERE kind = 22 AND (rank, space, key) < (?1, ?2, ?3)
                    AND (CAST(?5 AS TEXT) IS NULL OR EXISTS (
                        SELECT 1 FROM space JOIN totals ON totals.office = space.owner
                        WHERE space.id = document.space
                        AND totals.period = document.period AND totals.own LIKE ?5))
                ORDER BY rank DESC, space DESC, key DESC LIMIT ?4) AS listed
            CROSS JOIN space CROSS JOIN office CROSS JOIN record
            WHERE space.id = listed.space AND office.id = space.owner
                AND record.space = listed.space AND record.kind = 22 AND record.key = listed.key
            ORDER BY listed.rank DESC, listed.space DESC, listed.key DESC
            """,
            [indicator],
            body: Self.listed
        )
    }

    /// The directives that most reports of a period say that they answer, by their ids or numbers; of so many that a
    /// look at each costs little.
    package func answered(in period: Period) -> [String] { self.documents.answered(in: period) }

    /// The reports that answer a directive, newest first.
    package func page(
        answering directive: Directive,
        _ range: StoreRange
    ) throws(StoreError) -> StorePage<ReportRow> {
        let names: [SQLValue] = [.text(directive.id.description), .text(directive.number)]
        let total = try self.connection.integer(
            "SELECT COUNT(*) FROM document WHERE about IN (?1, ?2) AND kind = 22",
            names[0],
            names[1]
        )
        return try self.connection.page(
            of: .documents,
            range,
            total: Int(total),
            """
            SELECT listed.rank, listed.space, listed.key, office.path, record.state
            FROM (SELECT rank, space, key FROM (
                    SELECT * FROM (SELECT rank, space, key FROM document
                        WHERE about = ?5 AND kind = 22 AND (rank, space, key) < (?1, ?2, ?3)
                        ORDER BY rank DESC, space DESC, key DESC LIMIT ?4) AS by_id
                    UNION ALL
                    SELECT * FROM (SELECT rank, space, key FROM document
                        WHERE about = ?6 AND kind = 22 AND (rank, space, key) < (?1, ?2, ?3)
                        ORDER BY rank DESC, space DESC, key DESC LIMIT ?4) AS by_number
                ) AS found ORDER BY rank DESC, space DESC, key DESC LIMIT ?4) AS listed
            CROSS JOIN space CROSS JOIN office CROSS JOIN record
            WHERE space.id = listed.space AND office.id = space.owner
                AND record.space = listed.space AND record.kind = 22 AND record.key = listed.key
            ORDER BY listed.rank DESC, listed.space DESC, listed.key DESC
            """,
            names,
            body: Self.listed
        )
    }

    /// The reports with an id, in tree order: one for each office that has used it.
    package func all(id: ReportID) throws(StoreError) -> [ReportRow] {
        try self.connection.map(
            """
            SELECT office.path, record.key, record.state FROM space
            JOIN office ON office.id = space.owner
            JOIN record ON record.space = space.id AND record.kind = 22 AND record.key = ?1
            WHERE space.kind = 3 ORDER BY office.path
            """,
            .bytes(id.bytes)
        ) { row throws(StoreError) in try Self.report(row) }.compactMap { $0 }
    }

    private func reports(
        ofPeriod period: SQLValue,
        _ indicator: SQLValue,
        _ range: StoreRange
    ) throws(StoreError) -> StorePage<ReportRow> {
        let total = try self.reportCount(of: period, having: indicator)
        return try self.connection.page(
            of: .documents,
            range,
            total: total,
            """
            SELECT listed.rank, listed.space, listed.key, office.path, record.state
            FROM (SELECT rank, space, key FROM document
                WHERE kind = 22 AND period = ?5 AND (rank, space, key) < (?1, ?2, ?3)
                    AND (CAST(?6 AS TEXT) IS NULL OR EXISTS (
                        SELECT 1 FROM space JOIN totals ON totals.office = space.owner
                        WHERE space.id = document.space
                        AND totals.period = document.period AND totals.own LIKE ?6))
                ORDER BY rank DESC, space DESC, key DESC LIMIT ?4) AS listed
            CROSS JOIN space CROSS JOIN office CROSS JOIN record
            WHERE space.id = listed.space AND office.id = space.owner
                AND record.space = listed.space AND record.kind = 22 AND record.key = listed.key
            ORDER BY listed.rank DESC, listed.space DESC, listed.key DESC
            """,
            [period, indicator],
            body: Self.listed
        )
    }

    private func reports(
        ofOne office: OfficePath,
        _ period: SQLValue,
        _ indicator: SQLValue,
        _ range: StoreRange
    ) throws(StoreError) -> StorePage<ReportRow> {
        guard let place = self.directory.space(SpaceID(.reports, of: office)) else { return .none }
        let space = SQLValue.integer(Directory.id(place))
        let total = try self.reportCount(ofOne: office, space, period, having: indicator)
        return try self.connection.page(
            of: .documents,
            range,
            total: total,
            """
            SELECT listed.rank, listed.space, listed.key, office.path, record.state
            FROM (SELECT rank, space, key FROM document
                WHERE kind = 22 AND space = ?5 AND (rank, space, key) < (?1, ?2, ?3)
                    AND (CAST(?6 AS TEXT) IS NULL OR period = ?6)
                    AND (CAST(?7 AS TEXT) IS NULL OR EXISTS (
                        SELECT 1 FROM space JOIN totals ON totals.office = space.owner
                        WHERE space.id = document.space
                        AND totals.period = document.period AND totals.own LIKE ?7))
                ORDER BY rank DESC, key DESC LIMIT ?4) AS listed
            CROSS JOIN space CROSS JOIN office CROSS JOIN record
            WHERE space.id = listed.space AND office.id = space.owner
                AND record.space = listed.space AND record.kind = 22 AND record.key = listed.key
            ORDER BY listed.rank DESC, listed.space DESC, listed.key DESC
            """,
            [space, period, indicator],
            body: Self.listed
        )
    }

    // MARK: Counts

    private func reportCount(having indicator: SQLValue) throws(StoreError) -> Int {
        guard case .text = indicator else { return self.documents.reports }
        var count = 0
        for period in self.documents.periods {
            count += try self.reportCount(of: .text(period.text), having: indicator)
        }
        return count
    }

    private func reportCount(
        of period: SQLValue,
        having indicator: SQLValue
    ) throws(StoreError) -> Int {
        if case .null = indicator, case .text(let text) = period {
            return Period(text).map { self.documents.reports(of: $0) } ?? 0
        }
        let count = try self.connection.integer(
            """
            SELECT COUNT(*) FROM document WHERE kind = 22 AND period = ?1 AND EXISTS (
                SELECT 1 FROM space JOIN totals ON totals.office = space.owner
                WHERE space.id = document.space
                AND totals.period = document.period AND totals.own LIKE ?2)
            """,
            period,
            indicator
        )
        return Int(count)
    }

    private func reportCount(
        ofOne office: OfficePath,
        _ space: SQLValue,
        _ period: SQLValue,
        having indicator: SQLValue
    ) throws(StoreError) -> Int {
        if case .null = period, case .null = indicator {
            return self.directory.office(office).map { self.directory.counts[$0].reports } ?? 0
        }
        let count = try self.connection.integer(
            """
            SELECT COUNT(*) FROM document
            WHERE kind = 22 AND space = ?1 AND (CAST(?2 AS TEXT) IS NULL OR period = ?2)
                AND (CAST(?3 AS TEXT) IS NULL OR EXISTS (
                    SELECT 1 FROM space JOIN totals ON totals.office = space.owner
                    WHERE space.id = document.space
                    AND totals.period = document.period AND totals.own LIKE ?3))
            """,
            space,
            period,
            indicator
        )
        return Int(count)
    }

    /// A row of the list: its key, the path of its office, and its record.
    private static func listed(_ row: any SQLRow) throws(StoreError) -> ReportRow? {
        try Self.report(path: row.text(3), id: row.bytes(2), state: row.bytes(4))
    }

    /// A report out of its office's path, its key and its record.
    static func report(_ row: any SQLRow) throws(StoreError) -> ReportRow? {
        try Self.report(path: row.text(0), id: row.bytes(1), state: row.bytes(2))
    }

    static func report(
        path: String,
        id: [UInt8],
        state: [UInt8]
    ) throws(StoreError) -> ReportRow? {
        guard let office = OfficePath(text: path) else {
            throw .unreadable(record: "office \(path)")
        }
        let state = try RecordState(
            row: state,
            of: RecordKind.report.record(id),
            in: SpaceID(.reports, of: office)
        )
        guard let report = Report(key: id, state: state) else { return nil }
        return ReportRow(office: office, report: report)
    }
}
