package import OfficeWork
package import SyncProtocol

/// One indicator of one period, summed over an office and all below it.
package struct RollupRow: Sendable, Hashable {
    /// A direct child's part.
    package struct Child: Sendable, Hashable {
        package let office: OfficePath
        package let total: Int64
        package let offices: Int
    }

    package let period: Period
    /// The indicator's number.
    package let indicator: UInt16
    /// The office's own figure, in units of the indicator's last digit.
    package let own: Int64?
    package let ownConflicts: Int
    package let total: Int64
    /// Offices whose figures are in the total.
    package let offices: Int
    /// Unsettled further values in it.
    package let conflicts: Int
    /// When it was last counted here, UTC microseconds.
    package let updatedAt: Int64
    /// In tree order; those with figures only.
    package let children: [Child]
}

/// How many offices of a subtree have any figure for a period.
package struct CoverageRow: Sendable, Hashable {
    package let period: Period
    package let reported: Int
}

extension StoreSnapshot {
    /// The totals of an office, newest period first and then by indicator. Those that have become empty
    /// are left out. Only this store's own office and those below it have totals here.
    ///
    /// - Parameters:
    ///   - period: nil for all.
    ///   - indicator: an indicator's number; nil for all.
    ///   - children: which of the direct children that have figures, in tree order; nil for none.
    package func rollups(
        of office: OfficePath,
        period: Period? = nil,
        indicator: UInt16? = nil,
        children: StoreRange? = StoreRange(limit: StoreRange.limitMax)
    ) throws(StoreError) -> [RollupRow] {
        let parts = try self.childSums(of: office, period, indicator, children)
        let rows = try self.connection.map(
            """
            SELECT period, indicator, own, own_conflicts, total, offices, conflicts, updated_at
            FROM rollup JOIN office ON office.id = rollup.office
            WHERE office.path = ?1 AND (?2 IS NULL OR period = ?2) AND indicator <> 0
                AND (?3 IS NULL OR indicator = ?3) AND offices <> 0
            """,
            .text(office.description),
            .optional(period?.text),
            .optional(indicator.map { Int64($0) })
        ) { row -> RollupRow? in
            guard let period = Period(row.text(0)) else { return nil }
            let key = RollupKey(period: period, indicator: UInt16(clamping: row.integer(1)))
            return RollupRow(
                period: period,
                indicator: key.indicator,
                own: row.optionalInteger(2),
                ownConflicts: row.count(3),
                total: row.integer(4),
                offices: row.count(5),
                conflicts: row.count(6),
                updatedAt: row.integer(7),
                children: parts[key] ?? []
            )
        }
        return rows.compactMap { $0 }.sorted {
            $0.period == $1.period ? $0.indicator < $1.indicator : $0.period > $1.period
        }
    }

    /// How many direct children have figures.
    ///
    /// - Parameters:
    ///   - period: nil for any.
    ///   - indicator: nil for any.
    package func reportingChildren(
        of office: OfficePath,
        period: Period? = nil,
        indicator: UInt16? = nil
    ) throws(StoreError) -> Int {
        let count = try self.connection.integer(
            """
            SELECT COUNT(*) FROM office AS parent JOIN office AS child ON child.parent = parent.id
            WHERE parent.path = ?1 AND EXISTS (
                SELECT 1 FROM rollup WHERE rollup.office = child.id
                AND (?2 IS NULL OR period = ?2) AND indicator <> 0
                AND (?3 IS NULL OR indicator = ?3) AND offices <> 0)
            """,
            .text(office.description),
            .optional(period?.text),
            .optional(indicator.map { Int64($0) })
        )
        return Int(count)
    }

    private func childSums(
        of office: OfficePath,
        _ period: Period?,
        _ indicator: UInt16?,
        _ range: StoreRange?
    ) throws(StoreError) -> [RollupKey: [RollupRow.Child]] {
        var result: [RollupKey: [RollupRow.Child]] = [:]
        guard let range else { return result }
        try self.connection.rows(
            """
            WITH part AS (
                SELECT child.id, child.path
                FROM office AS parent JOIN office AS child ON child.parent = parent.id
                WHERE parent.path = ?1 AND EXISTS (
                    SELECT 1 FROM rollup WHERE rollup.office = child.id
                    AND (?2 IS NULL OR period = ?2) AND indicator <> 0
                    AND (?3 IS NULL OR indicator = ?3) AND offices <> 0)
                ORDER BY child.path LIMIT ?4 OFFSET ?5)
            SELECT path, period, indicator, total, offices
            FROM part JOIN rollup ON rollup.office = part.id
            WHERE (?2 IS NULL OR period = ?2) AND indicator <> 0
                AND (?3 IS NULL OR indicator = ?3) AND offices <> 0
            ORDER BY path
            """,
            .text(office.description),
            .optional(period?.text),
            .optional(indicator.map { Int64($0) }),
            .integer(range.limit),
            .integer(range.offset)
        ) { row in
            guard let path = OfficePath(text: row.text(0)), let period = Period(row.text(1)) else {
                return
            }
            let key = RollupKey(period: period, indicator: UInt16(clamping: row.integer(2)))
            result[key, default: []].append(
                RollupRow.Child(office: path, total: row.integer(3), offices: row.count(4))
            )
        }
        return result
    }

    /// How many offices of a subtree have reported, by period.
    package func coverage(of office: OfficePath) throws(StoreError) -> [CoverageRow] {
        try self.connection.map(
            """
            SELECT period, total FROM rollup JOIN office ON office.id = rollup.office
            WHERE office.path = ?1 AND indicator = 0 AND total <> 0
            """,
            .text(office.description)
        ) { row in
            Period(row.text(0)).map { CoverageRow(period: $0, reported: row.count(1)) }
        }
        .compactMap { $0 }.sorted { $0.period < $1.period }
    }

    /// The offices that have any figure of their own that counts for a period.
    package func reporters(_ period: Period) throws(StoreError) -> Set<OfficePath> {
        let paths = try self.connection.map(
            """
            SELECT path FROM office WHERE EXISTS (
                SELECT 1 FROM rollup WHERE rollup.office = office.id AND period = ?1
                AND indicator <> 0 AND own IS NOT NULL)
            """,
            .text(period.text)
        ) { row in OfficePath(text: row.text(0)) }
        return Set(paths.compactMap { $0 })
    }

    /// One total of an office: its own figure, all with those below it, and of how many offices.
    package func sum(
        of office: OfficePath,
        _ key: RollupKey
    ) throws(StoreError) -> (own: Int64?, total: Int64, offices: Int)? {
        try self.connection.first(
            """
            SELECT own, total, offices FROM rollup JOIN office ON office.id = rollup.office
            WHERE office.path = ?1 AND period = ?2 AND indicator = ?3
            """,
            .text(office.description),
            .text(key.period.text),
            .integer(Int64(key.indicator))
        ) { row in (row.optionalInteger(0), row.integer(1), row.count(2)) }
    }
}
