import ArgumentParser

struct ReceiptCommand: CommandGroup {
    static let configuration = CommandConfiguration(
        commandName: "receipt",
        abstract: "Signs for directives. 签收。",
        discussion: """
            EXAMPLES
              cast-admin receipt sign 科协发学字〔2015〕60号 --user 张三
            """,
        subcommands: [ReceiptSignCommand.self]
    )
}
