import Admin
import ArgumentParser

struct ReportShowCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "show",
            abstract: HelpLanguage.say(
                "查看一份进展报告。",
                "Shows one report with its figures and where it is saved."
            ),
            discussion: HelpLanguage.say(
                """
                后来的报告更正过的数据，与现行数据一并显示。

                EXAMPLES
                  cast-admin report show 0123456789abcdef0123456789abcdef
                  cast-admin report show 0123456789abcdef0123456789abcdef --office 510100 --json
                """,
                """
                Figures that a later report has corrected are shown with what holds now.

                EXAMPLES
                  cast-admin report show 0123456789abcdef0123456789abcdef
                  cast-admin report show 0123456789abcdef0123456789abcdef --office 510100 --json
                """
            )
        )
    }

    @OptionGroup var global: GlobalOptions

    @Argument(help: .said("32 位十六进制数字。", "32 hexadecimal digits.", valueName: "id"))
    var id: String

    @Option(
        help: .said(
            "单位；多个单位用了同一编号时填写。",
            "The office, when several have used the id.",
            valueName: "id"
        )
    )
    var office: String?

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let id = try Check.identifier(self.id, Phrase("报告编号", "the report's id"))
        let office = try self.office.map { try Check.filled($0, " --office ", "--office") }
        let detail = try await context.withOffice(self.global) {
            try await $0.report(id, office: office, by: self.global.caller())
        }
        try screen.show(detail) { Self.text(detail, on: screen) }
        return .success
    }

    private static func text(_ detail: ReportDetail, on screen: Screen) -> String {
        let summary = detail.summary
        var fields = Fields()
        fields.add("标题", "Title", summary.title)
        fields.add("单位", "Office", "\(summary.officeName) (\(summary.office))")
        fields.add("报告期", "Period", summary.period)
        fields.add("提交", "Submitted", Self.submitted(summary))
        if let directive = summary.directive { fields.add("所答文件", "Answers", directive) }
        fields.add("编号", "Id", summary.id)
        fields.add("签名密钥", "Signed by", detail.author)
        for file in summary.attachments ?? [] {
            fields.add("附件", "File", AttachmentText.text(file))
        }
        var text = fields.rendered(in: screen.language)
        if !summary.text.isEmpty { text += "\n" + SafeText.paragraph(summary.text) + "\n" }
        return text + "\n" + Self.figures(detail.figures, on: screen) + "\n"
            + Self.way(detail.way, on: screen)
    }

    private static func submitted(_ summary: ReportSummary) -> Phrase {
        let time = ChinaTime.zoned(summary.submittedAt)
        return Phrase("\(time.chinese) \(summary.user)", "\(time.english) by \(summary.user)")
    }

    private static func figures(_ figures: [ReportFigure], on screen: Screen) -> String {
        guard !figures.isEmpty else {
            return screen.say("没有数据。", "No figures.") + "\n"
        }
        return Table(
            [
                .text("指标", "Indicator"), .text("报告期", "Period"), .figure("报送值", "Reported"),
                .figure("此前报送", "Before"),
                .text("单位", "Unit", columnsMax: 12), .figure("现值", "Now"),
                .text("更正（北京时间）", "Corrected (China)"),
                .text("更正人", "Corrected by", columnsMax: 20),
            ],
            rows: figures.map { figure in
                [
                    screen.say(figure.name, figure.nameEnglish), figure.period,
                    Numerals.grouped(figure.value),
                    figure.earlier.map { Numerals.grouped($0.value) } ?? "—",
                    screen.say(figure.unit, figure.unitEnglish),
                    Numerals.grouped(figure.correction?.value ?? figure.value),
                    ChinaTime.text(figure.correction?.at), figure.correction?.user ?? "—",
                ]
            }
        ).rendered(in: screen.language)
    }

    private static func way(_ way: [ReportStep], on screen: Screen) -> String {
        Table(
            [
                .text("单位", "Office"), .text("级别", "Level"), .text("状态", "State"),
                .text("时间（北京时间）", "Since (China)"),
            ],
            rows: way.map { step in
                [
                    "\(step.officeName) (\(step.office))", screen.say(Words.level(step.level)),
                    screen.say(Words.reportStep(step.state)), ChinaTime.text(step.at),
                ]
            }
        ).rendered(in: screen.language)
    }
}
