import Admin
import ArgumentParser

struct ConflictsCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "conflicts",
            abstract: HelpLanguage.say(
                "列出内容并存、待人裁定的记录。",
                "Lists the records in which something is at odds."
            ),
            discussion: HelpLanguage.say(
                """
                同一单位的两处在互不知情时写了不同内容，两者并存，直到有人裁定（record settle）。

                EXAMPLES
                  cast-admin conflicts
                  cast-admin conflicts --limit 20 --json
                """,
                """
                Where writers who did not know of each other have said different things, both stand \
                side by side until somebody settles them (record settle).

                EXAMPLES
                  cast-admin conflicts
                  cast-admin conflicts --limit 20 --json
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
            try await $0.conflicts(request, by: self.global.caller())
        }
        try screen.show(page) {
            screen.list(
                page,
                title: Phrase("待定的记录", "To settle"),
                empty: Phrase("没有待定的内容。", "Nothing is at odds."),
                table: { Self.table($0, on: screen) }
            )
        }
        return .success
    }

    private static func table(_ conflicts: [RecordConflict], on screen: Screen) -> Table {
        Table(
            [
                .text("时间（北京）", "Time (China)"), .text("种类", "Kind"), .text("单位", "Office"),
                .text("编号", "Id"), .text("标题", "Title"), .text("待定项", "Fields"),
                .text("由谁裁定", "Settled"),
            ],
            rows: conflicts.map { conflict in
                let record = conflict.record
                return [
                    ChinaTime.text(conflict.at), record.kind, record.office, record.id,
                    record.title ?? "",
                    conflict.fields.map { screen.say($0.name) }.joined(separator: ", "),
                    record.maySettle ? screen.say("本节点", "here") : screen.say("该单位", "there"),
                ]
            }
        )
    }
}
