import Admin
import ArgumentParser

struct EventsCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "events",
            abstract: HelpLanguage.say(
                "列出节点事件。",
                "Lists what happened on this node, newest first."
            ),
            discussion: """
                EXAMPLES
                  cast-admin events --limit 20
                  cast-admin events --json
                """
        )
    }

    /// Messages are sentences: they get more room than other words.
    private static let messageColumnsMax = 400

    @OptionGroup var global: GlobalOptions
    @OptionGroup var page: PageOptions

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let request = try self.page.request()
        let page = try await context.withOffice(self.global) {
            try await $0.events(request, by: self.global.caller())
        }
        try screen.show(page) {
            screen.list(
                page,
                title: Phrase("事件", "Events"),
                empty: Phrase("还没有事件。", "No events yet."),
                table: { Self.table($0, on: screen) }
            )
        }
        return .success
    }

    private static func table(_ events: [NodeEvent], on screen: Screen) -> Table {
        Table(
            [
                .text("时间（北京）", "Time (China)"), .text("类别", "Kind"),
                .text("对象", "About"),
                .text("说明", "Message", columnsMax: Self.messageColumnsMax),
            ],
            rows: events.map { event in
                [
                    ChinaTime.text(event.at), screen.say(Words.event(event.kind)),
                    event.subject ?? "—",
                    screen.say(event.words),
                ]
            }
        )
    }
}
