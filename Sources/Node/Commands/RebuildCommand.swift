import Admin
import ArgumentParser
import PlainText
import Store

/// Derives everything anew from the feeds.
struct RebuildCommand: NodeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "rebuild",
            abstract: HelpLanguage.say(
                "由变更日志重建记录与汇总。",
                "Derives records and totals anew from the feeds."
            ),
            discussion: HelpLanguage.say(
                """
                用于 cast-admin verify 发现记录或汇总与来源不符的数据库。磁盘上已损坏的变更会略过，
                节点运行后由相邻节点补来。节点须已停止。

                EXAMPLE
                  cast-node rebuild --data-dir /var/lib/cast
                """,
                """
                For a store in which cast-admin verify found records or totals that do not follow from the \
                feeds. A change that is damaged on the disk is left out; the running node fetches it from a \
                neighbour. The node must be stopped.

                EXAMPLE
                  cast-node rebuild --data-dir /var/lib/cast
                """
            )
        )
    }

    private static let tellingPause = Duration.seconds(5)

    @OptionGroup var data: DataFolderOption
    @OptionGroup var language: LanguageOption

    func run(in context: NodeContext) async throws -> ExitStatus {
        let dataFolder = self.data.folder(in: context)
        let identity = try NodeIdentity.load(
            from: IdentityFolder(dataFolder: dataFolder),
            context.suites
        )
        let store = try NodeStore.open(identity, dataFolder: dataFolder, creates: false)
        defer { store.close() }
        try context.say("正在重建 …", "Rebuilding …")
        return try await Self.rebuild(store, dataFolder, in: context)
    }

    /// Says every few seconds how far it has come.
    private static func rebuild(_ store: OfficeStore, in context: NodeContext) async throws {
        let teller = Task {
            while (try? await Task.sleep(for: Self.tellingPause)) != nil {
                guard let progress = store.examination.rebuilding else { continue }
                try? context.say("已完成 \(progress.percent)%", "\(progress.percent)% done")
            }
        }
        defer { teller.cancel() }
        try await store.examination.rebuild()
    }

    /// Rebuilds an open store and says what came of it.
    static func rebuild(
        _ store: OfficeStore,
        _ dataFolder: String,
        in context: NodeContext
    ) async throws -> ExitStatus {
        try await Self.rebuild(store, in: context)
        let found = try NodeExamination(
            store,
            dataFolder: dataFolder,
            suites: context.suites
        )
        try await store.examination.note(findings: found.problems)
        try context.say(
            "已重建：\(found.store.records) 条记录，\(found.problems.count) 个问题",
            "Rebuilt: \(EnglishCount.text(found.store.records, "record")), "
                + EnglishCount.text(found.problems.count, "problem")
        )
        let damaged = try store.damage.changes().count
        if damaged > 0 {
            try context.say(
                "有 \(damaged) 个变更在磁盘上已损坏，未计入；启动节点后将自动从邻居取回",
                "left out, damaged on the disk: \(EnglishCount.text(damaged, "change")); start the node, "
                    + "which fetches what is missing from its neighbours"
            )
        }
        return found.problems.isEmpty ? .success : .problemsFound
    }
}
