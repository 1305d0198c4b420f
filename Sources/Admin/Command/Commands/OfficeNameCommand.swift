import Admin
import ArgumentParser

struct OfficeNameCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "name",
            abstract: HelpLanguage.say("单位更名。", "Gives an office another name."),
            discussion: HelpLanguage.say(
                """
                在上级单位的节点上执行；总部的名称在总部执行。各单位经连接得知。英文名称为空即删去。

                EXAMPLES
                  cast-admin office name 510100 --name 成都市科学技术协会
                  cast-admin office name 510100 --name-en 'Chengdu Association for Science'
                  cast-admin office name 510100 --name-en ''
                """,
                """
                Said at the node of the office above; headquarters' own name at headquarters. The \
                offices in the tree learn of it over the links. An empty English name takes it away.

                EXAMPLES
                  cast-admin office name 510100 --name 成都市科学技术协会
                  cast-admin office name 510100 --name-en 'Chengdu Association for Science'
                  cast-admin office name 510100 --name-en ''
                """
            )
        )
    }

    @OptionGroup var global: GlobalOptions

    @Argument(help: .said("单位：代码或路径。", "The office: its id or path.", valueName: "office"))
    var office: String

    @Option(help: .said("中文名称。", "Its Chinese name.", valueName: "text"))
    var name: String?

    @Option(
        name: .customLong("name-en"),
        help: .said("英文名称；空表示没有。", "Its English name; empty: none.", valueName: "text")
    )
    var nameEnglish: String?

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let caller = try self.global.caller()
        guard self.name != nil || self.nameEnglish != nil else {
            throw UsageFailure("请写出 --name 或 --name-en", "give --name or --name-en")
        }
        let draft = OfficeNamesDraft(
            office: try Check.filled(self.office, "单位编号", "the office's id"),
            name: try self.name.map { (name) throws(UsageFailure) in
                try Check.filled(name, " --name ", "--name")
            },
            nameEnglish: self.nameEnglish
        )
        let answer = try await context.withOffice(self.global) {
            try await $0.rename(draft, by: caller)
        }
        try screen.show(answer) {
            AcknowledgementText.text(
                answer,
                done: Phrase("已更名", "The new name is in the roster"),
                on: screen
            )
        }
        return .success
    }
}
