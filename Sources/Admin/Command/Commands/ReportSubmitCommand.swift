import Admin
import ArgumentParser

struct ReportSubmitCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit",
        abstract: "Submits progress reports. 报送进展报告。",
        discussion: """
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

    @OptionGroup var global: GlobalOptions

    @Option(help: ArgumentHelp("The title.", valueName: "text"))
    var title: String?

    @Option(help: ArgumentHelp("Like 2018, 2018H1, 2018Q2 or 2018-06.", valueName: "period"))
    var period: String?

    @Option(help: ArgumentHelp("The text.", valueName: "text"))
    var text: String?

    @Option(
        name: .customLong("text-file"),
        help: "A UTF-8 file that holds the text, - for standard input."
    )
    var textFile: String?

    @Option(help: ArgumentHelp("The directive that it answers.", valueName: "文号"))
    var directive: String?

    @Option(
        name: .customLong("point"),
        help: ArgumentHelp("A figure; may be repeated.", valueName: "indicator=value[:unit]")
    )
    var points: [String] = []

    @Option(
        help: ArgumentHelp("The office that reports (default: the node's own).", valueName: "id")
    )
    var office: String?

    @Option(help: ArgumentHelp("32 hexadecimal digits (default: random).", valueName: "hex"))
    var id: String?

    @Option(help: ArgumentHelp("A JSON array of reports, instead of the above.", valueName: "file"))
    var file: String?

    @Option(
        name: .customLong("attach"),
        help: ArgumentHelp("A file to attach; may be repeated.", valueName: "file")
    )
    var files: [String] = []

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = try context.screen(self.global)
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
                    drafts.count == 1 ? "Submitted 1 report" : "Submitted \(drafts.count) reports"
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
                required: false,
                in: context
            ),
            directive: try self.directive.map { try Check.directive($0) },
            points: try self.points.map { try PointArgument.parse($0) }
        )
    }
}
