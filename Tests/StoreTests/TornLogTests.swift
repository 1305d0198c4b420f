import Decision
import Foundation
import OfficeWork
import SyncProtocol
import Testing

@testable import Store

/// What a power cut left of a transaction that was never acknowledged stays in the log behind its end, also when the log
/// has gone on from before it.
@Suite("Transactions that a power cut tore")
struct TornLogTests {
    private static let chengdu = TestOffice.chengdu.path

    /// So many reports in one transaction, of which the first frame did not reach the disk.
    private static func tear(_ folder: TestFolder, reports: UInt64) async throws -> TestFolder {
        let store = try TestStore(.chengdu, folder: folder, randomSeed: reports)
        // Of a transaction that does not fit into memory the engine writes most before its end.
        try store.store.driver.write { connection throws(StoreError) in
            _ = try connection.run("PRAGMA cache_size = 8", [])
        }
        let before = folder.copy()
        let intents = try (1...reports).flatMap {
            try TestActs.report(1_000 + $0, of: Self.chengdu).intents
        }
        try await store.store.write(LocalAct(.test, user: TestActs.user, intents: intents))
        let killed = folder.copy()
        killed.replace("fence", from: before)
        let url = URL(fileURLWithPath: killed.database + "-wal")
        var log = try Data(contentsOf: url)
        let earlier = try Data(contentsOf: URL(fileURLWithPath: before.database + "-wal"))
        // Behind its end, too, the log has something of an earlier tear.
        let frames = stride(from: 32, to: log.count, by: 4_120)
        let first = try #require(
            frames.first { log[$0..<$0 + 4_120] != earlier.dropFirst($0).prefix(4_120) }
        )
        log.replaceSubrange(first + 24..<first + 4_120, with: Data(count: 4_096))
        try log.write(to: url)
        return killed
    }

    @Test("A round of the log whose header was lost is read by that of the round before")
    func header() async throws {
        let folder = TestFolder()
        let store = try TestStore(.chengdu, folder: folder)
        try await store.store.write(TestActs.report(1, of: Self.chengdu))
        let header = try Data(contentsOf: URL(fileURLWithPath: folder.database + "-wal")).prefix(32)
        try store.store.driver.tidy()
        try await store.store.write(TestActs.report(2, of: Self.chengdu))
        let killed = folder.copy()
        let url = URL(fileURLWithPath: killed.database + "-wal")
        var log = try Data(contentsOf: url)
        try #require(log.prefix(32) != header)
        log.replaceSubrange(0..<32, with: header)
        try log.write(to: url)
        let again = try TestStore(.chengdu, folder: killed, randomSeed: 5)
        let shown = try again.store.read { snapshot throws(StoreError) in
            try snapshot.reports.page(StoreRange(limit: 10)).rows.map(\.report.id.low).sorted()
        }
        #expect(shown == [1, 2])
        #expect(try again.store.examination.verify().problems.isEmpty)
    }

    @Test(
        "The log goes on from before them and breaks off once more: nothing of them is taken for what was written",
        arguments: [[150], [300, 150]] as [[UInt64]]
    )
    func goneOn(torn: [UInt64]) async throws {
        var folder = TestFolder()
        let first = try TestStore(.chengdu, folder: folder)
        for number in UInt64(1)...5 {
            try await first.store.write(TestActs.report(number, of: Self.chengdu))
        }
        let incarnation = try first.counts().incarnation
        folder = folder.copy()
        for reports in torn { folder = try await Self.tear(folder, reports: reports) }
        let store = try TestStore(.chengdu, folder: folder, randomSeed: 5)
        try await store.store.write(TestActs.report(6, of: Self.chengdu))
        let killed = folder.copy()
        let again = try TestStore(.chengdu, folder: killed, randomSeed: 6)
        let shown = try again.store.read { snapshot throws(StoreError) in
            try snapshot.reports.page(StoreRange(limit: 1_000)).rows.map(\.report.id.low).sorted()
        }
        #expect(shown == Array(1...6))
        #expect(try again.counts().incarnation == incarnation)
        #expect(try again.events().isEmpty)
        #expect(!FileManager.default.fileExists(atPath: killed.database + ".damaged"))
        #expect(try again.store.examination.verify().problems.isEmpty)
    }
}
