import Admin
import ArgumentParser

struct ReportListCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list",
            abstract: HelpLanguage.say("列出进展报告。", "Lists progress reports, newest first."),
            discussion: """
                EXAMPLES
                  cast-admin report list
                  cast-admin report list --office 510100 --limit 20
                  cast-admin report list --period 2018Q2 --indicator societies.participating
                """
        )
    }

    @OptionGroup var global: GlobalOptions
    @OptionGroup var page: PageOptions

    @Option(help: .said("只列该单位的报告。", "Only reports of this office.", valueName: "id"))
    var office: String?

    @Option(help: .said("只列该报告期的报告。", "Only reports of this period.", valueName: "period"))
    var period: String?

    @Option(
        help: .said(
            "只列该单位在该报告期有此指标数据的报告。",
            "Only where the office has a figure of this indicator for the report's period.",
            valueName: "code"
        )
    )
    var indicator: String?

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let request = try self.page.request()
        let query = ReportQuery(
            office: try self.office.map { try Check.filled($0, " --office ", "--office") },
            period: try self.period.map { try Check.period($0) },
            indicator: try self.indicator.map {
                try Check.filled($0, " --indicator ", "--indicator")
            }
        )
        let page = try await context.withOffice(self.global) {
            try await $0.reports(query, request, by: self.global.caller())
        }
        try screen.show(page) {
            screen.list(
                page,
                title: Phrase("进展报告", "Progress reports"),
                empty: Phrase("还没有进展报告。", "No progress reports yet."),
                table: { Self.table($0, on: screen) }
            )
        }
        return .success
    }

    /// How many figures, and how many of them replaced what an earlier report had said.
    private static func points(_ report: ReportSummary, on screen: Screen) -> String {
        guard let replaced = report.replaced else { return String(report.points) }
        return screen.say(
            "\(report.points)（取代 \(replaced)）",
            "\(report.points) (\(replaced) replaced)"
        )
    }

    private static let moment = Table.Column.whole("提交（北京时间）", "Submitted (China)")

    /// Without the seconds, which `report show` has.
    private static func minute(_ moment: Int64) -> String {
        String(ChinaTime.text(moment).dropLast(3))
    }

    private static func table(_ reports: [ReportSummary], on screen: Screen) -> Table {
        Table(
            [
                Self.moment, .text("单位", "Office", columnsMax: 32),
                .text("报告期", "Period"), .text("标题", "Title"),
                .figure("数据", "Figures", mayBeLeftOut: true),
                .text("提交人", "Submitted by", columnsMax: 20, mayBeLeftOut: true),
                .text("已存", "Saved at", mayBeLeftOut: true),
                .whole("编号", "Id"),
            ],
            rows: reports.map { report in
                [
                    Self.minute(report.submittedAt), "\(report.officeName) (\(report.office))",
                    report.period, report.title, Self.points(report, on: screen), report.user,
                    report.saved.map(\.officeName).joined(separator: " / "), report.id,
                ]
            }
        )
    }
}
