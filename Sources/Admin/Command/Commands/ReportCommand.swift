import Admin
import ArgumentParser

struct ReportCommand: CommandGroup {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "report",
            abstract: HelpLanguage.say("进展报告。", "Submits and shows progress reports."),
            discussion: """
                EXAMPLES
                  cast-admin report submit --title 二季度进展 --period 2018Q2 --point societies.participating=12
                  cast-admin report list --office 510100 --period 2018Q2
                  cast-admin report show 0123456789abcdef0123456789abcdef
                """,
            subcommands: [ReportSubmitCommand.self, ReportListCommand.self, ReportShowCommand.self]
        )
    }
}
