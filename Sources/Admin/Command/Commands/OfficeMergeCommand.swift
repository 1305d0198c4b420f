import Admin
import ArgumentParser

struct OfficeMergeCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Lets offices go on as one. 单位合并。",
        discussion: """
            EXAMPLES
              cast-admin office merge 510105 510106 --to 510104
              cast-admin office merge 510105 --to 100000/510000/510100/510104
            """
    )

    @OptionGroup var global: GlobalOptions

    @Argument(help: ArgumentHelp("The offices that end: ids or paths.", valueName: "office"))
    var offices: [String]

    @Option(
        help: ArgumentHelp(
            "The office that goes on: an id or a path; it need not exist yet.",
            valueName: "office"
        )
    )
    var to: String

    @Option(help: ArgumentHelp("Why, for those who read it.", valueName: "text"))
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
