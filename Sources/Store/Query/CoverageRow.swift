package import OfficeWork

/// How many offices of a subtree have any figure for a period, and how old these are.
package struct CoverageRow: Sendable, Hashable {
    package let period: Period
    package let reported: Int
    /// When the oldest and the newest figures in the totals were written, UTC milliseconds.
    package let oldestAt: Int64?
    package let newestAt: Int64?
}
