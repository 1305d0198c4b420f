import Admin
import ArgumentParser

/// Lists every key of the configuration.
struct ConfigCommand: NodeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "config",
            abstract: HelpLanguage.say(
                "列出全部配置项及默认值。",
                "Lists every configuration key with its default."
            ),
            discussion: HelpLanguage.say(
                """
                配置项可以写在 run 的命令行上、环境变量中（CAST_LINK_LISTEN_PORT）或 YAML 文件中；以先列出者为准。
                """,
                """
                A key can be set on the command line of run, in the environment (CAST_LINK_LISTEN_PORT) \
                or in a YAML file; the first of these that names it wins.
                """
            )
        )
    }

    @OptionGroup var language: LanguageOption

    func run(in context: NodeContext) async throws -> ExitStatus {
        for entry in ConfigurationEntry.all {
            let (meaning, rule) = (
                entry.meaning.said(in: context.language), entry.rule.said(in: context.language)
            )
            try context.sink.write(
                "\(entry.name)  (\(entry.option))\n    \(meaning)\n    \(rule)\n"
            )
        }
        return .success
    }
}
