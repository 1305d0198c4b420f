import Admin
import ArgumentParser

struct DirectiveIssueCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "issue",
            abstract: HelpLanguage.say("签发文件。", "Issues a directive to offices below."),
            discussion: HelpLanguage.say(
                """
                结果给出文件的编号。重复执行命令时用 --id 给出它，就还是同一份文件，不会成为第二份。

                EXAMPLES
                  cast-admin directive issue --number 成科协发〔2018〕13号 \\
                    --title 关于报送工作总结的通知 --body-file notice.txt \\
                    --issued-on 2018-05-03 --reply-by 2018-06-30 \\
                    --to 510100-S01,510100-S02
                  cast-admin directive issue --number 科协发〔2018〕1号 --title 通知 \\
                    --body 请报送。 --urgency 加急 --to 510000
                """,
                """
                The answer names the directive's id. Give it with --id when a command is repeated: it is \
                then the same directive, not a second one.

                EXAMPLES
                  cast-admin directive issue --number 成科协发〔2018〕13号 \\
                    --title 关于报送工作总结的通知 --body-file notice.txt \\
                    --issued-on 2018-05-03 --reply-by 2018-06-30 \\
                    --to 510100-S01,510100-S02
                  cast-admin directive issue --number 科协发〔2018〕1号 --title 通知 \\
                    --body 请报送。 --urgency 加急 --to 510000
                """
            )
        )
    }

    @OptionGroup var global: GlobalOptions

    @Option(help: .said("文号。", "The document number.", valueName: "文号"))
    var number: String

    @Option(help: .said("标题。", "The title.", valueName: "text"))
    var title: String

    @Option(
        help: .said("正文；没有附件时必填。", "The text; needed unless files are attached.", valueName: "text")
    )
    var body: String?

    @Option(
        name: .customLong("body-file"),
        help: .said(
            "存有正文的 UTF-8 文件，- 表示标准输入。",
            "A UTF-8 file that holds the text, - for standard input."
        )
    )
    var bodyFile: String?

    @Option(
        help: .said(
            "特急|加急|平件，或英文词。",
            "特急|加急|平件, or the English words.",
            valueName: "urgent|expedited|normal"
        )
    )
    var urgency = Urgency.normal.rawValue

    @Option(
        name: .customLong("issued-on"),
        help: .said("成文日期（默认今天）。", "成文日期 (default: today in China).", valueName: "YYYY-MM-DD")
    )
    var issuedOn: String?

    @Option(
        name: .customLong("reply-by"),
        help: .said("报送期限。", "The last day for replies.", valueName: "YYYY-MM-DD")
    )
    var replyBy: String?

    @Option(
        name: .customLong("to"),
        help: .said(
            "主送单位：代码、完整路径或名称、level:级别、children（直属单位）或 all（全部下级）；可重复。",
            "Offices addressed by id, whole path or name, level:NAME, children or all; may be repeated.",
            valueName: "id[,id…]"
        )
    )
    var recipients: [String] = []

    @Option(
        name: .customLong("carries-out"),
        help: .said(
            "本文件所贯彻的上级文件。",
            "The directive from above that this one carries out.",
            valueName: "文号"
        )
    )
    var carriesOut: String?

    @Option(
        help: .said(
            "32 位十六进制数字（默认随机）。",
            "32 hexadecimal digits (default: random).",
            valueName: "hex"
        )
    )
    var id: String?

    @Option(
        name: .customLong("attach"),
        help: .said("要附上的文件；可重复。", "A file to attach; may be repeated.", valueName: "file")
    )
    var files: [String] = []

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let caller = try self.global.caller()
        let draft = try self.draft(in: context)
        let answer = try await context.withOffice(self.global) { office in
            let attachments =
                self.files.isEmpty
                ? nil : try await FileTransfer(office: office, screen: screen).attach(self.files)
            do {
                return try await office.issue(draft.with(attachments), by: caller)
            } catch let error as APIError {
                throw error.tellingRepeat(with: draft.id)
            }
        }
        let name = AcknowledgementText.name(answer, typed: draft.number)
        try screen.show(answer) {
            AcknowledgementText.text(
                answer,
                done: Phrase("已签发 \(name)", "Issued \(name)"),
                on: screen
            )
        }
        return .success
    }

    private func draft(in context: CommandContext) throws -> DirectiveDraft {
        guard let urgency = Urgency(said: self.urgency) else {
            throw UsageFailure(
                "--urgency 只能是 特急、加急 或 平件，不能是“\(self.urgency)”",
                "--urgency is urgent, expedited or normal, not “\(self.urgency)”"
            )
        }
        let issuedOn = try self.issuedOn.map { try Check.date($0, option: "--issued-on") }
        return DirectiveDraft(
            id: try self.id.map { try Check.identifier($0) } ?? context.makeIdentifier(),
            number: try Check.filled(self.number, " --number ", "--number"),
            title: try Check.filled(self.title, " --title ", "--title"),
            body: try TextInput.read(
                self.body,
                file: self.bodyFile,
                option: "--body",
                required: self.files.isEmpty
            ),
            urgency: urgency.rawValue,
            issuedOn: issuedOn ?? ChinaTime.day(context.now()),
            replyBy: try self.replyBy.map { try Check.date($0, option: "--reply-by") },
            recipients: try Check.offices(self.recipients, option: "--to"),
            carriesOut: try self.carriesOut.map {
                try Check.filled($0, " --carries-out ", "--carries-out")
            }
        )
    }
}
