import Admin
import ArgumentParser

struct OfficeMoveCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "move",
        abstract: "Puts an office under another one. 单位改隶。",
        discussion: """
            EXAMPLES
              cast-admin office move 510100 --to 500000
              cast-admin office move 100000/510000/510100 --to 500000 --reason 区划调整
            """
    )

    @OptionGroup var global: GlobalOptions

    @Argument(help: ArgumentHelp("The office: its id or path.", valueName: "office"))
    var office: String

    @Option(help: ArgumentHelp("The new parent: its id or path.", valueName: "office"))
    var to: String

    @Option(help: ArgumentHelp("Why, for those who read it.", valueName: "text"))
    var reason: String?

    func run(in context: CommandContext) async throws -> ExitStatus {
        try await Reorganisation(
            kind: "move",
            offices: [self.office],
            to: [self.to],
            reason: self.reason,
            done: Phrase("已登记迁移", "The move is in the roster")
        ).run(self.global, in: context)
    }
}
