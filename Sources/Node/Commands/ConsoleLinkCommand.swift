import Admin
import ArgumentParser

/// Prints a link that signs a browser in to the console of the running node.
struct ConsoleLinkCommand: NodeCommand {
    static let configuration = CommandConfiguration(
        commandName: "console-link",
        abstract: "Prints a link that signs a browser in, once. 打印一次性控制台登录链接。",
        discussion: """
            The node must be running. The link works once and for 15 minutes.

            EXAMPLE
              cast-node console-link --data-dir /var/lib/cast
            """
    )

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
