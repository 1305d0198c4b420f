import ArgumentParser

struct IndicatorCommand: CommandGroup {
    static let configuration = CommandConfiguration(
        commandName: "indicator",
        abstract: "The indicators of progress reports. 进展报告的指标。",
        discussion: """
            EXAMPLES
              cast-admin indicator list
            """,
        subcommands: [IndicatorListCommand.self]
    )

    @OptionGroup var global: GlobalOptions
}
