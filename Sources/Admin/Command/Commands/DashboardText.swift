import Admin
import PlainText

/// A dashboard for people.
enum DashboardText {
    /// Children shown as columns of their own; with more, a terminal has no room for them.
    private static let childColumnsMax = 4

    /// - Parameter listsChildren: one child a line, and not one a column.
    static func text(
        _ dashboard: Dashboard,
        listsChildren: Bool = false,
        on screen: Screen
    ) -> String {
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
            + Self.rows(dashboard, listsChildren: listsChildren, on: screen)
            .rendered(in: screen.language)
            + (listsChildren
                ? Self.childLines(dashboard, on: screen)
                : Self.leftOut(dashboard, on: screen))
            + Self.coverage(dashboard.coverage, on: screen)
    }

    private static func rows(
        _ dashboard: Dashboard,
        listsChildren: Bool,
        on screen: Screen
    ) -> Table {
        let rows = dashboard.rows
        let children = listsChildren ? [] : Self.columns(of: dashboard)
        let conflicts = rows.contains { $0.conflicts > 0 }
        var columns: [Table.Column] = [
            .text("指标", "Indicator"), .text("报告期", "Period"), .figure("总计", "Total"),
            .text("单位", "Unit", columnsMax: 12), .text("算法", "Counted as"),
            .figure("本级", "Own"),
        ]
        columns += children.map { Table.Column.figure($0.officeName, $0.office) }
        columns.append(.figure("家数", "Offices"))
        if conflicts { columns.append(.figure("待定", "To settle")) }
        return Table(
            columns,
            rows: rows.map { row in
                var cells = [
                    screen.say(row.name, row.nameEnglish), row.period,
                    Numerals.grouped(row.total), screen.say(row.unit, row.unitEnglish),
                    screen.say(Words.aggregation(row.aggregation)),
                    row.own.map { Numerals.grouped($0) } ?? "—",
                ]
                cells += children.map { child in
                    row.children.first { $0.office == child.office }
                        .map { Numerals.grouped($0.total) } ?? "—"
                }
                cells.append(String(row.offices))
                if conflicts { cells.append(String(row.conflicts)) }
                return cells
            }
        )
    }

    /// The children that have figures, in order of their ids; none when there are too many.
    private static func columns(of dashboard: Dashboard) -> [DashboardCell] {
        guard dashboard.childrenTotal <= Self.childColumnsMax else { return [] }
        var found: [DashboardCell] = []
        for cell in dashboard.rows.flatMap(\.children)
        where !found.contains(where: { $0.office == cell.office }) {
            found.append(cell)
        }
        return found.sorted { $0.office < $1.office }
    }

    /// What has no room as columns is said, with the way to see it.
    private static func leftOut(_ dashboard: Dashboard, on screen: Screen) -> String {
        let count = dashboard.childrenTotal
        guard count > Self.childColumnsMax else { return "" }
        return screen.say(
            "直属下级中有 \(count) 个单位有数据，未逐个列出：加 --indicator 代码 逐行列出，或用 --office 单位 查看其中一个",
            "\(EnglishCount.text(count, "office")) directly below have figures and are not shown: add --indicator CODE to list them, "
                + "or --office ID for one of them"
        ) + "\n"
    }

    private static func childLines(_ dashboard: Dashboard, on screen: Screen) -> String {
        dashboard.rows.map { row in
            let page = Page(
                items: row.children,
                total: dashboard.childrenTotal,
                next: dashboard.childrenNext
            )
            let title = Phrase("\(row.period) 直属下级", "Directly below, \(row.period)")
            let nothing = Phrase("直属下级没有数据。", "No office directly below has figures.")
            return "\n"
                + screen.list(page, title: title, empty: nothing) { cells in
                    Table(
                        [
                            .text("单位", "Office"), .figure("合计", "Total"),
                            .figure("家数", "Offices"),
                        ],
                        rows: cells.map {
                            [
                                "\($0.officeName) (\($0.office))", Numerals.grouped($0.total),
                                String($0.offices),
                            ]
                        }
                    )
                }
        }
        .joined()
    }

    private static func coverage(_ coverage: [Coverage], on screen: Screen) -> String {
        guard !coverage.isEmpty else { return "" }
        var columns: [Table.Column] = [
            .text("报告期", "Period"), .figure("已报", "Reported"), .figure("应报", "Expected"),
        ]
        let others = coverage.contains { $0.others > 0 }
        if others { columns.append(.figure("另有报送", "Besides")) }
        let table = Table(
            columns,
            rows: coverage.map {
                [$0.period, String($0.reported), String($0.expected)]
                    + (others ? [String($0.others)] : [])
            }
        )
        let besides = screen.say(
            "“另有报送”：报了数据，但未被要求报送，或此后已迁出的单位。",
            "Besides: offices with figures that were not asked to report, or have moved away since."
        )
        return "\n" + screen.say("报送情况", "Who has reported") + "\n"
            + table.rendered(in: screen.language) + (others ? besides + "\n" : "")
            + coverage.map { Self.missing($0, on: screen) }.joined()
    }

    private static func missing(_ coverage: Coverage, on screen: Screen) -> String {
        guard !coverage.missing.isEmpty else { return "" }
        let names = coverage.missing.map { "\($0.officeName) (\($0.office))" }
        let rest = coverage.expected - coverage.reported - names.count
        let more = rest > 0 ? screen.say(" 等，另有 \(rest) 个", ", and \(rest) more") : ""
        let text = screen.say(
            "\(coverage.period) 未报：\(names.joined(separator: "、"))\(more)",
            "\(coverage.period), missing: \(names.joined(separator: ", "))\(more)"
        )
        return SafeText.line(text) + "\n"
    }
}
