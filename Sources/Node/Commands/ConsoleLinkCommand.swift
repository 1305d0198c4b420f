import Admin
import ArgumentParser

/// Prints a link that signs a browser in to the console of the running node.
struct ConsoleLinkCommand: NodeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "console-link",
            abstract: HelpLanguage.say(
                "打印一次性控制台登录链接。",
                "Prints a link that signs a browser in, once."
            ),
            discussion: HelpLanguage.say(
                """
                节点须在运行。链接只能用一次，15 分钟内有效。

                EXAMPLE
                  cast-node console-link --data-dir /var/lib/cast
                """,
                """
                The node must be running. The link works once and for 15 minutes.

                EXAMPLE
                  cast-node console-link --data-dir /var/lib/cast
                """
            )
        )
    }

    @OptionGroup var data: DataFolderOption
    @OptionGroup var language: LanguageOption

    func run(in context: NodeContext) async throws -> ExitStatus {
        let start = NodeStart(dataFolder: self.data.folder(in: context)) {
            context.sink.note($0.said(in: context.language) + "\n")
        }
        let access = try await start.access()
        let link = try await OfficeClient.withClient(access) { try await $0.consoleLink() }
        try context.sink.write(link.link + "\n")
        return .success
    }
}
