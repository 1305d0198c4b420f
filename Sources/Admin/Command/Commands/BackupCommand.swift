import Admin
import ArgumentParser
import Foundation
import PlainText

struct BackupCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "backup",
            abstract: HelpLanguage.say("备份运行中的节点。", "Makes a backup of the running node."),
            discussion: HelpLanguage.say(
                """
                节点把身份、配置、数据库和附件复制到本机的一个文件夹，核验副本并列出每个文件的散列值，之后才算备份。文件夹应是新的或空的，在数据文件夹之外，最好在另一块磁盘上；节点的系统用户须能写入。其中有节点的密钥：请锁好或加密保存。用 cast-node restore 恢复。

                EXAMPLES
                  cast-admin backup /backup/cast-2018-05-03
                  cast-admin backup "/backup/cast-$(date +%F)" --json
                """,
                """
                The node copies identity, settings, store and attached files into a folder of its own machine, \
                examines the copy, and lists the hash of every file: only then is it a backup. The folder must \
                be new or empty, outside the data folder, best on another disk; the node's user must be able \
                to write there. It holds the node's keys: keep it locked up or encrypted. cast-node restore \
                puts it back.

                EXAMPLES
                  cast-admin backup /backup/cast-2018-05-03
                  cast-admin backup "/backup/cast-$(date +%F)" --json
                """
            )
        )
    }

    /// How long one question after progress waits for news.
    private static let waitSeconds = 30

    @Argument(help: .said("要建立的文件夹；新的或空的。", "The folder to make; it is new or empty."))
    var folder: String

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let caller = try self.global.caller()
        let draft = BackupDraft(folder: try self.wholePath())
        let progress = try await context.withOffice(self.global) { office in
            var progress = try await office.startBackup(draft, by: caller)
            while !progress.isOver {
                let next = try await office.backup(
                    after: progress.revision,
                    timeoutSeconds: Self.waitSeconds,
                    by: caller
                )
                if next.state != progress.state, !next.isOver {
                    screen.note(Self.step(next))
                }
                progress = next
            }
            return progress
        }
        if let error = progress.error { throw error }
        try screen.show(progress) { Self.text(progress, on: screen) }
        return progress.summary?.damagedAttachments.isEmpty ?? true ? .success : .problemsFound
    }

    /// Of a node on this machine the folder may be named from where we stand.
    private func wholePath() throws(UsageFailure) -> String {
        if self.folder.hasPrefix("/") { return self.folder }
        guard self.global.node == nil, !self.folder.isEmpty else {
            throw UsageFailure(
                "用 --node 时要写节点所在机器上的完整路径（以 / 开头）",
                "with --node, write the whole path on the node's machine, from /"
            )
        }
        let here = FileManager.default.currentDirectoryPath
        return URL(
            filePath: self.folder,
            relativeTo: URL(filePath: here, directoryHint: .isDirectory)
        )
        .standardizedFileURL.path(percentEncoded: false)
    }

    private static func step(_ progress: BackupProgress) -> Phrase {
        let total = progress.total.map { " / \($0)" } ?? ""
        switch progress.state {
        case .copying: return Phrase("正在复制数据库…", "copying the store …")
        case .examining:
            return Phrase(
                "正在核验副本：\(progress.done)\(total) 条变更…",
                "examining the copy, changes: \(progress.done)\(total) …"
            )
        case .files: return Phrase("正在复制附件…", "copying the attached files …")
        case .sealing: return Phrase("正在登记校验值…", "listing the hashes …")
        case .done, .failed: return Phrase("", "")
        }
    }

    private static func text(_ progress: BackupProgress, on screen: Screen) -> String {
        guard let summary = progress.summary else { return "" }
        var fields = Fields()
        fields.add("备份", "Backup", progress.folder)
        fields.add("大小", "Size", ByteCount.text(summary.bytes))
        fields.add(
            "已核验",
            "Checked",
            Phrase(
                "\(summary.feeds) 个源，\(summary.changes) 条变更，\(summary.records) 条记录，"
                    + "\(summary.attachments) 个附件",
                [
                    EnglishCount.text(summary.feeds, "feed"),
                    EnglishCount.text(summary.changes, "change"),
                    EnglishCount.text(summary.records, "record"),
                    EnglishCount.text(summary.attachments, "attached file"),
                ].joined(separator: ", ")
            )
        )
        fields.add("状态摘要", "State digest", summary.stateDigest)
        var text = fields.rendered(in: screen.language)
        for damaged in summary.damagedAttachments {
            text += screen.say(
                "附件 \(damaged) 在本节点上已损坏，未列入备份。\n",
                "Attached file \(damaged) is damaged on this node and is not in the backup.\n"
            )
        }
        return text
            + screen.say(
                "备份完整，已落盘。其中有本单位的密钥，请妥善保管。",
                "The backup is whole and on the disk. It holds this office's keys: lock it up."
            ) + "\n"
    }
}
