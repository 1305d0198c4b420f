internal import Decision
import Foundation
import PlainText
import SyncProtocol
import Testing

@testable import Store

@Suite("A damaged file of the database")
struct DamagedStoreTests {
    /// Opens the store and closes it again.
    private static func events(of folder: TestFolder) throws -> [StoreEvent] {
        let store = try TestStore(.chengdu, folder: folder)
        defer { store.store.close() }
        return try store.events()
    }

    private static func closed(_ reports: UInt64 = 5) async throws -> TestFolder {
        let folder = TestFolder()
        let store = try TestStore(.chengdu, folder: folder)
        for number in 1...reports {
            try await store.store.write(TestActs.report(number, of: TestOffice.chengdu.path))
        }
        store.store.close()
        return folder
    }

    @Test(
        "An emptied file is refused, whether the log lies beside it or not",
        arguments: [0, 1, 99]
    )
    func emptied(byteCount: UInt64) async throws {
        let folder = try await Self.closed()
        let handle = try #require(FileHandle(forWritingAtPath: folder.database))
        try handle.truncate(atOffset: byteCount)
        try handle.close()
        let expected = StoreError.emptied(path: folder.database)
        #expect(throws: expected) { try TestStore(.chengdu, folder: folder) }
        #expect(expected.english.contains("cast-node recover"))
        #expect(expected.chinese.contains("cast-node recover"))
    }

    @Test("With the fence a store made anew knows how many changes are lost for good")
    func madeAnew() async throws {
        let folder = try await Self.closed(5)
        for name in ["store.sqlite", "store.sqlite-wal", "store.sqlite-shm"] { folder.remove(name) }
        let store = try TestStore(.chengdu, folder: folder, randomSeed: 9)
        #expect(try store.store.read { s throws(StoreError) in try s.lostPast() }?.missing == 5)
        let event = try #require(
            try await store.store.concludePast(from: [], asked: [TestOffice.sichuan.path])
        )
        #expect(event.english.contains("5 lost for good"), "\(event.english)")
        #expect(event.chinese.contains("5 个变更已丢失"))
    }

    @Test("A malformed page is said to be damage, by reads and by writes, and is remembered")
    func malformedPage() async throws {
        let folder = try await Self.closed()
        try DamagedFile(folder: folder).overwritePage(of: "document_by_space")
        let store = try TestStore(.chengdu, folder: folder)
        #expect(store.store.fault == nil)
        let act = try TestActs.report(9, of: TestOffice.chengdu.path)
        var failure: StoreError?
        do throws(StoreError) {
            try await store.store.write(act)
        } catch {
            failure = error
        }
        #expect(failure?.isDamage == true, "\(String(describing: failure))")
        #expect(store.store.fault == failure)
    }

    @Test("A rule of our own tables that is broken is damage, not the fault of who writes")
    func brokenRule() async throws {
        let folder = try await Self.closed(5)
        try DamagedFile(folder: folder).run(
            """
            INSERT INTO change(position, digest, body, signature)
            SELECT MAX(position) + 1, digest, body, signature FROM change
            """
        )
        let store = try TestStore(.chengdu, folder: folder)
        let act = try TestActs.report(9, of: TestOffice.chengdu.path)
        var failure: StoreError?
        do throws(StoreError) {
            try await store.store.write(act)
        } catch {
            failure = error
        }
        guard case .inconsistent = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(store.store.fault == failure)
    }

    @Test(
        "A rebuild says in the audit log which of its rows are broken; that cannot be undone, and is told once"
    )
    func brokenAudit() async throws {
        let folder = try await Self.closed(5)
        try DamagedFile(folder: folder).alterAudit(3)
        let store = try TestStore(.chengdu, folder: folder)
        let broken = { try store.store.verifyAudit().broken.text }
        #expect(try broken() == "3")
        try await store.store.examination.rebuild()
        #expect(try broken().isEmpty)
        let row = try store.store.read { s throws(StoreError) in
            try s.journal.audit(StoreRange(limit: 1)).rows.first
        }
        #expect(row?.action == "broken-rows" && row?.subject.names == ["3"])
        try await store.store.write(TestActs.report(9, of: TestOffice.chengdu.path))
        #expect(try broken().isEmpty)
    }

    @Test(
        "A damaged event is listed as what cannot be read, and hides none of the others",
        arguments: ["kind = 'x'", "kind = 'store-damaged'", "details = x'FF'"]
    )
    func damagedEvent(damage: String) async throws {
        let folder = try await Self.closed(2)
        // A store without its fence says so, once at each start.
        for _ in 1...2 {
            try FileManager.default.removeItem(atPath: folder.fence)
            try TestStore(.chengdu, folder: folder).store.close()
        }
        let before = try Self.events(of: folder)
        #expect(before.map(\.kind) == [.incarnationOpened, .incarnationOpened])
        try DamagedFile(folder: folder).run(
            "UPDATE event SET \(damage) WHERE id = (SELECT MIN(id) FROM event)"
        )
        let after = try Self.events(of: folder)
        #expect(after.map(\.kind) == [.incarnationOpened, .storeDamaged])
        #expect(after.first == before.first)
        #expect(after.last?.details.phrase(.fault)?.english.contains("cannot be read") == true)
    }

    @Test("Who writes onto a damaged record is told which it is, and that a rebuild mends it")
    func damagedRecord() async throws {
        let folder = try await Self.closed(2)
        try DamagedFile(folder: folder).run("UPDATE record SET state = x'FF' WHERE kind = 23")
        let store = try TestStore(.chengdu, folder: folder)
        let act = TestActs.figures(of: TestOffice.chengdu.path, [1: 7])
        let expected = StoreError.unreadable(
            record: "figures 2018-06 (reports/100000/510000/510100)"
        )
        await #expect(throws: expected) { try await store.store.write(act) }
        for text in [expected.english, expected.chinese] {
            #expect(text.contains("figures 2018-06") && text.contains("cast-node rebuild"))
        }
        #expect(store.store.fault == expected)
        try await store.store.examination.rebuild()
        try await store.store.write(act)
        #expect(try store.store.examination.verify().problems.isEmpty)
    }

    @Test("What an examination has found stands over a restart, until one finds nothing")
    func findings() async throws {
        let folder = try await Self.closed(2)
        try DamagedFile(folder: folder).run("UPDATE totals SET content = x'00'")
        let store = try TestStore(.chengdu, folder: folder)
        #expect(try store.store.examination.findings() == nil)
        let found = try store.store.examination.verify().problems
        #expect(!found.isEmpty)
        try await store.store.examination.note(findings: found)
        let standing = StandingFindings(
            since: TestStore.startMilliseconds,
            problems: found.count
        )
        #expect(try store.store.examination.findings() == standing)
        let event = try #require(try store.events().first)
        #expect(event.kind.rawValue == "verify-failed" && event.english.contains(found[0].english))
        store.store.close()
        let later = try TestStore(.chengdu, folder: folder)
        later.setClock(TestStore.startMilliseconds + 60_000)
        try await later.store.examination.note(findings: found)
        #expect(try later.store.examination.findings() == standing)
        try await later.store.examination.rebuild()
        try await later.store.examination.note(findings: later.store.examination.verify().problems)
        #expect(try later.store.examination.findings() == nil)
        #expect(try later.events().count { $0.kind.rawValue == "verify-failed" } == 2)
    }
}
