import Admin
import ArgumentParser

struct AttachmentAddCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "add",
            abstract: HelpLanguage.say("上传附件。", "Hands a file in, to be attached to documents."),
            discussion: HelpLanguage.say(
                """
                结果以内容标识文件。同一文件再次上传，标识相同，不占更多空间。directive issue、reply send 与 report submit 用 --attach 时会自行上传。

                EXAMPLES
                  cast-admin attachment add plan.pdf
                  cast-admin attachment add scan-0001.pdf --name 实施方案.pdf
                  cast-admin attachment add <(tar c 附件) --name 附件.tar
                """,
                """
                The answer names the file by its content. The same file handed in again has the same name and \
                takes no more space. directive issue, reply send and report submit do this by themselves with \
                --attach.

                EXAMPLES
                  cast-admin attachment add plan.pdf
                  cast-admin attachment add scan-0001.pdf --name 实施方案.pdf
                  cast-admin attachment add <(tar c 附件) --name 附件.tar
                """
            )
        )
    }

    @OptionGroup var global: GlobalOptions

    @Argument(
        help: .said(
            "文件，也可以是管道，- 表示标准输入。",
            "The file, or a pipe, - for standard input.",
            valueName: "file"
        )
    )
    var file: String

    @Option(
        help: .said(
            "附件名称（默认用文件名；管道与标准输入没有名称）。",
            "What it is called (default: the file's name; a pipe and standard input have none).",
            valueName: "name"
        )
    )
    var name: String?

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let name = try self.name.map { try Check.filled($0, " --name ", "--name") }
        let summary = try await context.withOffice(self.global) {
            try await FileTransfer(office: $0, screen: screen).add(self.file, name: name)
        }
        try screen.show(summary) {
            var fields = Fields()
            fields.add("附件", "File", summary.name)
            fields.add("大小", "Size", ByteCount.text(summary.byteCount))
            fields.add("标识", "Content", summary.content)
            return fields.rendered(in: screen.language)
        }
        return .success
    }
}
