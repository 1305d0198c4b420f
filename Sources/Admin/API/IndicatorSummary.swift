/// An indicator that reports may have figures of.
package struct IndicatorSummary: Codable, Sendable, Equatable {
    /// What figures name it by, like `societies.participating`.
    package let code: String
    /// The number of its field in records.
    package let number: Int
    package let name: String
    package let nameEnglish: String
    /// What programs call its unit, like `yuan`.
    package let unit: String
    package let unitName: String
    /// Digits behind the point, at most.
    package let fractionDigits: Int
    /// `sum` or `mean`.
    package let aggregation: String

    package init(
        code: String,
        number: Int,
        name: String,
        nameEnglish: String,
        unit: String,
        unitName: String,
        fractionDigits: Int,
        aggregation: String
    ) {
        self.code = code
        self.number = number
        self.name = name
        self.nameEnglish = nameEnglish
        self.unit = unit
        self.unitName = unitName
        self.fractionDigits = fractionDigits
        self.aggregation = aggregation
    }
}
