import Admin
import ArgumentParser
import PlainText

struct HostCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "host",
            abstract: HelpLanguage.say(
                "登记代管单位。",
                "Registers an office without a machine of its own."
            ),
            discussion: HelpLanguage.say(
                """
                本节点此后代其填写：receipt sign、reply send 与 report submit 用 --office 给出其代码。该单位自己的节点加入后，代管即告结束。

                EXAMPLES
                  cast-admin host 510100-S01 --name 成都市计算机学会 --level society
                """,
                """
                This node then writes for it: receipt sign, reply send and report submit take its id \
                with --office. When the office joins with a node of its own, the hosting ends.

                EXAMPLES
                  cast-admin host 510100-S01 --name 成都市计算机学会 --level society
                """
            )
        )
    }

    @OptionGroup var global: GlobalOptions

    @Argument(help: .said("单位代码。", "The office's id.", valueName: "office"))
    var office: String

    @Option(help: .said("中文名称。", "Its Chinese name.", valueName: "text"))
    var name: String

    @Option(
        name: .customLong("name-en"),
        help: .said("英文名称。", "Its English name.", valueName: "text")
    )
    var nameEnglish: String?

    @Option(
        help: .said(
            "级别：\(LevelWord.names(of: LevelWord.hosted))。",
            "Its level: \(LevelWord.codes(of: LevelWord.hosted)).",
            valueName: "level"
        )
    )
    var level = "society"

    @Flag(
        help: .said(
            "更改已有单位的名称和级别。",
            "Change the name and level of an office that exists with others."
        )
    )
    var rename = false

    @Flag(
        help: .said(
            "即使它有自己的节点也代管；该节点已不再使用。",
            "Host it even though it has a node of its own, which is gone for good."
        )
    )
    var force = false

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
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
