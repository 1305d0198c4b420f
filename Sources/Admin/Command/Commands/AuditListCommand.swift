import Admin
import ArgumentParser

struct AuditListCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list",
            abstract: HelpLanguage.say(
                "列出审计日志，最新的在前。",
                "Lists who did what, newest first."
            ),
            discussion: HelpLanguage.say(
                """
                节点自身的写入记为“本节点”。

                EXAMPLES
                  cast-admin audit list --limit 20
                  cast-admin audit list --by 张三
                  cast-admin audit list --json
                """,
                """
                What the node wrote by itself is told of “this node”.

                EXAMPLES
                  cast-admin audit list --limit 20
                  cast-admin audit list --by 张三
                  cast-admin audit list --json
                """
            )
        )
    }

    /// What was done is a sentence: it gets more room than other words.
    private static let wordsColumnsMax = 400

    @OptionGroup var global: GlobalOptions
    @OptionGroup var page: PageOptions

    @Option(
        help: .said(
            "只列此人所做的，须写全名。",
            "Only what this user did, by the whole name.",
            valueName: "name"
        )
    )
    var by: String?

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let request = try self.page.request()
        let query = AuditQuery(
            user: try self.by.map { name throws(UsageFailure) in
                try Check.filled(name, " --by ", "--by")
            }
        )
        let page = try await context.withOffice(self.global) {
            try await $0.audit(query, request, by: self.global.caller())
        }
        try screen.show(page) {
            screen.list(
                page,
                title: Phrase("审计日志", "Audit log"),
                empty: Phrase("审计日志中没有记录。", "Nothing in the audit log."),
                table: { Self.table($0, on: screen) }
            )
        }
        return .success
    }

    private static func table(_ entries: [AuditEntry], on screen: Screen) -> Table {
        Table(
            [
                .figure("编号", "No."), .text("时间（北京）", "Time (China)"),
                .text("谁做了什么", "Who did what", columnsMax: Self.wordsColumnsMax),
            ],
            rows: entries.map { entry in
                [String(entry.number), ChinaTime.text(entry.at), screen.say(entry.words)]
            }
        )
    }
}
