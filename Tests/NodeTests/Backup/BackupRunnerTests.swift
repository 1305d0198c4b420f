import Admin
import Foundation
import Store
import SyncProtocol
import Synchronization
import Testing

@testable import Node

@Suite("Who asks for a backup at the wrong time", .timeLimit(.minutes(10)))
struct BackupRunnerTests {
    /// What a second caller is told in the middle of the first one's beginning.
    private final class Second: Sendable {
        let runner = Mutex<BackupRunner?>(nil)
        let answer = Mutex<APIError?>(nil)
        let folder: String

        init(folder: String) { self.folder = folder }

        func ask() {
            guard let runner = self.runner.withLock({ $0 }) else { return }
            do throws(APIError) {
                _ = try runner.start(self.folder)
            } catch {
                self.answer.withLock { $0 = error }
            }
        }
    }

    private static func withRunner(
        _ body: (BackupRunner, Second, _ folder: String) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "cast-runner-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let data = "\(folder)/data"
        try DurableFile.createFolder(data)
        let identity = try NodeIdentity.createRoot(
            path: path("100000"),
            suite: .ed25519,
            seed: NodeIdentity.freshSeed(for: .ed25519),
            now: SystemTime.milliseconds()
        )
        let store = try NodeStore.open(identity, dataFolder: data, creates: true)
        defer { store.close() }
        let second = Second(folder: "\(folder)/second")
        let runner = BackupRunner(
            store: store,
            identity: identity,
            contents: try ContentFolder(
                path: "\(data)/attachments",
                byteCountMax: .max,
                suite: .ed25519
            ),
            dataFolder: data
        ) {
            second.ask()
            return 1
        }
        second.runner.withLock { $0 = runner }
        try await body(runner, second, folder)
        runner.stop()
    }

    @Test("A second backup at once is refused, and nothing is made for it")
    func second() async throws {
        try await Self.withRunner { runner, second, folder in
            _ = try runner.start("\(folder)/first")
            #expect(second.answer.withLock { $0 }?.rule == "one-backup")
            #expect(!FileManager.default.fileExists(atPath: second.folder))
        }
    }

    @Test("Whoever was refused for the folder's sake may ask again; a node that stops takes none")
    func again() async throws {
        try await Self.withRunner { runner, second, folder in
            #expect(throws: APIError.self) { try runner.start("relative") }
            _ = try runner.start("\(folder)/first")
            runner.stop()
            second.ask()
            #expect(second.answer.withLock { $0 }?.rule == "stopping")
            #expect(!FileManager.default.fileExists(atPath: second.folder))
        }
    }
}
