import Admin
import ArgumentParser
import Foundation
import PlainText

/// Puts a backup into a data folder.
struct RestoreCommand: NodeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "restore",
            abstract: HelpLanguage.say("用备份恢复节点。", "Restores this node from a backup."),
            discussion: HelpLanguage.say(
                """
                先按备份中的校验值核对每个文件，再改动任何内容。节点须已停止；旧节点不得再与恢复后的节点同时运行。
                启动之后，节点从相邻节点取回备份之后的内容，写入新的序列，并说明取回了什么（cast-admin status）。

                EXAMPLES
                  cast-node restore /backup/cast-2018-05-03 --data-dir /var/lib/cast
                  cast-node restore /backup/cast-2018-05-03 --data-dir /var/lib/cast --replace
                """,
                """
                Every file is checked against the backup's list of hashes before anything is touched. The \
                node must be stopped, and the old one must never run again beside the restored one. After \
                the start the node fetches what is newer than the backup from its neighbours, goes on in \
                fresh feeds, and says what came back (cast-admin status).

                EXAMPLES
                  cast-node restore /backup/cast-2018-05-03 --data-dir /var/lib/cast
                  cast-node restore /backup/cast-2018-05-03 --data-dir /var/lib/cast --replace
                """
            )
        )
    }

    /// Bytes between two words about progress.
    private static let progressStep: Int64 = 256 * 1_024 * 1_024

    @Argument(help: .said("cast-admin backup 所做的备份目录。", "The folder that cast-admin backup made."))
    var backup: String

    @OptionGroup var data: DataFolderOption
    @OptionGroup var language: LanguageOption

    @Flag(
        help: .said(
            "取代数据目录中已有的节点；原有内容保存在其中的 replaced-… 目录。",
            "Put the backup in the place of a node that is there; what it had is kept in a folder replaced-… inside."
        )
    )
    var replace = false

    func run(in context: NodeContext) async throws -> ExitStatus {
        let dataFolder = self.data.folder(in: context)
        let restoration = Restoration(
            backup: BackupFiles.realPath(self.backup),
            dataFolder: dataFolder,
            now: context.now(),
            suites: context.suites
        )
        let manifest = try restoration.manifest()
        var told: Int64 = 0
        let outcome = try await restoration.run(manifest, replaces: self.replace) { done, total in
            guard done - told >= Self.progressStep, done < total else { return }
            told = done
            let percent = done * 100 / max(1, total)
            context.sink.note(
                Phrase("已恢复 \(percent)%", "\(percent)% restored").said(in: context.language) + "\n"
            )
        }
        try self.say(outcome, dataFolder, in: context)
        return .success
    }

    private func say(
        _ outcome: Restoration.Outcome,
        _ dataFolder: String,
        in context: NodeContext
    ) throws {
        let manifest = outcome.manifest
        let madeAt = ChinaTime.minute(manifest.madeAt)
        try context.say(
            "已恢复 \(manifest.office) \(madeAt) 的备份：\(manifest.changes) 条变更，\(manifest.attachments) 个附件，全部核对无误。",
            "Restored \(manifest.office) from the backup of \(madeAt): "
                + "\(EnglishCount.text(manifest.changes, "change")), "
                + "\(EnglishCount.text(manifest.attachments, "attached file")), all checked."
        )
        if let replaced = outcome.replaced {
            try context.say(
                "原有内容保存在 \(replaced)；请勿再用它运行节点，确认无误后可删除。",
                "What was there before is kept in \(replaced). Never run a node with it; remove it when all is well."
            )
        }
        try context.say(
            "启动：cast-node run --data-dir \(dataFolder)。之后的内容会从邻居取回，结果见 cast-admin status。",
            "Start it: cast-node run --data-dir \(dataFolder). What is newer comes back from the neighbours; "
                + "cast-admin status says what came of it."
        )
    }
}
