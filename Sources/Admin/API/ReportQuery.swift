/// Which reports of a list are wanted: all of these that are given must hold.
package struct ReportQuery: Sendable, Equatable {
    /// Office id or path; nil for all.
    package let office: String?
    /// The period that the report is about; nil for all.
    package let period: String?
    /// An indicator's code: only where the office has a figure of it for the report's period.
    package let indicator: String?

    package init(office: String? = nil, period: String? = nil, indicator: String? = nil) {
        self.office = office
        self.period = period
        self.indicator = indicator
    }
}
