import Admin
import ArgumentParser

/// Lists every key of the configuration.
struct ConfigCommand: NodeCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Lists every configuration key with its default. 列出全部配置项及默认值。",
        discussion: """
            A key can be set on the command line of run, in the environment (CAST_LINK_LISTEN_PORT) \
            or in a YAML file; the first of these that names it wins.
            """
    )

    @OptionGroup var language: LanguageOption

    func run(in context: NodeContext) async throws -> ExitStatus {
        for entry in ConfigurationEntry.all {
            try context.sink.write(
                "\(entry.name)  (\(entry.option))\n    \(entry.meaning)\n    \(entry.rule)\n"
            )
        }
        return .success
    }
}

extension ConfigurationEntry {
    /// The default and the bounds, for people.
    var rule: String {
        switch self.kind {
        case .text(let standard): "default \(standard.isEmpty ? "(empty)" : standard)"
        case .number(let standard, let range, let unit):
            "default \(standard) \(unit), from \(range.lowerBound) to \(range.upperBound)"
        case .choice(let standard, let words):
            "default \(standard), one of \(words.joined(separator: ", "))"
        case .flag(let standard): "default \(standard)"
        }
    }
}
