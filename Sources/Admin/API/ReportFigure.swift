/// One figure as a report gave it.
package struct ReportFigure: Codable, Sendable, Equatable {
    /// The indicator's code.
    package let indicator: String
    package let name: String
    package let nameEnglish: String
    /// Chinese.
    package let unit: String
    package let unitEnglish: String
    package let period: String
    /// A decimal.
    package let value: String
    /// What was said later of the same indicator, period and office; nil while the figure stands.
    package let correction: FigureCorrection?
    /// What an earlier report of this office and period said; nil when none said something else.
    package let earlier: EarlierFigure?

    package init(
        indicator: String,
        name: String,
        nameEnglish: String,
        unit: String,
        unitEnglish: String,
        period: String,
        value: String,
        correction: FigureCorrection? = nil,
        earlier: EarlierFigure? = nil
    ) {
        self.indicator = indicator
        self.name = name
        self.nameEnglish = nameEnglish
        self.unit = unit
        self.unitEnglish = unitEnglish
        self.period = period
        self.value = value
        self.correction = correction
        self.earlier = earlier
    }
}
