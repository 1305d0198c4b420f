/// One indicator of one period over the subtree.
struct IndicatorRow {
    let path: String
    let period: String
    let code: String
    let name: String
    let unit: String
    let total: String
    let isMean: Bool
    let own: String?
    let offices: String
    let conflicts: String?

    /// - Parameter office: whose subtree; nil for the node's own.
    init(_ row: DashboardRow, office: String? = nil, _ language: ConsoleLanguage) {
        self.path = PagePath.indicator(row.indicator, period: row.period, office: office)
        self.period = row.period
        self.code = row.indicator
        self.name = language.name(row.name, row.nameEnglish.isEmpty ? nil : row.nameEnglish)
        self.unit = language.say(row.unit, row.unitEnglish)
        self.total = Numerals.grouped(row.total)
        self.isMean = row.aggregation == "mean"
        self.own = row.own.map { Numerals.grouped($0) }
        self.offices = Numerals.grouped(row.offices)
        self.conflicts = row.conflicts == 0 ? nil : Numerals.grouped(row.conflicts)
    }
}
