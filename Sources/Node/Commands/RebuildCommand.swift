import Admin
import ArgumentParser
import Store

/// Derives everything anew from the feeds.
struct RebuildCommand: NodeCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Derives records and totals anew from the feeds. 由变更日志重建记录与汇总。",
        discussion: """
            For a store in which cast-admin verify found records or totals that do not follow from the \
            feeds. The node must be stopped.

            EXAMPLE
              cast-node rebuild --data-dir /var/lib/cast
            """
    )

    @OptionGroup var data: DataFolderOption
    @OptionGroup var language: LanguageOption

    func run(in context: NodeContext) async throws -> ExitStatus {
        let dataFolder = self.data.folder(in: context)
        let identity = try NodeIdentity.load(from: IdentityFolder(dataFolder: dataFolder))
        let store = try NodeStore.open(identity, dataFolder: dataFolder, creates: false)
        defer { store.close() }
        try context.say("正在重建 …", "Rebuilding …")
        try await store.rebuild()
        let result = try store.verify()
        try context.say(
            "已重建：\(result.records) 条记录，\(result.problems.count) 个问题",
            "Rebuilt: \(result.records) records, \(result.problems.count) problems"
        )
        return result.problems.isEmpty ? .success : .problemsFound
    }
}
