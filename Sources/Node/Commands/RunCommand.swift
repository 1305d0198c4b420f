import Admin
import ArgumentParser
import Logging
import Store

/// Runs the node until it is told to stop.
struct RunCommand: NodeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "run",
            abstract: HelpLanguage.say("运行本单位节点。", "Runs this office's node."),
            discussion: HelpLanguage.say(
                """
                每个配置项都可以作为选项给出，cast-node config 列出全部配置项。

                EXAMPLES
                  cast-node run --data-dir /var/lib/cast
                  cast-node run --data-dir /var/lib/cast --link-listen-port 8600 --log-format json
                """,
                """
                Every configuration key can be given as an option; cast-node config lists them.

                EXAMPLES
                  cast-node run --data-dir /var/lib/cast
                  cast-node run --data-dir /var/lib/cast --link-listen-port 8600 --log-format json
                """
            )
        )
    }

    @OptionGroup var data: DataFolderOption

    @Option(
        help: .said(
            "YAML 文件，- 表示标准输入（默认数据目录中的 node.yaml）。",
            "A YAML file, - for standard input (default: node.yaml in the data folder).",
            valueName: "file"
        )
    )
    var config: String?

    @OptionGroup var language: LanguageOption

    @Argument(
        parsing: .allUnrecognized,
        help: .said(
            "配置项，如 --link-listen-port 8600。",
            "Configuration keys, such as --link-listen-port 8600."
        )
    )
    var settings: [String] = []

    func run(in context: NodeContext) async throws -> ExitStatus {
        let configuration: NodeConfiguration
        do {
            configuration = try NodeConfiguration.load(
                dataFolder: self.data.folder(in: context),
                file: self.config,
                arguments: self.settings,
                environment: context.environment
            )
        } catch let error as ConfigurationError where error.isUsage {
            throw UsageFailure(error.text.chinese, error.text.english)
        }
        let logger = NodeLog.logger(
            level: configuration.logLevel,
            format: configuration.logFormat,
            sink: context.sink
        )
        try await Self.run(configuration, logger, in: context)
        try context.say("节点已停止", "stopped")
        return .success
    }

    /// How often a damaged store is opened anew in one run: a disk that goes on turning bits is not trusted for ever.
    private static let reopeningsMax = 3

    private static func run(
        _ configuration: NodeConfiguration,
        _ logger: Logger,
        in context: NodeContext
    ) async throws {
        for reopening in 0... {
            let runtime = try await NodeRuntime.make(
                configuration,
                suites: context.suites,
                logger: logger
            ) { console, links in
                try? context.say(
                    "节点已就绪：控制台 \(console)，单位间端口 \(links)",
                    "ready: console \(console), links \(links)"
                )
            }
            do {
                return try await runtime.run()
            } catch let damage as StoreDamaged {
                let cause = damage.cause
                guard reopening < Self.reopeningsMax else {
                    throw NodeFailure(.dataRefused, cause.chinese, cause.english)
                }
                logger.error(
                    "the store is damaged, saving what is whole of it",
                    metadata: ["error": "\(cause)"]
                )
            }
        }
    }
}
