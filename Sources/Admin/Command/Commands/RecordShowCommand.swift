import Admin
import ArgumentParser
import PlainText

struct RecordShowCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "show",
            abstract: HelpLanguage.say("逐项查看一条记录。", "Shows one record, field by field."),
            discussion: HelpLanguage.say(
                """
                有并存内容的项目标有“待定”，其下各项编号供 record settle --take 使用；“所见版本”供 --seen 使用。

                EXAMPLES
                  cast-admin record show reply 科协发学字〔2015〕60号
                  cast-admin record show figures 2018Q2 --office 510104 --json
                """,
                """
                Fields that are at odds are marked; the numbers below are for record settle --take, \
                and “seen” is for its --seen.

                EXAMPLES
                  cast-admin record show reply 科协发学字〔2015〕60号
                  cast-admin record show figures 2018Q2 --office 510104 --json
                """
            )
        )
    }

    @OptionGroup var global: GlobalOptions
    @OptionGroup var record: RecordOptions

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let place = try self.record.place
        let detail = try await context.withOffice(self.global) {
            try await $0.record(place, by: self.global.caller())
        }
        try screen.show(detail) { Self.text(detail, on: screen) }
        return .success
    }

    private static func text(_ detail: RecordDetail, on screen: Screen) -> String {
        var head = Fields()
        head.add("种类", "Kind", detail.record.kindName)
        head.add("编号", "Id", detail.record.id)
        if let title = detail.record.title { head.add("标题", "Title", title) }
        head.add("单位", "Office", "\(detail.record.officeName) (\(detail.record.office))")
        head.add("所见版本", "Seen", RevisionMark.text(detail.revision))
        if detail.conflicts > 0 {
            head.add(
                "待定",
                "To settle",
                Phrase(
                    "\(detail.conflicts) 项内容并存" + (detail.record.maySettle ? "" : "，由该单位裁定"),
                    "\(EnglishCount.text(detail.conflicts, "field")) at odds"
                        + (detail.record.maySettle ? "" : ", for that office to settle")
                )
            )
        }
        if !detail.next.isEmpty {
            head.add(
                "可办理到",
                "Goes to",
                detail.next.map { "\(screen.say($0.name)) (\($0.code))" }.joined(separator: ", ")
            )
        }
        return head.rendered(in: screen.language) + "\n"
            + detail.fields.map { RecordText.field($0, on: screen) }.joined()
    }
}
