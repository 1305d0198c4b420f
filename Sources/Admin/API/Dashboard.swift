/// The indicators of one office's subtree.
package struct Dashboard: Codable, Sendable, Equatable {
    package let office: String
    package let officeName: String
    /// Nil when all periods are given.
    package let period: String?
    package let storeVersion: Int64
    /// UTC milliseconds of the newest figure.
    package let asOf: Int64
    /// Newest period first, then by indicator.
    package let rows: [DashboardRow]
    /// Who has reported, newest period first.
    package let coverage: [Coverage]
    /// All periods with figures, the newest one that has begun first; those to come are last.
    package let periods: [String]
    /// How many direct children have figures for what is asked.
    package let childrenTotal: Int
    /// What asks for the children that follow those in the rows, as `childrenAfter`; nil when these are the last.
    package let childrenNext: String?

    package init(
        office: String,
        officeName: String,
        period: String? = nil,
        storeVersion: Int64,
        asOf: Int64,
        rows: [DashboardRow],
        coverage: [Coverage],
        periods: [String] = [],
        childrenTotal: Int = 0,
        childrenNext: String? = nil
    ) {
        self.office = office
        self.officeName = officeName
        self.period = period
        self.storeVersion = storeVersion
        self.asOf = asOf
        self.rows = rows
        self.coverage = coverage
        self.periods = periods
        self.childrenTotal = childrenTotal
        self.childrenNext = childrenNext
    }
}
