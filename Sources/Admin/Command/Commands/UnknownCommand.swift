import Admin
import ArgumentParser

struct UnknownCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "unknown",
            abstract: HelpLanguage.say(
                "列出本版本不认识的内容。",
                "Lists what later versions wrote and this one does not know."
            ),
            discussion: HelpLanguage.say(
                """
                这类记录原样保存和转发；程序更新后生效。

                EXAMPLES
                  cast-admin unknown
                  cast-admin unknown --json
                """,
                """
                Such records are kept and forwarded byte for byte; they take effect when the program is
                renewed.

                EXAMPLES
                  cast-admin unknown
                  cast-admin unknown --json
                """
            )
        )
    }

    @OptionGroup var global: GlobalOptions
    @OptionGroup var page: PageOptions

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let request = try self.page.request()
        let page = try await context.withOffice(self.global) {
            try await $0.unknownRecords(request, by: self.global.caller())
        }
        try screen.show(page) {
            screen.list(
                page,
                title: Phrase("未知内容", "Unknown"),
                empty: Phrase("没有本版本不认识的内容。", "This version knows everything that is here."),
                table: { Self.table($0, on: screen) }
            )
        }
        return .success
    }

    private static func table(_ items: [UnknownRecord], on screen: Screen) -> Table {
        Table(
            [
                .text("空间", "Space"), .figure("种类", "Kind"), .text("键", "Key"),
                .text("未知的是", "Unknown"),
            ],
            rows: items.map { item in
                [item.space, String(item.kind), item.key, Self.unknown(in: item, on: screen)]
            }
        )
    }

    private static func unknown(in item: UnknownRecord, on screen: Screen) -> String {
        if item.isSpaceUnknown { return screen.say("整个空间", "the whole space") }
        if item.isKindUnknown { return screen.say("整个种类", "the kind itself") }
        let fields = item.fields.map(String.init).joined(separator: ", ")
        return screen.say("字段 \(fields)", "fields \(fields)")
    }
}
