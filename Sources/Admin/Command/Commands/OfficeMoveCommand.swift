import Admin
import ArgumentParser

struct OfficeMoveCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "move",
            abstract: HelpLanguage.say(
                "单位改隶，或收回误报。",
                "Puts an office under another one, or lets it stay."
            ),
            discussion: HelpLanguage.say(
                """
                上级写成该单位原处的上级，就收回此前误报的变动（迁移、更名、合并或拆分）：单位留在原处。

                EXAMPLES
                  cast-admin office move 510100 --to 500000
                  cast-admin office move 100000/510000/510100 --to 500000 --reason 区划调整
                  cast-admin office move 100000/510000/510100 --to 510000     # it stays after all
                """,
                """
                With the parent that the office has at its old place, what was said here by mistake \
                (a move, a renaming, a merger or a split) is taken back: the office stays.

                EXAMPLES
                  cast-admin office move 510100 --to 500000
                  cast-admin office move 100000/510000/510100 --to 500000 --reason 区划调整
                  cast-admin office move 100000/510000/510100 --to 510000     # it stays after all
                """
            )
        )
    }

    @OptionGroup var global: GlobalOptions

    @Argument(help: .said("单位：代码或路径。", "The office: its id or path.", valueName: "office"))
    var office: String

    @Option(help: .said("新的上级：代码或路径。", "The new parent: its id or path.", valueName: "office"))
    var to: String

    @Option(help: .said("原因，供人阅读。", "Why, for those who read it.", valueName: "text"))
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
