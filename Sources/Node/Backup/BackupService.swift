import Admin
import OfficeWork
import PlainText
import Store
import SyncProtocol

/// Has backups made, and tells how far the latest is.
struct BackupService: Sendable {
    let context: OfficeContext
    let runner: BackupRunner

    func startBackup(_ draft: BackupDraft, by caller: Caller) async throws -> BackupProgress {
        let person = try caller.person
        let begun = try self.runner.start(draft.folder)
        do throws(StoreError) {
            let note = AuditNote(.backupStarted, begun.folder)
            try await self.context.store.audit(note, by: person)
        } catch {
            throw APIError(error)
        }
        return begun
    }

    func backup(after: Int64?, timeoutSeconds: Int) async throws -> BackupProgress {
        if let after {
            let runner = self.runner
            await BoundedWait.run(seconds: timeoutSeconds) {
                await runner.wait(after: after)
            }
            try Task.checkCancellation()
        }
        guard let latest = self.runner.latest else { throw Self.noBackupYet }
        return latest
    }

    private static let noBackupYet = APIError(
        .notFound,
        chinese: "本节点启动以来没有备份过",
        english: "no backup was made since this node started",
        rule: "backup-made",
        hintChinese: "用 cast-admin backup 目录 开始一次备份",
        hintEnglish: "cast-admin backup DIR makes one"
    )
}
