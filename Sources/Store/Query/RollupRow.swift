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
    /// The totals of an office, by indicator and then period. Those that have become empty are left
    /// out. Only this store's own office and those below it have totals here.
    ///
    /// - Parameter period: nil for all.
    package func rollups(
        of office: OfficePath,
        period: Period? = nil
    ) throws(StoreError) -> [RollupRow] {
        let children = try self.childSums(of: office, period: period)
        let rows = try self.connection.map(
            """
            SELECT period, indicator, own, own_conflicts, total, offices, conflicts, updated_at
            FROM rollup JOIN office ON office.id = rollup.office
            WHERE office.path = ?1 AND (?2 IS NULL OR period = ?2) AND indicator <> 0
                AND offices <> 0
            """,
            .text(office.description),
            .optional(period?.text)
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
                children: children[key] ?? []
            )
        }
        return rows.compactMap { $0 }.sorted {
            $0.indicator == $1.indicator ? $0.period < $1.period : $0.indicator < $1.indicator
        }
    }

    private func childSums(
        of office: OfficePath,
        period: Period?
    ) throws(StoreError) -> [RollupKey: [RollupRow.Child]] {
        var result: [RollupKey: [RollupRow.Child]] = [:]
        try self.connection.rows(
            """
            SELECT child.path, period, indicator, total, offices
            FROM office AS parent JOIN office AS child ON child.parent = parent.id
            JOIN rollup ON rollup.office = child.id
            WHERE parent.path = ?1 AND (?2 IS NULL OR period = ?2) AND indicator <> 0
                AND offices <> 0
            ORDER BY child.path
            """,
            .text(office.description),
            .optional(period?.text)
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

    /// How many of some offices have any figure of their own that counts, by period.
    ///
    /// - Parameter offices: few; each is looked up by itself.
    package func reporting(_ offices: [OfficePath]) throws(StoreError) -> [Period: Int] {
        var result: [Period: Int] = [:]
        for office in offices {
            try self.connection.rows(
                """
                SELECT DISTINCT period FROM rollup JOIN office ON office.id = rollup.office
                WHERE office.path = ?1 AND own IS NOT NULL
                """,
                .text(office.description)
            ) { row in
                if let period = Period(row.text(0)) { result[period, default: 0] += 1 }
            }
        }
        return result
    }
}
