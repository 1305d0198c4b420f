package import OfficeWork

/// Names the totals of an office and a period.
package struct TotalsKey: Hashable, Sendable {
    /// The place of the office.
    package let office: Int
    package let period: Period

    package init(office: Int, period: Period) {
        self.office = office
        self.period = period
    }
}
