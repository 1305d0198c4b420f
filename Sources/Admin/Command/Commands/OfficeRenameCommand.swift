import Admin
import ArgumentParser

struct OfficeRenameCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "rename",
            abstract: HelpLanguage.say("单位代码变更。", "Gives an office another id."),
            discussion: """
                EXAMPLES
                  cast-admin office rename 510107 --to 510187
                  cast-admin office rename 510107 --to 510187 --reason 代码调整
                """
        )
    }

    @OptionGroup var global: GlobalOptions

    @Argument(help: .said("单位：代码或路径。", "The office: its id or path.", valueName: "office"))
    var office: String

    @Option(help: .said("新代码。", "The new id.", valueName: "office"))
    var to: String

    @Option(help: .said("原因，供人阅读。", "Why, for those who read it.", valueName: "text"))
    var reason: String?

    func run(in context: CommandContext) async throws -> ExitStatus {
        try await Reorganisation(
            kind: "rename",
            offices: [self.office],
            to: [self.to],
            reason: self.reason,
            done: Phrase("已登记代码变更", "The new id is in the roster")
        ).run(self.global, in: context)
    }
}
