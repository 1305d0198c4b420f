import Admin
import ArgumentParser

struct OfficeSplitCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "split",
        abstract: "Lets an office go on as several. 单位拆分。",
        discussion: """
            EXAMPLES
              cast-admin office split 510100 --to 510100-N --to 510100-S
              cast-admin office split 510100 --to 510100-N,510100-S
            """
    )

    @OptionGroup var global: GlobalOptions

    @Argument(help: ArgumentHelp("The office: its id or path.", valueName: "office"))
    var office: String

    @Option(
        help: ArgumentHelp(
            "The new offices: ids or paths; they need not exist yet.",
            valueName: "office"
        )
    )
    var to: [String]

    @Option(help: ArgumentHelp("Why, for those who read it.", valueName: "text"))
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
