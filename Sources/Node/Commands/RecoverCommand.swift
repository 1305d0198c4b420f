import Admin
import ArgumentParser
import Decision
import Foundation
import PlainText
import Store

/// Makes an empty store for an office that has lost its own.
struct RecoverCommand: NodeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "recover",
            abstract: HelpLanguage.say(
                "数据库丢失后重建空库。",
                "Makes a new store for an office that lost its own."
            ),
            discussion: HelpLanguage.say(
                """
                identity 目录必须还在。相邻节点持有的内容，在节点运行后由连接取回；无人持有的已经丢失，只要 fence 文件还在，
                就能说出丢失了多少。有备份时请改用备份恢复。

                仍能打开的数据库不会被丢弃：可以派生的重新派生，损坏的略过，再由相邻节点取回或重写。

                EXAMPLE
                  cast-node recover --data-dir /var/lib/cast
                """,
                """
                The identity folder must be there. Everything that a neighbour holds comes back over the \
                links once the node runs; what no neighbour had is lost, and counted as long as the file \
                fence is still there. Restore a backup instead if there is one.

                A store that can still be opened is not thrown away: what can be derived in it is derived anew, \
                and what is damaged is left out, fetched again from neighbours or written again.

                EXAMPLE
                  cast-node recover --data-dir /var/lib/cast
                """
            )
        )
    }

    @OptionGroup var data: DataFolderOption
    @OptionGroup var language: LanguageOption

    func run(in context: NodeContext) async throws -> ExitStatus {
        let dataFolder = self.data.folder(in: context)
        let identity = try NodeIdentity.load(
            from: IdentityFolder(dataFolder: dataFolder),
            context.suites
        )
        if OfficeStore.isThere(in: dataFolder) {
            return try await Self.putInOrder(identity, dataFolder, in: context)
        }
        // The fence stays: it remembers how many changes of this office were acknowledged.
        let store = try NodeStore.open(identity, dataFolder: dataFolder, creates: true)
        defer { store.close() }
        try await store.record(StoreEvent(at: context.now(), kind: .storeMadeAnew))
        try context.say(
            "已新建空库。启动后将从邻居取回内容：cast-node run --data-dir \(dataFolder)",
            "A new store is made. Start the node to fetch everything back: cast-node run --data-dir \(dataFolder)"
        )
        return .success
    }

    /// A store that is there may hold what nobody else has.
    private static func putInOrder(
        _ identity: NodeIdentity,
        _ dataFolder: String,
        in context: NodeContext
    ) async throws -> ExitStatus {
        do {
            let store = try NodeStore.open(identity, dataFolder: dataFolder, creates: false)
            defer { store.close() }
            try context.say(
                "\(dataFolder) 中的数据库可以打开，不重建空库，改为就地整理 …",
                "The store in \(dataFolder) can be opened, so it is put in order and not thrown away …"
            )
            return try await RebuildCommand.rebuild(store, dataFolder, in: context)
        } catch let error as StoreError where error.isDamage {
            throw NodeFailure(
                .dataRefused,
                "\(dataFolder) 中的数据库已无法使用：\(error.chinese)",
                "The store in \(dataFolder) cannot be used any more: \(error.english)"
            )
        }
    }
}
