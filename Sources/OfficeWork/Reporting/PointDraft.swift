/// One figure of a report as it was handed in, not checked yet.
package struct PointDraft: Hashable, Sendable {
    /// An indicator's code.
    package let indicator: String
    /// The report's period when nil.
    package let period: String?
    /// A decimal like `12` or `3.50`.
    package let value: String
    /// The indicator's unit, by its code or its Chinese name, or nil.
    package let unit: String?

    package init(indicator: String, period: String? = nil, value: String, unit: String? = nil) {
        self.indicator = indicator
        self.period = period
        self.value = value
        self.unit = unit
    }
}
