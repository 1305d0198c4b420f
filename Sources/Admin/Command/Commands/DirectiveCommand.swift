import ArgumentParser

struct DirectiveCommand: CommandGroup {
    static let configuration = CommandConfiguration(
        commandName: "directive",
        abstract: "Issues directives and shows where they are. 下发文件。",
        discussion: """
            EXAMPLES
              cast-admin directive list
              cast-admin directive trace 科协发学字〔2015〕60号
            """,
        subcommands: [
            DirectiveIssueCommand.self, DirectiveListCommand.self, DirectiveShowCommand.self,
            DirectiveTraceCommand.self,
        ]
    )
}
