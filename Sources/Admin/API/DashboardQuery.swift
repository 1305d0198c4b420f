/// Which totals are wanted, and whether to wait for news.
package struct DashboardQuery: Codable, Sendable, Equatable {
    /// For ``period``: the newest one that has begun and has figures.
    package static let latest = "latest"

    /// Whose subtree: a code or a whole path; nil for the node's own office.
    package let office: String?
    /// Nil for all periods, or ``latest``.
    package let period: String?
    /// An indicator's code; nil for all.
    package let indicator: String?
    /// Waits until the store's version is above it; nil to answer at once.
    package let after: Int64?
    /// The longest to wait, 0...60.
    package let timeoutSeconds: Int
    /// Which of the direct children that have figures, in tree order; nil for none.
    package let children: PageRequest?

    package init(
        office: String? = nil,
        period: String? = nil,
        indicator: String? = nil,
        after: Int64? = nil,
        timeoutSeconds: Int = 0,
        children: PageRequest? = PageRequest()
    ) {
        self.office = office
        self.period = period
        self.indicator = indicator
        self.after = after
        self.timeoutSeconds = timeoutSeconds
        self.children = children
    }
}
