import Admin
import ArgumentParser

struct OfficeMoveCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "move",
        abstract: "Puts an office under another one, or lets it stay. 单位改隶，或收回误报。",
        discussion: """
            With the parent that the office has at its old place, what was said here by mistake \
            (a move, a renaming, a merger or a split) is taken back: the office stays.

            EXAMPLES
              cast-admin office move 510100 --to 500000
              cast-admin office move 100000/510000/510100 --to 500000 --reason 区划调整
              cast-admin office move 100000/510000/510100 --to 510000     # it stays after all
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
