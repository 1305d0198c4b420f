import Admin
import ArgumentParser

struct QuarantineCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "quarantine",
            abstract: HelpLanguage.say("列出被隔离的内容及原因。", "Lists what was refused, and why."),
            discussion: """
                EXAMPLES
                  cast-admin quarantine
                  cast-admin quarantine --json
                """
        )
    }

    /// Reasons are sentences and what this list is for: they get more room than other words.
    private static let reasonColumnsMax = 160

    @OptionGroup var global: GlobalOptions
    @OptionGroup var page: PageOptions

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let request = try self.page.request()
        let page = try await context.withOffice(self.global) {
            try await $0.quarantine(request, by: self.global.caller())
        }
        try screen.show(page) {
            screen.list(
                page,
                title: Phrase("隔离", "Quarantine"),
                empty: Phrase("没有被隔离的内容。", "Nothing is in quarantine."),
                table: { Self.table($0, on: screen) }
            )
        }
        return .success
    }

    private static func table(_ items: [QuarantineItem], on screen: Screen) -> Table {
        Table(
            [
                .figure("号", "Id"), .text("收到（北京时间）", "Received (China)"),
                .text("来自", "From"), .text("空间", "Space"), .figure("序号", "Number"),
                .figure("大小", "Size"), .text("类别", "Kind"),
                .text("原因", "Reason", columnsMax: Self.reasonColumnsMax),
            ],
            rows: items.map { item in
                [
                    String(item.id), ChinaTime.text(item.receivedAt), item.peer,
                    item.space ?? "—", item.number.map(String.init) ?? "—",
                    ByteCount.text(Int64(item.bytes)), screen.say(Words.reason(item.reason)),
                    screen.say(item.messageChinese, item.messageEnglish),
                ]
            }
        )
    }
}
