import Admin
import ArgumentParser

struct IndicatorListCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list",
            abstract: HelpLanguage.say(
                "列出指标及其代码、单位。",
                "Lists the indicators with their codes and units."
            ),
            discussion: """
                EXAMPLES
                  cast-admin indicator list
                """
        )
    }

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let indicators = try await context.withOffice(self.global) {
            try await $0.indicators(by: self.global.caller())
        }
        try screen.show(indicators) { Self.text(indicators, on: screen) }
        return .success
    }

    private static func text(_ indicators: [IndicatorSummary], on screen: Screen) -> String {
        let table = Table(
            [
                .text("代码", "Code"), .text("指标", "Indicator"), .text("单位", "Unit"),
                .figure("小数位", "Digits"),
            ],
            rows: indicators.map { indicator in
                [
                    indicator.code, screen.say(indicator.name, indicator.nameEnglish),
                    screen.say(indicator.unitName, indicator.unit),
                    String(indicator.fractionDigits),
                ]
            }
        )
        return screen.say("指标（共 \(indicators.count)）", "Indicators (\(indicators.count))") + "\n"
            + table.rendered(in: screen.language)
    }
}
