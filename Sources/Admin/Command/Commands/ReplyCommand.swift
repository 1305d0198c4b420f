import ArgumentParser

struct ReplyCommand: CommandGroup {
    static let configuration = CommandConfiguration(
        commandName: "reply",
        abstract: "Replies to directives. 回复。",
        discussion: """
            EXAMPLES
              cast-admin reply send 科协发学字〔2015〕60号 --text-file reply.txt
            """,
        subcommands: [ReplySendCommand.self]
    )
}
