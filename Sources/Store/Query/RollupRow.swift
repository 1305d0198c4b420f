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

/// Which of an office's direct children are read with its totals, of those that have figures; in tree order.
package struct RollupChildren: Sendable, Hashable {
    /// Only those behind this one; nil from the first.
    package let after: OfficePath?
    package let limit: Int

    package init(after: OfficePath? = nil, limit: Int = StoreRange.limitMax) {
        self.after = after
        self.limit = limit
    }
}

/// How many offices of a subtree have any figure for a period, and how old these are.
package struct CoverageRow: Sendable, Hashable {
    package let period: Period
    package let reported: Int
    /// When the oldest and the newest figures in the totals were written, UTC milliseconds.
    package let oldestAt: Int64?
    package let newestAt: Int64?
}
