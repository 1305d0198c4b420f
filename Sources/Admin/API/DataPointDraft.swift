/// One figure of a report.
package struct DataPointDraft: Codable, Sendable, Equatable {
    /// An indicator's code.
    package let indicator: String
    /// The report's period when nil.
    package let period: String?
    /// A decimal like `12` or `3.50`.
    package let value: String
    /// Must be the indicator's unit when given.
    package let unit: String?

    package init(
        indicator: String,
        period: String? = nil,
        value: String,
        unit: String? = nil
    ) {
        self.indicator = indicator
        self.period = period
        self.value = value
        self.unit = unit
    }
}
