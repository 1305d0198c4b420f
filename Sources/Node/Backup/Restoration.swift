import Admin
import Foundation
import Store
import SyncProtocol

/// Puts a backup into a data folder: checked whole, copied beside, and only then moved to its place.
///
/// Whatever was in the data folder is moved into a folder `replaced-…` inside it, never deleted. A crash at any
/// point leaves either a folder that no node starts in, or a whole one; the command may be repeated.
struct Restoration {
    private static let stagingFolder = ".restoring"
    private static let lockFile = "store.lock"
    private static let fenceFile = "fence"
    private static let replacedPrefix = "replaced-"

    let backup: String
    let dataFolder: String
    /// UTC milliseconds.
    let now: Int64
    /// Those that the program knows.
    var suites = SuiteRegistry.shipped

    /// What was put back.
    struct Outcome: Sendable {
        let manifest: BackupManifest
        /// Where what was there before lies now; nil when there was nothing.
        let replaced: String?
    }

    /// Reads the list of a backup's files.
    func manifest() throws -> BackupManifest {
        let path = "\(self.backup)/\(BackupManifest.name)"
        guard FileManager.default.fileExists(atPath: path) else {
            throw BackupError.noBackup(self.backup)
        }
        var bytes = Data()
        try BackupFiles.read(path) { part in
            guard bytes.count + part.count <= BackupManifest.bytesMax else {
                throw BackupError.unreadable(path)
            }
            bytes += part
        }
        struct Head: Decodable { let format: Int }
        guard let head = try? JSONDecoder().decode(Head.self, from: bytes) else {
            throw BackupError.unreadable(path)
        }
        guard head.format == BackupManifest.formatNow else {
            throw BackupError.unknownFormat(head.format)
        }
        guard let manifest = try? JSONDecoder().decode(BackupManifest.self, from: bytes),
            manifest.files.allSatisfy({
                Self.isPlain($0.path) && (0...BackupManifest.fileBytesMax).contains($0.bytes)
            })
        else { throw BackupError.unreadable(path) }
        return manifest
    }

    /// A path that stays below the folder that it is put into.
    private static func isPlain(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return (1...3).contains(parts.count)
            && parts.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") && !$0.utf8.contains(0) }
    }

    /// - Parameters:
    ///   - replaces: whether a node that is there already may give way.
    ///   - progress: told how many bytes are copied and checked, and of how many.
    /// - Throws: ``BackupError``, ``IdentityFolderError`` or ``StoreError``. Up to the moving the data folder is then as
    ///   it was; what had been moved lies in ``Outcome/replaced`` or still in the staging folder.
    func run(
        _ manifest: BackupManifest,
        replaces: Bool,
        progress: (_ done: Int64, _ total: Int64) -> Void
    ) async throws -> Outcome {
        let isNew = !FileManager.default.fileExists(atPath: self.dataFolder)
        let lockPath = "\(self.dataFolder)/\(Self.lockFile)"
        let hadLock = FileManager.default.fileExists(atPath: lockPath)
        try DurableFile.createFolder(self.dataFolder)
        let lock = try StoreLock(folder: self.dataFolder)
        defer { lock.release() }
        do {
            return try await self.replace(manifest, replaces: replaces, progress)
        } catch {
            // Only what we have made goes; a folder in which anything is stays by itself.
            if !hadLock { unlink(lockPath) }
            if isNew { rmdir(self.dataFolder) }
            throw error
        }
    }

    private func replace(
        _ manifest: BackupManifest,
        replaces: Bool,
        _ progress: (Int64, Int64) -> Void
    ) async throws -> Outcome {
        let staging = "\(self.dataFolder)/\(Self.stagingFolder)"
        let entries = BackupFiles.entries(of: self.dataFolder)
        let (former, others) = (
            entries.filter { $0.hasPrefix(Self.replacedPrefix) },
            entries.filter { !$0.hasPrefix(Self.replacedPrefix) }
        )
        let present = others.filter { ![Self.lockFile, Self.stagingFolder].contains($0) }
        guard present.isEmpty || replaces else { throw BackupError.inUse(self.dataFolder) }
        // After a crash the identity may lie in any of these, and what belongs to it still in its place.
        let folders = [self.dataFolder, staging] + former.map { "\(self.dataFolder)/\($0)" }
        for folder in folders { try self.checkOffice(manifest, in: folder) }
        // Left behind by a crash.
        try? FileManager.default.removeItem(atPath: staging)
        do {
            try DurableFile.createFolder(staging)
            try self.copy(manifest, into: staging, progress)
            try self.carryFence(into: staging)
            try await self.open(staging, manifest)
        } catch {
            try? FileManager.default.removeItem(atPath: staging)
            throw error
        }
        // The fence gives way only to its copy: a repeat after a crash finds it still.
        let replaced = try self.setAside(present.filter { $0 != Self.fenceFile })
        try self.moveIn(staging)
        return Outcome(manifest: manifest, replaced: replaced)
    }

    /// A node that is there already must be of the same office: else the folder was named by mistake.
    private func checkOffice(_ manifest: BackupManifest, in folder: String) throws {
        let folder = IdentityFolder(dataFolder: folder)
        guard folder.isComplete, let found = try? NodeIdentity.load(from: folder, self.suites)
        else { return }
        guard "\(found.tree)" == manifest.tree, "\(found.path)" == manifest.office else {
            throw BackupError.otherOffice(found: "\(found.path)", expected: manifest.office)
        }
    }

    private func copy(
        _ manifest: BackupManifest,
        into staging: String,
        _ progress: (Int64, Int64) -> Void
    ) throws {
        let total = manifest.files.reduce(0) { $0 + $1.bytes }
        var done: Int64 = 0
        var folders: Set<String> = [staging]
        for entry in manifest.files {
            let target = "\(staging)/\(entry.path)"
            let folder = String(target[..<(target.lastIndex(of: "/") ?? target.endIndex)])
            if folders.insert(folder).inserted { try DurableFile.createFolder(folder) }
            let source = "\(self.backup)/\(entry.path)"
            guard FileManager.default.fileExists(atPath: source) else {
                throw BackupError.changed(entry.path)
            }
            let copied = try BackupFiles.copy(source, to: target)
            guard copied.bytes == entry.bytes, copied.sha256 == entry.sha256 else {
                throw BackupError.changed(entry.path)
            }
            done += entry.bytes
            progress(done, total)
        }
        for folder in folders.sorted(by: >) { try BackupFiles.synchronize(folder: folder) }
    }

    /// The fence that lies in the data folder remembers how much was acknowledged, so the restored node can
    /// tell what is lost for good.
    private func carryFence(into staging: String) throws {
        let fence = "\(self.dataFolder)/\(Self.fenceFile)"
        guard FileManager.default.fileExists(atPath: fence) else { return }
        _ = try BackupFiles.copy(fence, to: "\(staging)/\(Self.fenceFile)")
    }

    /// Opens the copied store once: it goes on in a new incarnation from here, and says whence it comes.
    private func open(_ staging: String, _ manifest: BackupManifest) async throws {
        let identity = try NodeIdentity.load(
            from: IdentityFolder(dataFolder: staging),
            self.suites
        )
        guard "\(identity.tree)" == manifest.tree, "\(identity.path)" == manifest.office else {
            throw BackupError.otherOffice(found: "\(identity.path)", expected: manifest.office)
        }
        let store = try NodeStore.open(identity, dataFolder: staging, creates: false)
        defer { store.close() }
        try await store.record(
            .restored(from: self.backup, madeAt: manifest.madeAt, at: self.now)
        )
    }

    private func setAside(_ present: [String]) throws -> String? {
        guard !present.isEmpty else { return nil }
        let name = "\(self.dataFolder)/\(Self.replacedPrefix)\(self.now)"
        var folder = name
        var number = 1
        while FileManager.default.fileExists(atPath: folder) {
            number += 1
            folder = "\(name)-\(number)"
        }
        try DurableFile.createFolder(folder)
        // The identity first: without it no node starts here.
        for name in present.filter({ $0 == "identity" }) + present.filter({ $0 != "identity" }) {
            try BackupFiles.move("\(self.dataFolder)/\(name)", to: "\(folder)/\(name)")
        }
        try BackupFiles.synchronize(folder: folder)
        try BackupFiles.synchronize(folder: self.dataFolder)
        return folder
    }

    private func moveIn(_ staging: String) throws {
        let names = BackupFiles.entries(of: staging).filter { $0 != Self.lockFile }
        // The identity last: with it the folder is an office's.
        for name in names.filter({ $0 != "identity" }) + names.filter({ $0 == "identity" }) {
            try BackupFiles.move("\(staging)/\(name)", to: "\(self.dataFolder)/\(name)")
        }
        try? FileManager.default.removeItem(atPath: staging)
        try BackupFiles.synchronize(folder: self.dataFolder)
    }
}
