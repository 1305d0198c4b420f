import Admin
internal import Decision
import Foundation
import PlainText
import Store
import Testing

@testable import Node

@Suite("Backups and their restoration")
struct BackupTests {
    /// A running node, a folder for backups, and a backup of it in `backup`.
    private static func withBackup(
        _ body: (_ node: RunningNode, _ folder: String, _ backup: String) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "cast-backup-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await Headquarters.run { node in
            _ = try await node.client.issue(Headquarters.directive(), by: Headquarters.caller)
            let backup = "\(folder)/backup"
            let progress = try await Self.backup(node, into: backup)
            #expect(progress.error == nil)
            try await body(node, folder, backup)
        }
    }

    private static func backup(
        _ node: RunningNode,
        into folder: String
    ) async throws -> BackupProgress {
        var progress = try await node.client.startBackup(
            BackupDraft(folder: folder),
            by: Headquarters.caller
        )
        while !progress.isOver {
            progress = try await node.client.backup(
                after: progress.revision,
                timeoutSeconds: 10,
                by: .unnamed
            )
        }
        return progress
    }

    private static func restore(
        _ backup: String,
        to folder: String,
        replaces: Bool = false
    )
        async throws -> Restoration.Outcome
    {
        let restoration = Restoration(
            backup: backup,
            dataFolder: folder,
            now: SystemTime.milliseconds()
        )
        return try await restoration.run(
            try restoration.manifest(),
            replaces: replaces,
            progress: { _, _ in }
        )
    }

    @Test("A backup holds everything but fence, token and lock, for its owner's eyes only")
    func contents() async throws {
        try await Self.withBackup { node, _, backup in
            let names = Set(try FileManager.default.contentsOfDirectory(atPath: backup))
            #expect(names.isSuperset(of: ["backup.json", "identity", "store.sqlite"]))
            #expect(names.isDisjoint(with: ["fence", "api.token", "api.address", "store.lock"]))
            for name in names.union(["identity/signing.key"]) {
                let attributes = try FileManager.default.attributesOfItem(
                    atPath: "\(backup)/\(name)"
                )
                let mode = try #require(attributes[.posixPermissions] as? NSNumber).intValue
                #expect(mode & 0o077 == 0, "\(name)")
            }
            let manifest = try Restoration(backup: backup, dataFolder: "", now: 0).manifest()
            #expect(manifest.office == "100000")
            #expect(
                manifest.stateDigest == (try await node.client.status(by: .unnamed).stateDigest)
            )
        }
    }

    @Test("A restored folder opens with all that the backup had, and says whence it comes")
    func restored() async throws {
        try await Self.withBackup { _, folder, backup in
            let outcome = try await Self.restore(backup, to: "\(folder)/restored")
            #expect(outcome.replaced == nil)
            let identity = try NodeIdentity.load(
                from: IdentityFolder(dataFolder: "\(folder)/restored")
            )
            let store = try NodeStore.open(
                identity,
                dataFolder: "\(folder)/restored",
                creates: false
            )
            defer { store.close() }
            let (directives, events) = try store.read { snapshot throws(StoreError) in
                (
                    try snapshot.directives.page(.init(limit: 10)).total,
                    try snapshot.journal.events(.init(limit: 10)).rows.map(\.kind)
                )
            }
            #expect(directives == 1)
            #expect(events == [.backupRestored, .incarnationOpened])
        }
    }

    @Test(
        "A node that is there gives way only when that is asked for, and nothing of it is deleted"
    )
    func replaced() async throws {
        try await Self.withBackup { _, folder, backup in
            let data = "\(folder)/data"
            _ = try await Self.restore(backup, to: data)
            try Data("mine".utf8).write(to: URL(filePath: "\(data)/notes.txt"))
            await #expect(throws: BackupError.inUse(data)) {
                _ = try await Self.restore(backup, to: data)
            }
            let outcome = try await Self.restore(backup, to: data, replaces: true)
            let kept = try #require(outcome.replaced)
            #expect(FileManager.default.fileExists(atPath: "\(kept)/notes.txt"))
            #expect(FileManager.default.fileExists(atPath: "\(kept)/store.sqlite"))
            #expect(FileManager.default.fileExists(atPath: "\(data)/identity/signing.key"))
        }
    }

    @Test("A backup with a changed, a missing or an added path is refused, and nothing is touched")
    func tampered() async throws {
        try await Self.withBackup { _, folder, backup in
            let data = "\(folder)/data"
            let store = URL(filePath: "\(backup)/store.sqlite")
            let whole = try Data(contentsOf: store)
            var bytes = whole
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: store)
            await #expect(throws: BackupError.changed("store.sqlite")) {
                _ = try await Self.restore(backup, to: data)
            }
            try FileManager.default.removeItem(at: store)
            await #expect(throws: BackupError.changed("store.sqlite")) {
                _ = try await Self.restore(backup, to: data)
            }
            try whole.write(to: store)
            let manifest = URL(filePath: "\(backup)/backup.json")
            let text = try String(contentsOf: manifest, encoding: .utf8)
            try text.replacing("\"store.sqlite\"", with: "\"../store.sqlite\"")
                .write(to: manifest, atomically: true, encoding: .utf8)
            await #expect(throws: BackupError.unreadable(manifest.path)) {
                _ = try await Self.restore(backup, to: data)
            }
            try FileManager.default.removeItem(at: manifest)
            await #expect(throws: BackupError.noBackup(backup)) {
                _ = try await Self.restore(backup, to: data)
            }
            #expect(!FileManager.default.fileExists(atPath: data))
        }
    }

    @Test("A folder that is not empty, in the data folder or named from nowhere is refused")
    func unfitFolders() async throws {
        try await Self.withBackup { node, _, backup in
            for folder in [backup, "relative"] {
                await #expect(throws: APIError.self) {
                    _ = try await Self.backup(node, into: folder)
                }
            }
            // Nothing can be made there: the system says so, and nobody's entry is at fault.
            let refused = try await Headquarters.refusal {
                try await Self.backup(node, into: "/proc/cast-backup")
            }
            #expect(refused.rule == APIError.diskRule && ExitStatus(refused) == .outputFailed)
            #expect(refused.messageEnglish.contains("/proc/cast-backup"))
            let latest = try await node.client.backup(after: nil, timeoutSeconds: 0, by: .unnamed)
            #expect(latest.folder.hasSuffix("/backup") && latest.state == .done)
        }
    }

    @Test("A restoration that fails takes away what it has made, and nothing else")
    func failed() async throws {
        try await Self.withBackup { _, folder, backup in
            try FileManager.default.removeItem(atPath: "\(backup)/store.sqlite")
            let data = "\(folder)/data"
            try DurableFile.createFolder(data)
            for name in ["lost+found", "replaced-1"] {
                try DurableFile.createFolder("\(data)/\(name)")
            }
            await #expect(throws: BackupError.changed("store.sqlite")) {
                _ = try await Self.restore(backup, to: data)
            }
            let left = try FileManager.default.contentsOfDirectory(atPath: data)
            #expect(left.sorted() == ["lost+found", "replaced-1"])
        }
    }

    @Test(
        "What a file system keeps in its own root is no content: of a backup's folder, of a node's"
    )
    func mountPoints() async throws {
        try await Self.withBackup { node, folder, backup in
            for target in ["data", "second"] {
                try DurableFile.createFolder("\(folder)/\(target)/lost+found")
            }
            let outcome = try await Self.restore(backup, to: "\(folder)/data")
            #expect(outcome.replaced == nil)
            #expect(try await Self.backup(node, into: "\(folder)/second").error == nil)
            let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/data")
            #expect(names.contains("lost+found"))
        }
    }

    @Test(
        "A restoration that is repeated after a crash finds the office wherever the crash left it",
        arguments: ["replaced-1", ".restoring"]
    )
    func interrupted(place: String) async throws {
        try await Self.withBackup { _, folder, backup in
            let data = "\(folder)/data"
            _ = try await Self.restore(backup, to: data)
            try DurableFile.createFolder("\(data)/\(place)")
            try BackupFiles.move("\(data)/identity", to: "\(data)/\(place)/identity")
            let before = try FileManager.default.subpathsOfDirectory(atPath: data).sorted()
            let list = URL(filePath: "\(backup)/backup.json")
            let text = try String(contentsOf: list, encoding: .utf8)
            try text.replacing("\"100000\"", with: "\"100001\"")
                .write(to: list, atomically: true, encoding: .utf8)
            let restoration = Restoration(backup: backup, dataFolder: data, now: 1)
            let manifest = try restoration.manifest()
            await #expect(throws: BackupError.otherOffice(found: "100000", expected: "100001")) {
                _ = try await restoration.run(manifest, replaces: true) { _, _ in
                    Issue.record("something was copied")
                }
            }
            #expect(try FileManager.default.subpathsOfDirectory(atPath: data).sorted() == before)
            try text.write(to: list, atomically: true, encoding: .utf8)
            _ = try await Self.restore(backup, to: data, replaces: true)
            #expect(IdentityFolder(dataFolder: data).isComplete)
        }
    }

    @Test("News of a backup come with every whole percent, and no more often")
    func news() {
        func progress(_ done: Int64, of total: Int64?) -> BackupProgress {
            BackupProgress(
                revision: 1,
                folder: "/b",
                state: .examining,
                done: done,
                total: total,
                startedAt: 0
            )
        }
        var latest = progress(0, of: 1_000_000)
        var count = 0
        for done in stride(from: Int64(0), through: 1_500_000, by: 1_000) {
            let total = max(1_000_000, done)
            guard latest.isNews(.examining, done, of: total) else { continue }
            count += 1
            latest = progress(done, of: total)
        }
        #expect(count == 100 && latest.done == 1_000_000)
        #expect(latest.isNews(.files, 0, of: 1))
        let unbounded = progress(0, of: nil)
        #expect(!unbounded.isNews(.examining, 4_194_303, of: nil))
        #expect(unbounded.isNews(.examining, 4_194_304, of: nil))
    }
}
