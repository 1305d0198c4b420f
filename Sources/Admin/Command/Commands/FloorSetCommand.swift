import Admin
import ArgumentParser

struct FloorSetCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Sets a version floor for this office and all below it. 为本单位及下级设定版本下限。",
        discussion: """
            EXAMPLES
              cast-admin floor set report 2 --user 张三
              cast-admin floor set 22 2 --user 张三
            """
    )

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The kind of record: a word like report, or its number.")
    var kind: String

    @Argument(help: "The lowest version that may write it.")
    var version: Int64

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = try context.screen(self.global)
        let draft = VersionFloorDraft(
            kind: try Check.filled(self.kind, "种类", "the kind"),
            version: self.version
        )
        guard self.version > 0 else {
            throw UsageFailure("版本须为正整数", "the version is a number above 0")
        }
        let caller = try self.global.caller()
        let told = try await context.withOffice(self.global) {
            try await $0.setFloor(draft, by: caller)
        }
        try screen.show(told) {
            AcknowledgementText.text(
                told,
                done: Phrase("已设定版本下限", "The version floor is set"),
                on: screen
            )
        }
        return .success
    }
}
