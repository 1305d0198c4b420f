/// One indicator of one period over the subtree.
struct IndicatorRow {
    struct Cell {
        let name: String
        let total: String
        let offices: String
    }

    let period: String
    let code: String
    let name: String
    let unit: String
    let total: String
    let isMean: Bool
    let own: String?
    let offices: String
    let conflicts: String?
    let cells: [Cell]

    init(_ row: DashboardRow, _ language: ConsoleLanguage) {
        self.period = row.period
        self.code = row.indicator
        self.name = language.name(row.name, row.nameEnglish.isEmpty ? nil : row.nameEnglish)
        self.unit = row.unit
        self.total = Numerals.grouped(row.total)
        self.isMean = row.aggregation == "mean"
        self.own = row.own.map { Numerals.grouped($0) }
        self.offices = Numerals.grouped(row.offices)
        self.conflicts = row.conflicts == 0 ? nil : Numerals.grouped(row.conflicts)
        self.cells = row.children.map {
            Cell(
                name: $0.officeName,
                total: Numerals.grouped($0.total),
                offices: Numerals.grouped($0.offices)
            )
        }
    }
}
