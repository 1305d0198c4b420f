/// One indicator of one period over a subtree.
package struct DashboardRow: Codable, Sendable, Equatable {
    /// Code.
    package let indicator: String
    /// Chinese name.
    package let name: String
    package let nameEnglish: String
    /// Chinese.
    package let unit: String
    package let unitEnglish: String
    package let period: String
    /// The sum (or mean, for a rate) over the subtree, a decimal.
    package let total: String
    /// The office's own figure.
    package let own: String?
    /// Offices whose figures are in the total.
    package let offices: Int
    /// Figures in it with more than one concurrent value.
    package let conflicts: Int
    /// `sum` or `mean`.
    package let aggregation: String
    /// When it was last counted here, UTC microseconds.
    package let updatedAt: Int64
    /// The same for each direct child office with figures.
    package let children: [DashboardCell]

    package init(
        indicator: String,
        name: String,
        nameEnglish: String,
        unit: String,
        unitEnglish: String,
        period: String,
        total: String,
        own: String? = nil,
        offices: Int,
        conflicts: Int,
        aggregation: String,
        updatedAt: Int64,
        children: [DashboardCell]
    ) {
        self.indicator = indicator
        self.name = name
        self.nameEnglish = nameEnglish
        self.unit = unit
        self.unitEnglish = unitEnglish
        self.period = period
        self.total = total
        self.own = own
        self.offices = offices
        self.conflicts = conflicts
        self.aggregation = aggregation
        self.updatedAt = updatedAt
        self.children = children
    }
}
