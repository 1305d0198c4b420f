import Admin
import ArgumentParser

struct OfficeMergeCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "merge",
            abstract: HelpLanguage.say("单位合并。", "Lets offices go on as one."),
            discussion: """
                EXAMPLES
                  cast-admin office merge 510105 510106 --to 510104
                  cast-admin office merge 510105 --to 100000/510000/510100/510104
                """
        )
    }

    @OptionGroup var global: GlobalOptions

    @Argument(
        help: .said("被合并的单位：代码或路径。", "The offices that end: ids or paths.", valueName: "office")
    )
    var offices: [String]

    @Option(
        help: .said(
            "合并后的单位：代码或路径；可以尚不存在。",
            "The office that goes on: an id or a path; it need not exist yet.",
            valueName: "office"
        )
    )
    var to: String

    @Option(help: .said("原因，供人阅读。", "Why, for those who read it.", valueName: "text"))
    var reason: String?

    func run(in context: CommandContext) async throws -> ExitStatus {
        try await Reorganisation(
            kind: "merge",
            offices: self.offices,
            to: [self.to],
            reason: self.reason,
            done: Phrase("已登记合并", "The merger is in the roster")
        ).run(self.global, in: context)
    }
}
