import Admin
import ArgumentParser

struct AttachmentGetCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "get",
            abstract: HelpLanguage.say("取附件。", "Gets a file that a document refers to."),
            discussion: HelpLanguage.say(
                """
                本节点还没有的文件从相邻节点取；命令会等待，再次执行时接着取。

                EXAMPLES
                  cast-admin attachment get ID --output plan.pdf
                  cast-admin attachment get ID --output plan.pdf --wait 3600
                  cast-admin attachment get ID --output plan.pdf --force
                """,
                """
                A file that is not on this node yet is fetched from the neighbours; this waits, and goes on \
                where it was when it is called again.

                EXAMPLES
                  cast-admin attachment get ID --output plan.pdf
                  cast-admin attachment get ID --output plan.pdf --wait 3600
                  cast-admin attachment get ID --output plan.pdf --force
                """
            )
        )
    }

    @OptionGroup var global: GlobalOptions

    @Argument(help: .said("64 位十六进制数字。", "64 hexadecimal digits.", valueName: "content"))
    var content: String

    @Option(help: .said("存到哪里；尚不存在的文件。", "Where to put it; not there yet.", valueName: "file"))
    var output: String

    @Flag(help: .said("替换已有的文件。", "Puts it in the place of a file that is there."))
    var force = false

    @Option(help: .said("最多等多久。", "How long to wait for it at most.", valueName: "seconds"))
    var wait = 600

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        guard (0...1_000_000).contains(self.wait) else {
            throw UsageFailure(
                "--wait 应为 0 到 1000000 秒",
                "--wait takes 0 to 1000000 seconds"
            )
        }
        let progress = try await context.withOffice(self.global) {
            try await FileTransfer(office: $0, screen: screen)
                .get(
                    self.content,
                    to: self.output,
                    replaces: self.force,
                    waitSeconds: self.wait
                )
        }
        try screen.show(progress) {
            let size = ByteCount.text(progress.byteCount)
            return screen.say("已保存 \(self.output)（\(size)）", "Saved \(self.output) (\(size))")
                + "\n"
        }
        return .success
    }
}
