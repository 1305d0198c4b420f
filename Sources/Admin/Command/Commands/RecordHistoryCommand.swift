import Admin
import ArgumentParser

struct RecordHistoryCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "history",
            abstract: HelpLanguage.say(
                "查看记录的沿革：何人何时改了什么。",
                "Shows who changed a record, when, and from what."
            ),
            discussion: HelpLanguage.say(
                """
                最新的在前。每次变更的签名在查看时重新核验。

                EXAMPLES
                  cast-admin record history reply 科协发学字〔2015〕60号
                  cast-admin record history office 510104 --json
                """,
                """
                The latest first. The signature of each change is checked when it is shown.

                EXAMPLES
                  cast-admin record history reply 科协发学字〔2015〕60号
                  cast-admin record history office 510104 --json
                """
            )
        )
    }

    @OptionGroup var global: GlobalOptions
    @OptionGroup var record: RecordOptions

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let place = try self.record.place
        let history = try await context.withOffice(self.global) {
            try await $0.history(place, by: self.global.caller())
        }
        try screen.show(history) { Self.text(history, on: screen) }
        return .success
    }

    private static func text(_ history: RecordHistory, on screen: Screen) -> String {
        let cut =
            history.isCut
            ? screen.say(
                "更早的变更未逐一查看，或有损坏。\n",
                "Older changes were not looked at, or some are damaged.\n"
            ) : ""
        return history.changes.map { Self.change($0, on: screen) }.joined(separator: "\n") + cut
    }

    private static func change(_ change: RecordChange, on screen: Screen) -> String {
        let user = change.user ?? screen.say("节点", "its node")
        let checked =
            change.verified
            ? screen.say("签名有效", "signature holds")
            : screen.say("签名无效！", "THE SIGNATURE DOES NOT HOLD")
        let head =
            "\(screen.say(ChinaTime.zoned(change.at)))  \(change.officeName) "
            + "(\(change.office))  \(user)  \(checked)  \(change.change)"
        return SafeText.line(head) + "\n"
            + change.fields.map { Self.field($0, on: screen) }.joined()
    }

    private static func field(_ field: RecordFieldChange, on screen: Screen) -> String {
        let verb =
            field.removed ? screen.say("移除", "removed") : screen.say("写为", "set to")
        var text = SafeText.line("  \(screen.say(field.name)) (\(field.code)) \(verb)") + "\n"
        if !field.removed { text += RecordText.value(field.value, on: screen) }
        for before in field.before {
            text +=
                "   " + screen.say("原为", "before") + "\n"
                + RecordText.value(before, on: screen)
        }
        return text
    }
}
