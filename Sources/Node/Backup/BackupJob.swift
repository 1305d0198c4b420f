import Admin
import Foundation
import Store
import SyncProtocol

/// Makes one backup of a running node: identity, settings, store and attached files, each copied, checked
/// and on the disk before the list of hashes is written, which makes it a backup.
///
/// Left out are what must not be restored (the fence), what is of the running process (lock, address) and the
/// API's token, which a restored node makes anew.
struct BackupJob {
    let store: OfficeStore
    let identity: NodeIdentity
    let contents: ContentFolder
    let dataFolder: String
    /// Checked and made by ``prepare(_:dataFolder:)``.
    let folder: String
    let startedAt: Int64

    /// Makes the folder, for its owner's eyes only, unless it is there and empty.
    static func prepare(_ folder: String, dataFolder: String) throws -> String {
        guard folder.hasPrefix("/") else { throw BackupError.relative(folder) }
        let (target, data) = (BackupFiles.realPath(folder), BackupFiles.realPath(dataFolder))
        guard !Self.contains(data, target), !Self.contains(target, data) else {
            throw BackupError.insideData(folder)
        }
        try DurableFile.createFolder(target)
        guard BackupFiles.entries(of: target).isEmpty else { throw BackupError.occupied(folder) }
        return target
    }

    private static func contains(_ outer: String, _ inner: String) -> Bool {
        (inner + "/").hasPrefix(outer.hasSuffix("/") ? outer : outer + "/")
    }

    /// - Parameter progress: told state, done and total now and then. False gives up.
    /// - Throws: ``BackupError``, ``IdentityFolderError`` or ``StoreError``; nothing is left then.
    func run(
        progress: @escaping (BackupProgress.State, Int64, Int64?) -> Bool
    ) throws -> BackupSummary {
        do {
            try self.copySettings()
            let verification = try self.copyStore(progress)
            let files = try self.copyFiles(progress)
            return try self.seal(verification, files, progress)
        } catch {
            self.clear()
            if case StoreError.closed? = error as? StoreError { throw BackupError.stopping }
            throw error
        }
    }

    private func copySettings() throws {
        let identity = IdentityFolder(dataFolder: self.dataFolder)
        let target = IdentityFolder(dataFolder: self.folder)
        try target.create()
        for file in IdentityFolder.File.allCases
        where DurableFile.exists(folder: identity.path, name: file.rawValue) {
            try DurableFile.replace(
                try DurableFile.contents(folder: identity.path, name: file.rawValue),
                folder: target.path,
                name: file.rawValue
            )
        }
        let settings = "\(self.dataFolder)/\(NodeSettingsFile.name)"
        if FileManager.default.fileExists(atPath: settings) {
            _ = try BackupFiles.copy(settings, to: "\(self.folder)/\(NodeSettingsFile.name)")
        }
    }

    private func copyStore(
        _ progress: @escaping (BackupProgress.State, Int64, Int64?) -> Bool
    ) throws -> StoreVerification {
        let changes = try self.store.read { snapshot throws(StoreError) in
            snapshot.counts.changes
        }
        let verification = try self.store.backup.write(into: self.folder) { step in
            switch step {
            case .copying(let done, let total): progress(.copying, done, total)
            case .examining(let done): progress(.examining, done, max(done, Int64(changes)))
            }
        }
        guard verification.problems.isEmpty,
            verification.stateDigest == verification.rebuiltDigest
        else {
            throw BackupError.unsound(
                verification.problems.map { Phrase($0.chinese, $0.english) }
            )
        }
        return verification
    }

    private func copyFiles(
        _ progress: (BackupProgress.State, Int64, Int64?) -> Bool
    ) throws -> ContentFolder.Copied {
        let target = try ContentFolder(
            path: "\(self.folder)/\(ContentParts.folderName)",
            byteCountMax: .max,
            suite: self.identity.context.suite
        )
        return try self.contents.copy(into: target) { done, total in
            progress(.files, Int64(clamping: done), Int64(clamping: total))
        }
    }

    private func seal(
        _ verification: StoreVerification,
        _ copied: ContentFolder.Copied,
        _ progress: (BackupProgress.State, Int64, Int64?) -> Bool
    ) throws -> BackupSummary {
        var entries: [BackupManifest.Entry] = []
        var bytes: Int64 = 0
        for path in try BackupFiles.list(self.folder) {
            let found = try BackupFiles.read("\(self.folder)/\(path)") { part in
                bytes += Int64(part.count)
                guard progress(.sealing, bytes, nil) else { throw BackupError.stopping }
            }
            entries.append(
                BackupManifest.Entry(path: path, bytes: found.bytes, sha256: found.sha256)
            )
        }
        let manifest = BackupManifest(
            format: BackupManifest.formatNow,
            program: CastNode.version,
            tree: "\(self.identity.tree)",
            office: "\(self.identity.path)",
            node: "\(self.identity.signer.author)",
            madeAt: self.startedAt,
            changes: verification.changes,
            attachments: copied.files,
            stateDigest: "\(verification.stateDigest)",
            files: entries
        )
        try DurableFile.replace(
            try manifest.encoded(),
            folder: self.folder,
            name: BackupManifest.name
        )
        return BackupSummary(
            bytes: bytes,
            feeds: verification.feeds,
            changes: verification.changes,
            records: verification.records,
            stateDigest: "\(verification.stateDigest)",
            attachments: copied.files,
            damagedAttachments: copied.damaged.map(\.description)
        )
    }

    /// Takes away what was written: the folder was empty when we began. It stays: somebody may have made it.
    private func clear() {
        for name in BackupFiles.entries(of: self.folder) {
            try? FileManager.default.removeItem(atPath: "\(self.folder)/\(name)")
        }
    }
}
