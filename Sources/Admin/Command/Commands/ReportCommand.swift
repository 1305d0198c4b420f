import ArgumentParser

struct ReportCommand: CommandGroup {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Submits and shows progress reports. 进展报告。",
        discussion: """
            EXAMPLES
              cast-admin report submit --title 二季度进展 --period 2018Q2 --point societies.participating=12
              cast-admin report list --office 510100 --period 2018Q2
              cast-admin report show 0123456789abcdef0123456789abcdef
            """,
        subcommands: [ReportSubmitCommand.self, ReportListCommand.self, ReportShowCommand.self]
    )
}
