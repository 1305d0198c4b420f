import ArgumentParser

struct ReorganiseCommand: CommandGroup {
    static let configuration = CommandConfiguration(
        commandName: "office",
        abstract: "Moves, renames, merges and splits offices. 单位更名、迁移、代码变更、合并、拆分。",
        discussion: """
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
            """,
        subcommands: [
            OfficeMoveCommand.self, OfficeRenameCommand.self, OfficeMergeCommand.self,
            OfficeSplitCommand.self, OfficeNameCommand.self,
        ]
    )
}
