import Admin
import ArgumentParser
import PlainText

struct HostCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "host",
        abstract: "Registers an office without a machine of its own. 登记代管单位。",
        discussion: """
            This node then writes for it: receipt sign, reply send and report submit take its id \
            with --office. When the office joins with a node of its own, the hosting ends.

            EXAMPLES
              cast-admin host 510100-S01 --name 成都市计算机学会 --level society
            """
    )

    @OptionGroup var global: GlobalOptions

    @Argument(help: ArgumentHelp("The office's id.", valueName: "office"))
    var office: String

    @Option(help: ArgumentHelp("Its Chinese name.", valueName: "text"))
    var name: String

    @Option(
        name: .customLong("name-en"),
        help: ArgumentHelp("Its English name.", valueName: "text")
    )
    var nameEnglish: String?

    @Option(
        help: ArgumentHelp(
            "Its level: \(LevelWord.codes(of: LevelWord.hosted)).",
            valueName: "level"
        )
    )
    var level = "society"

    @Flag(help: "Change the name and level of an office that exists with others.")
    var rename = false

    @Flag(help: "Host it even though it has a node of its own, which is gone for good.")
    var force = false

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = try context.screen(self.global)
        let caller = try self.global.caller()
        let draft = HostedOfficeDraft(
            office: try Check.filled(self.office, "单位编号", "the office's id"),
            name: try Check.filled(self.name, " --name ", "--name"),
            nameEnglish: self.nameEnglish,
            level: try Check.level(self.level, of: LevelWord.hosted),
            rename: self.rename ? true : nil,
            force: self.force ? true : nil
        )
        let answer = try await context.withOffice(self.global) {
            try await $0.host(draft, by: caller)
        }
        let name = AcknowledgementText.name(answer, typed: draft.name)
        try screen.show(answer) {
            AcknowledgementText.text(
                answer,
                done: Phrase(
                    "已登记 \(name)（\(draft.office)）",
                    "Registered \(name) (\(draft.office))"
                ),
                on: screen
            )
        }
        return .success
    }
}
