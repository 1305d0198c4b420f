import Admin
import ArgumentParser

struct ReplySendCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "send",
            abstract: HelpLanguage.say("回复一份文件。", "Replies to a directive."),
            discussion: """
                EXAMPLES
                  cast-admin reply send 科协发学字〔2015〕60号 --text 已部署落实。
                  cast-admin reply send 科协发学字〔2015〕60号 --text-file reply.txt --user 张三
                  cast-admin reply send 科协发学字〔2015〕60号 --text 已全部落实。 --seen 3f9a12bc
                """
        )
    }

    @OptionGroup var global: GlobalOptions

    @Argument(help: .said("文号或编号。", "文号 or id.", valueName: "directive"))
    var reference: String

    @Option(help: .said("回复内容。", "The reply.", valueName: "text"))
    var text: String?

    @Option(
        name: .customLong("text-file"),
        help: .said(
            "存有回复的 UTF-8 文件，- 表示标准输入。",
            "A UTF-8 file that holds the reply, - for standard input."
        )
    )
    var textFile: String?

    @Option(
        help: .said(
            "回复的单位（默认本单位）。",
            "The office that replies (default: the node's own).",
            valueName: "id"
        )
    )
    var office: String?

    @Option(
        help: .said(
            "改写已有回复时：record show reply 给出的“所见版本”。",
            "To reply anew: what record show reply calls “seen”.",
            valueName: "mark"
        )
    )
    var seen: String?

    @Option(
        name: .customLong("attach"),
        help: .said("要附上的文件；可重复。", "A file to attach; may be repeated.", valueName: "file")
    )
    var files: [String] = []

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let caller = try self.global.caller()
        let draft = ReplyDraft(
            directive: try Check.directive(self.reference),
            office: try self.office.map { try Check.filled($0, " --office ", "--office") },
            text: try TextInput.read(
                self.text,
                file: self.textFile,
                option: "--text",
                required: true
            )
        )
        let answer = try await context.withOffice(self.global) { office in
            let attachments =
                self.files.isEmpty
                ? nil : try await FileTransfer(office: office, screen: screen).attach(self.files)
            var shown: String?
            if let seen = self.seen {
                let place = RecordPlace(kind: "reply", id: draft.directive, office: draft.office)
                shown = try RevisionMark.expect(
                    seen,
                    of: try await office.record(place, by: caller)
                )
            }
            return try await office.reply(draft.with(attachments, over: shown), by: caller)
        }
        let name = AcknowledgementText.name(answer, typed: draft.directive)
        try screen.show(answer) {
            AcknowledgementText.text(
                answer,
                done: Phrase("已回复 \(name)", "Replied to \(name)"),
                on: screen
            )
        }
        return .success
    }
}
