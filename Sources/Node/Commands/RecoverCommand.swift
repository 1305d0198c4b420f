import Admin
import ArgumentParser
import Foundation
import Store

/// Makes an empty store for an office that has lost its own.
struct RecoverCommand: NodeCommand {
    static let configuration = CommandConfiguration(
        commandName: "recover",
        abstract: "Makes a new store for an office that lost its own. 数据库丢失后重建空库。",
        discussion: """
            The identity folder must be there. Everything that a neighbour holds comes back over the \
            links once the node runs; what no neighbour had is lost. Restore a backup instead if \
            there is one.

            EXAMPLE
              cast-node recover --data-dir /var/lib/cast
            """
    )

    @OptionGroup var data: DataFolderOption
    @OptionGroup var language: LanguageOption

    func run(in context: NodeContext) async throws -> ExitStatus {
        let dataFolder = self.data.folder(in: context)
        let identity = try NodeIdentity.load(from: IdentityFolder(dataFolder: dataFolder))
        guard !FileManager.default.fileExists(atPath: "\(dataFolder)/store.sqlite") else {
            throw NodeFailure(
                .dataRefused,
                "\(dataFolder) 中已有数据库；如已损坏，请先移走 store.sqlite 及其 -wal、-shm 文件",
                "\(dataFolder) has a store; if it is damaged, move store.sqlite and its -wal and -shm away first"
            )
        }
        // What it remembers belongs to the store that is gone.
        try? FileManager.default.removeItem(atPath: "\(dataFolder)/fence")
        let store = try NodeStore.open(identity, dataFolder: dataFolder, creates: true)
        defer { store.close() }
        try await store.record(.recovered(at: context.now()))
        try context.say(
            "已新建空库。启动后将从邻居取回内容：cast-node run --data-dir \(dataFolder)",
            "A new store is made. Start the node to fetch everything back: cast-node run --data-dir \(dataFolder)"
        )
        return .success
    }
}

extension StoreEvent {
    static func recovered(at now: Int64) -> StoreEvent {
        StoreEvent(
            at: now,
            kind: StoreEvent.madeAnewKind,
            chinese: "数据库丢失后已新建，内容将从邻居取回。",
            english: "The store was lost and made anew; its content is fetched from the neighbours."
        )
    }
}
