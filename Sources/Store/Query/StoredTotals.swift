internal import Decision
package import OfficeWork
package import SyncProtocol

/// What a snapshot says of totals over offices and those below them.
package struct StoredTotals {
    let connection: any SQLConnection
    let directory: Directory

    /// The totals of an office, newest period first and then by indicator. Those that have become empty
    /// are left out. Only this store's own office and those below it have totals here.
    ///
    /// - Parameters:
    ///   - period: nil for all.
    ///   - indicator: an indicator's number; nil for all.
    ///   - children: which of the direct children that have figures, in tree order; nil for none.
    package func rows(
        of office: OfficePath,
        period: Period? = nil,
        indicator: UInt16? = nil,
        children: TotalChildren? = TotalChildren()
    ) throws(StoreError) -> [TotalRow] {
        let parts = try self.childSums(of: office, period, indicator, children)
        var rows: [TotalRow] = []
        for (period, totals) in try self.totals(of: office, period) {
            for cell in totals.cells where cell.counts(for: indicator) {
                let key = FigureKey(period: period, indicator: cell.indicator)
                rows.append(
                    TotalRow(
                        period: period,
                        indicator: cell.indicator,
                        own: cell.own,
                        ownConflicts: cell.ownConflicts,
                        total: cell.total,
                        offices: cell.offices,
                        conflicts: cell.conflicts,
                        updatedAt: totals.updatedAt,
                        children: parts[key] ?? []
                    )
                )
            }
        }
        return rows.sorted {
            $0.period == $1.period ? $0.indicator < $1.indicator : $0.period > $1.period
        }
    }

    /// All totals of an office, or those of one period.
    private func totals(
        of office: OfficePath,
        _ period: Period?
    ) throws(StoreError) -> [(Period, Totals)] {
        try self.connection.map(
            """
            SELECT period, content FROM totals JOIN office ON office.id = totals.office
            WHERE office.path = ?1 AND (CAST(?2 AS TEXT) IS NULL OR period = ?2)
            """,
            .text(office.description),
            .optional(period?.text)
        ) { row throws(StoreError) in
            guard let period = Period(row.text(0)) else { return nil }
            return (period, try Totals(row: row.bytes(1), of: office, period))
        }
        .compactMap { $0 }
    }

    /// The direct children that have figures, in tree order.
    ///
    /// - Parameters:
    ///   - period: nil for any.
    ///   - indicator: nil for any.
    package func reportingChildren(
        of office: OfficePath,
        period: Period? = nil,
        indicator: UInt16? = nil
    ) throws(StoreError) -> [OfficePath] {
        try self.reportingChildren(of: office, period, indicator).map(\.office)
    }

    private func reportingChildren(
        of office: OfficePath,
        _ period: Period?,
        _ indicator: UInt16?
    ) throws(StoreError) -> [(office: OfficePath, totals: [(Period, Totals)])] {
        var children: [(office: OfficePath, totals: [(Period, Totals)])] = []
        try self.connection.rows(
            """
            SELECT child.path, totals.period, totals.content
            FROM office AS parent JOIN office AS child ON child.parent = parent.id
            JOIN totals ON totals.office = child.id
            WHERE parent.path = ?1 AND (CAST(?2 AS TEXT) IS NULL OR totals.period = ?2)
                AND totals.reported <> 0
            ORDER BY child.path
            """,
            .text(office.description),
            .optional(period?.text)
        ) { row throws(StoreError) in
            guard let path = OfficePath(text: row.text(0)), let period = Period(row.text(1)) else {
                return
            }
            let totals = try Totals(row: row.bytes(2), of: path, period)
            guard totals.cells.contains(where: { $0.counts(for: indicator) }) else { return }
            if children.last?.office != path { children.append((path, [])) }
            children[children.count - 1].totals.append((period, totals))
        }
        return children
    }

    private func childSums(
        of office: OfficePath,
        _ period: Period?,
        _ indicator: UInt16?,
        _ range: TotalChildren?
    ) throws(StoreError) -> [FigureKey: [TotalRow.Child]] {
        var result: [FigureKey: [TotalRow.Child]] = [:]
        guard let range else { return result }
        let children = try self.reportingChildren(of: office, period, indicator)
        let shown = children.drop { child in range.after.map { child.office <= $0 } ?? false }
        for child in shown.prefix(range.limit) {
            for (period, totals) in child.totals {
                for cell in totals.cells where cell.counts(for: indicator) {
                    let key = FigureKey(period: period, indicator: cell.indicator)
                    result[key, default: []].append(
                        TotalRow.Child(
                            office: child.office,
                            total: cell.total,
                            offices: cell.offices
                        )
                    )
                }
            }
        }
        return result
    }

    /// How many offices of a subtree have reported, by period.
    package func coverage(of office: OfficePath) throws(StoreError) -> [CoverageRow] {
        try self.totals(of: office, nil)
            .filter { $0.1.reported != 0 }
            .map { period, totals in
                CoverageRow(
                    period: period,
                    reported: totals.reported,
                    oldestAt: totals.span?.oldest,
                    newestAt: totals.span?.newest
                )
            }
            .sorted { $0.period < $1.period }
    }

    /// The offices that have any figure of their own that counts for a period, by their places in ``StoreSnapshot/directory``.
    package func reporters(_ period: Period) throws(StoreError) -> OfficeMask {
        var places = OfficeMask(count: self.directory.offices.count)
        try self.connection.rows(
            "SELECT office FROM totals WHERE period = ?1 AND own IS NOT NULL",
            .text(period.text)
        ) { row in
            let place = Directory.place(row.integer(0))
            if self.directory.offices.indices.contains(place) { places.set(place, to: true) }
        }
        return places
    }

    /// Some totals of an office and a period: its own figure, all with those below it, and of how many offices.
    package func sums(
        of office: OfficePath,
        _ period: Period,
        _ indicators: [UInt16]
    ) throws(StoreError) -> [(indicator: UInt16, own: Int64?, total: Int64, offices: Int)] {
        guard let totals = try self.totals(of: office, period).first?.1 else { return [] }
        return totals.cells.filter { indicators.contains($0.indicator) }
            .map { ($0.indicator, $0.own, $0.total, $0.offices) }
    }
}

extension Totals {
    /// - Parameter content: as it lies in the store, with its checksum.
    /// - Throws: ``StoreError/unreadable(record:)`` when it is not what was written for this office and period.
    init(row content: [UInt8], of office: OfficePath, _ period: Period) throws(StoreError) {
        guard let content = RowSeal(totalsOf: office).opened(content, of: period),
            let totals = try? Totals(decoding: content)
        else { throw .unreadable(record: "totals \(office) \(period)") }
        self = totals
    }
}

extension Totals.Cell {
    /// Whether any office's figure is in it, and it is of the indicator that is asked for.
    fileprivate func counts(for indicator: UInt16?) -> Bool {
        self.offices != 0 && (indicator ?? self.indicator) == self.indicator
    }
}
