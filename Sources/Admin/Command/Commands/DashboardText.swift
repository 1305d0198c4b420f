import Admin

/// A dashboard for people.
enum DashboardText {
    /// Children shown as columns of their own; with more, a terminal has no room for them.
    private static let childColumnsMax = 4

    static func text(_ dashboard: Dashboard, on screen: Screen) -> String {
        let period = dashboard.period.map { " · \($0)" } ?? ""
        let title = "\(dashboard.officeName) (\(dashboard.office))" + period
        let heading = screen.say("指标汇总：\(title)", "Indicators: \(title)")
        guard !dashboard.rows.isEmpty else {
            return SafeText.line(heading) + "\n"
                + screen.say("还没有数据。", "No figures yet.") + "\n"
        }
        let at = ChinaTime.text(dashboard.asOf)
        let asOf = screen.say(
            "截至 \(at)（北京时间），存储版本 \(dashboard.storeVersion)",
            "As of \(at) (China time), store version \(dashboard.storeVersion)"
        )
        return SafeText.line(heading) + "\n" + asOf + "\n"
            + Self.rows(dashboard.rows, on: screen).rendered(in: screen.language)
            + Self.coverage(dashboard.coverage, on: screen)
    }

    private static func rows(_ rows: [DashboardRow], on screen: Screen) -> Table {
        let children = Self.children(of: rows)
        let conflicts = rows.contains { $0.conflicts > 0 }
        var columns: [Table.Column] = [
            .text("指标", "Indicator"), .text("报告期", "Period"), .figure("总计", "Total"),
            .text("单位", "Unit", columnsMax: 12), .text("算法", "As"), .figure("本级", "Own"),
        ]
        columns += children.map { Table.Column.figure($0.officeName, $0.office) }
        columns.append(.figure("家数", "Offices"))
        if conflicts { columns.append(.figure("待定", "To settle")) }
        return Table(
            columns,
            rows: rows.map { row in
                var cells = [
                    screen.say(row.name, row.nameEnglish), row.period, row.total, row.unit,
                    screen.say(Words.aggregation(row.aggregation)), row.own ?? "—",
                ]
                cells += children.map { child in
                    row.children.first { $0.office == child.office }?.total ?? "—"
                }
                cells.append(String(row.offices))
                if conflicts { cells.append(String(row.conflicts)) }
                return cells
            }
        )
    }

    /// The children that have figures, in order of their ids; none when there are too many.
    private static func children(of rows: [DashboardRow]) -> [DashboardCell] {
        var found: [DashboardCell] = []
        for cell in rows.flatMap(\.children)
        where !found.contains(where: { $0.office == cell.office }) {
            guard found.count < Self.childColumnsMax else { return [] }
            found.append(cell)
        }
        return found.sorted { $0.office < $1.office }
    }

    private static func coverage(_ coverage: [Coverage], on screen: Screen) -> String {
        guard !coverage.isEmpty else { return "" }
        var columns: [Table.Column] = [
            .text("报告期", "Period"), .figure("已报", "Reported"), .figure("应报", "Expected"),
        ]
        let others = coverage.contains { $0.others > 0 }
        if others { columns.append(.figure("另有已迁出等", "Others, since gone")) }
        let table = Table(
            columns,
            rows: coverage.map {
                [$0.period, String($0.reported), String($0.expected)]
                    + (others ? [String($0.others)] : [])
            }
        )
        return "\n" + screen.say("报送情况", "Who has reported") + "\n"
            + table.rendered(in: screen.language)
    }
}
