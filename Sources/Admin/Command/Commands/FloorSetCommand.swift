import Admin
import ArgumentParser

struct FloorSetCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "set",
            abstract: HelpLanguage.say(
                "为本单位及下级设定版本下限。",
                "Sets a version floor for this office and all below it."
            ),
            discussion: """
                EXAMPLES
                  cast-admin floor set report 2 --user 张三
                  cast-admin floor set 22 2 --user 张三
                """
        )
    }

    @OptionGroup var global: GlobalOptions

    @Argument(
        help: .said("记录种类：如 report，或其编号。", "The kind of record: a word like report, or its number.")
    )
    var kind: String

    @Argument(help: .said("可以写入的最低版本。", "The lowest version that may write it."))
    var version: Int64

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let draft = VersionFloorDraft(
            kind: try Check.filled(self.kind, "种类", "the kind"),
            version: self.version
        )
        guard self.version > 0 else {
            throw UsageFailure("版本须为正整数", "the version is a number above 0")
        }
        let caller = try self.global.caller()
        let (told, floors) = try await context.withOffice(self.global) {
            (try await $0.setFloor(draft, by: caller), try await $0.versionFloors(by: caller))
        }
        try screen.show(told) {
            AcknowledgementText.text(
                told,
                done: Phrase("已设定版本下限", "The version floor is set"),
                on: screen
            )
        }
        if let warning = self.warning(floors) { screen.note(warning) }
        return .success
    }

    /// Whoever sets a floor above the own program stops the own office as well.
    private func warning(_ floors: [VersionFloorSummary]) -> Phrase? {
        let floor = floors.first { $0.name == self.kind || String($0.kind) == self.kind }
        guard let floor, let own = floor.ownVersion, own < floor.version else { return nil }
        return Phrase(
            "注意：本节点写入的是版本 \(own)，升级前本单位也不能再写入此类记录；"
                + "如系误设，请执行 cast-admin floor set \(self.kind) \(own)。",
            "Note: this node itself writes version \(own), so this office can write no such records "
                + "before it is renewed. To take it back: cast-admin floor set \(self.kind) \(own)."
        )
    }
}
