package import OfficeWork
package import SyncProtocol

/// One indicator of one period, summed over an office and all below it.
package struct TotalRow: Sendable, Hashable {
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
