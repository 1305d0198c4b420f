internal import Decision
internal import OfficeWork
internal import SyncProtocol

extension StoredReports {
    /// Bytes of changes read at a time while a report's figures are looked for.
    private static let figurePageBytesMax = 1024 * 1024
    /// How often; figures lie in the report's own change, or a few changes behind it.
    private static let figurePagesMax = 16

    /// Earlier reports that are looked at for what a report's figures replaced.
    private static let earlierReportsMax: Int64 = 8

    /// The figures that a report came with, and who signed it. Nil when the change that wrote it is
    /// not held here.
    package func contents(of row: ReportRow) throws(StoreError) -> ReportContents? {
        let space = SpaceID(.reports, of: row.office)
        let record = RecordKind.report.record(row.report.id.bytes)
        guard let position = try self.records.stored(record, in: space)?.position,
            let (id, change) = try self.change(at: position)
        else { return nil }
        return ReportContents(
            change: id,
            author: change.feed.author,
            entries: try self.entries(
                self.figures(of: row.report, from: position),
                after: self.earlierFigures(than: row),
                in: space
            )
        )
    }

    /// How many of a report's figures took the place of what earlier reports of the office and the period had said.
    package func replacedCount(of row: ReportRow) throws(StoreError) -> Int {
        // Most are the first of their period: then nothing else is read.
        guard try !self.earlierReports(than: row).isEmpty else { return 0 }
        return try self.contents(of: row)?.entries.count { $0.earlier != nil } ?? 0
    }

    private func figures(
        of report: Report,
        from position: Int64
    ) throws(StoreError) -> [ReportedFigure] {
        var figures = ReportedFigures(of: report)
        var after = ChangePosition.number(position) - 1
        for _ in 0..<Self.figurePagesMax where !figures.isComplete {
            let page = try StoredChange.page(
                feed: ChangePosition.feed(position),
                after: after,
                byteCountMax: Self.figurePageBytesMax,
                self.connection
            )
            guard let last = page.last else { break }
            for stored in page where !figures.isComplete {
                guard stored.isWhole(by: self.suite),
                    let change = try? Change(decoding: stored.signed.body)
                else { continue }
                try? figures.read(change, id: ChangeID(prefixOf: stored.digest))
            }
            after = last.number
        }
        return figures.found
    }

    /// The figures of the reports of the same office and period before a report, latest first.
    private func earlierFigures(
        than row: ReportRow
    ) throws(StoreError) -> [(report: Report, figures: [ReportedFigure])] {
        try self.earlierReports(than: row).map { (row) throws(StoreError) in
            (row.report, try self.figures(of: row.report, from: row.position))
        }
    }

    /// The reports of the same office and period before a report, latest first, and where they stand.
    private func earlierReports(
        than row: ReportRow
    ) throws(StoreError) -> [(report: Report, position: Int64)] {
        let space = SpaceID(.reports, of: row.office)
        let rows = try self.connection.map(
            """
            SELECT office.path, document.key, record.state, record.position FROM office
            JOIN space ON space.owner = office.id AND space.kind = 3
            JOIN document ON document.space = space.id AND document.kind = 22
            JOIN record ON record.space = space.id AND record.kind = 22
                AND record.key = document.key
            WHERE office.path = ?1 AND document.period = ?2 AND document.rank < ?3
            ORDER BY document.rank DESC, document.key LIMIT ?4
            """,
            .text(space.owner.description),
            .text(row.report.period.text),
            .integer(row.report.submittedAt),
            .integer(Self.earlierReportsMax)
        ) { row throws(StoreError) in
            try Self.report(row).map { (report: $0.report, position: row.integer(3)) }
        }
        return rows.compactMap { $0 }
    }

    private func entries(
        _ figures: [ReportedFigure],
        after earlier: [(report: Report, figures: [ReportedFigure])],
        in space: SpaceID
    ) throws(StoreError) -> [ReportContents.Entry] {
        var entries: [ReportContents.Entry] = []
        var start = figures.startIndex
        while start < figures.endIndex {
            let period = figures[start].period
            let end = figures[start...].firstIndex { $0.period != period } ?? figures.endIndex
            let stored = try self.records.stored(
                RecordKind.figures.record(Array(period.text.utf8)),
                in: space
            )
            let last = try stored.flatMap { stored throws(StoreError) in
                try self.change(at: stored.position)
            }
            for figure in figures[start..<end] {
                let standing = stored.flatMap { StandingFigure(figure.indicator, in: $0.state) }
                let isLast = standing != nil && standing?.change == last?.id
                entries.append(
                    ReportContents.Entry(
                        figure: figure,
                        standing: standing,
                        standingUser: isLast ? last?.change.user : nil,
                        earlier: Self.earlier(figure, earlier)
                    )
                )
            }
            start = end
        }
        return entries
    }

    /// What the latest earlier report with this figure said, where it said something else.
    private static func earlier(
        _ figure: ReportedFigure,
        _ reports: [(report: Report, figures: [ReportedFigure])]
    ) -> ReportContents.EarlierFigure? {
        for (report, figures) in reports {
            let found = figures.first {
                $0.indicator == figure.indicator && $0.period == figure.period
            }
            guard let found else { continue }
            return found.value == figure.value
                ? nil : ReportContents.EarlierFigure(value: found.value, report: report)
        }
        return nil
    }

    private func change(
        at position: Int64
    ) throws(StoreError) -> (id: ChangeID, change: Change)? {
        guard position != 0 else { return nil }
        let page = try StoredChange.page(
            feed: ChangePosition.feed(position),
            after: ChangePosition.number(position) - 1,
            byteCountMax: 0,
            self.connection
        )
        guard let stored = page.first, stored.isWhole(by: self.suite),
            let change = try? Change(decoding: stored.signed.body)
        else { return nil }
        return (ChangeID(prefixOf: stored.digest), change)
    }
}
