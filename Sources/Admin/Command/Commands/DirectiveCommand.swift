import Admin
import ArgumentParser

struct DirectiveCommand: CommandGroup {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "directive",
            abstract: HelpLanguage.say("下发文件。", "Issues directives and shows where they are."),
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
}
