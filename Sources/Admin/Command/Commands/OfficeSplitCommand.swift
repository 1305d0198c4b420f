import Admin
import ArgumentParser

struct OfficeSplitCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "split",
            abstract: HelpLanguage.say("单位拆分。", "Lets an office go on as several."),
            discussion: """
                EXAMPLES
                  cast-admin office split 510100 --to 510100-N --to 510100-S
                  cast-admin office split 510100 --to 510100-N,510100-S
                """
        )
    }

    @OptionGroup var global: GlobalOptions

    @Argument(help: .said("单位：代码或路径。", "The office: its id or path.", valueName: "office"))
    var office: String

    @Option(
        help: .said(
            "新单位：代码或路径；可以尚不存在。",
            "The new offices: ids or paths; they need not exist yet.",
            valueName: "office"
        )
    )
    var to: [String]

    @Option(help: .said("原因，供人阅读。", "Why, for those who read it.", valueName: "text"))
    var reason: String?

    func run(in context: CommandContext) async throws -> ExitStatus {
        try await Reorganisation(
            kind: "split",
            offices: [self.office],
            to: self.to,
            reason: self.reason,
            done: Phrase("已登记拆分", "The split is in the roster")
        ).run(self.global, in: context)
    }
}
