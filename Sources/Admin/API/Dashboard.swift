/// The indicators of one office's subtree.
package struct Dashboard: Codable, Sendable, Equatable {
    package let office: String
    package let officeName: String
    /// Nil when all periods are given.
    package let period: String?
    package let storeVersion: Int64
    /// UTC milliseconds of the newest figure.
    package let asOf: Int64
    /// By indicator, then period.
    package let rows: [DashboardRow]
    /// Who has reported, by period.
    package let coverage: [Coverage]

    package init(
        office: String,
        officeName: String,
        period: String? = nil,
        storeVersion: Int64,
        asOf: Int64,
        rows: [DashboardRow],
        coverage: [Coverage]
    ) {
        self.office = office
        self.officeName = officeName
        self.period = period
        self.storeVersion = storeVersion
        self.asOf = asOf
        self.rows = rows
        self.coverage = coverage
    }
}
