import Admin
import ArgumentParser

struct ReplyCommand: CommandGroup {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "reply",
            abstract: HelpLanguage.say("回复。", "Replies to directives."),
            discussion: """
                EXAMPLES
                  cast-admin reply send 科协发学字〔2015〕60号 --text-file reply.txt
                """,
            subcommands: [ReplySendCommand.self]
        )
    }
}
