import Admin
import ArgumentParser

struct ReorganiseCommand: CommandGroup {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "office",
            abstract: HelpLanguage.say(
                "单位更名、迁移、代码变更、合并、拆分、名额。",
                "Moves, renames, merges and splits offices, and grants places."
            ),
            discussion: HelpLanguage.say(
                """
                在旧位置和所有新位置共同上级的节点上执行，例如某市由一省划归另一省时在总部执行。有关单位都经连接得知。不复制也不删除任何内容：原有报告留在原处，新位置的上级单位也会收到。

                EXAMPLES
                  cast-admin office move 510100 --to 500000
                  cast-admin office name 510100 --name 成都市科学技术协会
                  cast-admin office rename 510107 --to 510187
                  cast-admin office merge 510105 510106 --to 510104
                  cast-admin office split 510100 --to 510100-N --to 510100-S
                """,
                """
                Said at the node of an office above the old place and all new ones, for example at \
                headquarters when a city goes from one province to another. Everybody concerned learns \
                of it over the links. Nothing is copied or deleted: old reports stay where they are, and \
                the offices above the new place receive them, too.

                EXAMPLES
                  cast-admin office move 510100 --to 500000
                  cast-admin office name 510100 --name 成都市科学技术协会
                  cast-admin office rename 510107 --to 510187
                  cast-admin office merge 510105 510106 --to 510104
                  cast-admin office split 510100 --to 510100-N --to 510100-S
                """
            ),
            subcommands: [
                OfficeMoveCommand.self, OfficeRenameCommand.self, OfficeMergeCommand.self,
                OfficeSplitCommand.self, OfficeNameCommand.self, OfficePlacesCommand.self,
            ]
        )
    }
}
