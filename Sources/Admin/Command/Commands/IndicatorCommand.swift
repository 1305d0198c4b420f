import Admin
import ArgumentParser

struct IndicatorCommand: CommandGroup {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "indicator",
            abstract: HelpLanguage.say("进展报告的指标。", "The indicators of progress reports."),
            discussion: """
                EXAMPLES
                  cast-admin indicator list
                """,
            subcommands: [IndicatorListCommand.self]
        )
    }

    @OptionGroup var global: GlobalOptions
}
