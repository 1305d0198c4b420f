import Admin
import ArgumentParser

struct FloorCommand: CommandGroup {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "floor",
            abstract: HelpLanguage.say(
                "版本下限。",
                "Sets the lowest version in which records may be written."
            ),
            discussion: HelpLanguage.say(
                """
                版本低于下限的节点照常读取和转发这类记录，更新之前不写入。

                EXAMPLES
                  cast-admin floor list
                  cast-admin floor set report 2 --user 张三
                """,
                """
                A node below the floor reads and forwards such records, and writes none until it is renewed.

                EXAMPLES
                  cast-admin floor list
                  cast-admin floor set report 2 --user 张三
                """
            ),
            subcommands: [FloorListCommand.self, FloorSetCommand.self]
        )
    }
}
