import Admin
import ArgumentParser

struct RecordListCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list",
            abstract: HelpLanguage.say("列出一种记录。", "Lists records of one kind."),
            discussion: """
                EXAMPLES
                  cast-admin record list reply --about 科协发学字〔2015〕60号
                  cast-admin record list report --office 510100 --period 2018Q2
                  cast-admin record list office --at-odds
                """
        )
    }

    @OptionGroup var global: GlobalOptions
    @OptionGroup var kind: KindArgument
    @OptionGroup var page: PageOptions

    @Option(
        help: .said("只列该单位的。", "Only those of this office.", valueName: "id")
    )
    var office: String?

    @Option(
        help: .said("只列该报告期的。", "Only those of this period.", valueName: "period")
    )
    var period: String?

    @Option(
        help: .said(
            "只列关于它的：文号或编号。",
            "Only those about this: a 文号 or an id.",
            valueName: "record"
        )
    )
    var about: String?

    @Option(help: .said("只列在该步骤的。", "Only those at this step.", valueName: "step"))
    var step: String?

    @Option(
        name: .customLong("due-before"),
        help: .said("只列此日前到期的。", "Only those due before this day.", valueName: "date")
    )
    var dueBefore: String?

    @Option(
        help: .said("文号、标题或编号中含有。", "What stands in number, title or id.", valueName: "text")
    )
    var search: String?

    @Flag(
        name: .customLong("at-odds"),
        help: .said("只列有待定内容的。", "Only those in which something is at odds.")
    )
    var isAtOdds = false

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let caller = try self.global.caller()
        let (kind, request) = (try self.kind.code, try self.page.request())
        let query = RecordQuery(
            office: try self.office.map { try Check.filled($0, " --office ", "--office") },
            period: try self.period.map { try Check.period($0) },
            about: try self.about.map { try Check.filled($0, " --about ", "--about") },
            step: try self.step.map { try Check.filled($0, " --step ", "--step") },
            dueBefore: try self.dueBefore.map { try Check.date($0, option: "--due-before") },
            search: try self.search.map { try Check.filled($0, " --search ", "--search") },
            isAtOdds: self.isAtOdds
        )
        let list = try await context.withOffice(self.global) {
            try await $0.records(kind, query, request, by: caller)
        }
        try screen.show(list) { Self.text(list, on: screen) }
        return .success
    }

    private static func text(_ list: RecordList, on screen: Screen) -> String {
        let footer =
            list.next.map {
                screen.say("还有：加 --after \($0) 查看", "There are more: add --after \($0)") + "\n"
            } ?? ""
        guard !list.items.isEmpty else {
            let empty =
                list.next == nil
                ? screen.say("没有这样的记录。", "There are no such records.")
                : screen.say("这一段没有。", "None in this part.")
            return empty + "\n" + footer
        }
        return screen.rendered(Self.table(list.items, on: screen)) + footer
    }

    private static func table(_ items: [RecordListItem], on screen: Screen) -> Table {
        Table(
            [
                .text("单位", "Office"), .text("文号", "Number"), .text("标题", "Title"),
                .text("报告期", "Period"), .text("步骤", "Step"), .text("期限", "Due"),
                .text("待定", "To settle"), .text("编号", "Id"),
            ],
            rows: items.map { item in
                [
                    item.record.office, item.number ?? "", item.title ?? item.record.title ?? "",
                    item.period ?? "", item.step.map { screen.say($0.name) } ?? "",
                    item.due ?? "", item.conflicts == 0 ? "" : String(item.conflicts),
                    item.record.id,
                ]
            }
        )
    }
}
