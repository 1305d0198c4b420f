import ArgumentParser

struct FloorCommand: CommandGroup {
    static let configuration = CommandConfiguration(
        commandName: "floor",
        abstract: "Sets the lowest version in which records may be written. 版本下限。",
        discussion: """
            A node below the floor reads and forwards such records, and writes none until it is renewed.

            EXAMPLES
              cast-admin floor list
              cast-admin floor set report 2 --user 张三
            """,
        subcommands: [FloorListCommand.self, FloorSetCommand.self]
    )
}
