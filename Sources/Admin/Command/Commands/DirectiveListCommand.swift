import Admin
import ArgumentParser

struct DirectiveListCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list",
            abstract: HelpLanguage.say("列出文件。", "Lists the directives, newest first."),
            discussion: """
                EXAMPLES
                  cast-admin directive list
                  cast-admin directive list --limit 20
                """
        )
    }

    @OptionGroup var global: GlobalOptions
    @OptionGroup var page: PageOptions

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let request = try self.page.request()
        let page = try await context.withOffice(self.global) {
            try await $0.directives(request, by: self.global.caller())
        }
        try screen.show(page) {
            screen.list(
                page,
                title: Phrase("下发文件", "Directives"),
                empty: Phrase("还没有文件。", "No directives yet."),
                table: { Self.table($0, on: screen) }
            )
        }
        return .success
    }

    private static func table(_ directives: [DirectiveSummary], on screen: Screen) -> Table {
        Table(
            [
                .whole("文号", "Number"), .text("标题", "Title"),
                .text("发文单位", "Issuer", columnsMax: 24), .text("缓急", "Urgency"),
                .text("成文日期", "Issued"), .text("回复期限", "Reply by"),
                .figure("主送", "To"), .figure("送达", "Arrived"), .figure("签收", "Signed"),
                .figure("回复", "Replied"), .figure("逾期", "Overdue"),
            ],
            rows: directives.map { directive in
                [
                    directive.number, directive.title, directive.issuerName,
                    screen.say(Urgency.phrase(directive.urgency)), directive.issuedOn,
                    directive.replyBy ?? "—", String(directive.recipients),
                    String(directive.received), String(directive.signed),
                    String(directive.replied), String(directive.overdue),
                ]
            }
        )
    }
}
