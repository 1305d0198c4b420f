import Admin
import ArgumentParser

struct ReceiptCommand: CommandGroup {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "receipt",
            abstract: HelpLanguage.say("签收。", "Signs for directives."),
            discussion: """
                EXAMPLES
                  cast-admin receipt sign 科协发学字〔2015〕60号 --user 张三
                """,
            subcommands: [ReceiptSignCommand.self]
        )
    }
}
