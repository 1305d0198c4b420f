import Admin
import ArgumentParser
import PlainText

struct ReportSubmitCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "submit",
            abstract: HelpLanguage.say("报送进展报告。", "Submits progress reports."),
            discussion: HelpLanguage.say(
                """
                用选项报送一份，或用 JSON 文件报送多份：对象的数组，各有 id（32 位十六进制数字）、title、period、text 和 points，需要时加 office 和 directive。文件分批提交，每批最多 500 份、4 MiB，整批写入或整批不写入。重复提交不会重复写入。

                EXAMPLES
                  cast-admin report submit --title 二季度进展 --period 2018Q2 \\
                    --point societies.participating=12:家 --point training.held=3
                  cast-admin report submit --file reports.json
                """,
                """
                One report from options, or many from a JSON file: an array of objects with id (32 \
                hexadecimal digits), title, period, text and points, and office and directive where wanted. \
                A file is sent in batches of at most 500 and 4 MiB; each is written whole or not at all. Sending it again \
                writes nothing twice.

                EXAMPLES
                  cast-admin report submit --title 二季度进展 --period 2018Q2 \\
                    --point societies.participating=12:家 --point training.held=3
                  cast-admin report submit --file reports.json
                """
            )
        )
    }

    @OptionGroup var global: GlobalOptions

    @Option(help: .said("标题。", "The title.", valueName: "text"))
    var title: String?

    @Option(
        help: .said(
            "如 2018、2018H1、2018Q2 或 2018-06。",
            "Like 2018, 2018H1, 2018Q2 or 2018-06.",
            valueName: "period"
        )
    )
    var period: String?

    @Option(help: .said("正文。", "The text.", valueName: "text"))
    var text: String?

    @Option(
        name: .customLong("text-file"),
        help: .said(
            "存有正文的 UTF-8 文件，- 表示标准输入。",
            "A UTF-8 file that holds the text, - for standard input."
        )
    )
    var textFile: String?

    @Option(help: .said("所答复的文件。", "The directive that it answers.", valueName: "文号"))
    var directive: String?

    @Option(
        name: .customLong("point"),
        help: .said("一项数据；可重复。", "A figure; may be repeated.", valueName: "indicator=value[:unit]")
    )
    var points: [String] = []

    @Option(
        help: .said(
            "报告的单位（默认本单位）。",
            "The office that reports (default: the node's own).",
            valueName: "id"
        )
    )
    var office: String?

    @Option(
        help: .said(
            "32 位十六进制数字（默认随机）。",
            "32 hexadecimal digits (default: random).",
            valueName: "hex"
        )
    )
    var id: String?

    @Option(
        help: .said(
            "报告的 JSON 数组，代替以上各项；- 表示标准输入。",
            "A JSON array of reports, instead of the above; - for standard input.",
            valueName: "file"
        )
    )
    var file: String?

    @Option(
        name: .customLong("attach"),
        help: .said("要附上的文件；可重复。", "A file to attach; may be repeated.", valueName: "file")
    )
    var files: [String] = []

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let caller = try self.global.caller()
        let drafts = try self.drafts(in: context)
        let answer = try await context.withOffice(self.global) { office in
            let attachments =
                self.files.isEmpty
                ? nil : try await FileTransfer(office: office, screen: screen).attach(self.files)
            let complete = attachments.map { files in drafts.map { $0.with(files) } } ?? drafts
            return try await ReportSubmission(drafts: complete, screen: screen)
                .send(to: office, by: caller)
        }
        try screen.show(answer) {
            AcknowledgementText.text(
                answer,
                done: Phrase(
                    "已报送 \(drafts.count) 份报告",
                    "Submitted \(EnglishCount.text(drafts.count, "report"))"
                ),
                on: screen
            )
        }
        return .success
    }

    private func drafts(in context: CommandContext) throws -> [ReportDraft] {
        guard let file = self.file else { return [try self.draft(in: context)] }
        let others = [
            self.title, self.period, self.text, self.textFile, self.directive, self.office, self.id,
        ]
        guard others.allSatisfy({ $0 == nil }), self.points.isEmpty, self.files.isEmpty else {
            throw UsageFailure(
                "--file 不能与描述单份报告的选项同用",
                "--file cannot be used with options that describe one report"
            )
        }
        return try ReportFile.read(file)
    }

    private func draft(in context: CommandContext) throws -> ReportDraft {
        guard let title = self.title else {
            throw UsageFailure("缺少 --title（或用 --file）", "--title is missing (or use --file)")
        }
        guard let period = self.period else {
            throw UsageFailure("缺少 --period", "--period is missing")
        }
        return ReportDraft(
            id: try self.id.map { try Check.identifier($0) } ?? context.makeIdentifier(),
            office: try self.office.map { try Check.filled($0, " --office ", "--office") },
            title: try Check.filled(title, " --title ", "--title"),
            period: try Check.period(period),
            text: try TextInput.read(
                self.text,
                file: self.textFile,
                option: "--text",
                required: false
            ),
            directive: try self.directive.map { try Check.directive($0) },
            points: try self.points.map { try PointArgument.parse($0) }
        )
    }
}
