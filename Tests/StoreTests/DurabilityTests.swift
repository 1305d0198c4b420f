internal import Decision
import Foundation
import GRDB
import OfficeWork
import PlainText
import SyncProtocol
import Testing

@testable import Store

@Suite("What survives")
struct DurabilityTests {
    private func write(_ test: TestStore, _ months: ClosedRange<Int>) async throws {
        for month in months {
            let act = TestActs.figures(of: test.office.path, "2018-0\(month)", [1: Int64(month)])
            try await test.store.write(act)
        }
    }

    private func numbers(_ test: TestStore) throws -> [UInt64] {
        try test.store.positions().map(\.0.head.number)
    }

    @Test("commits are synchronised with the disk: WAL and synchronous = FULL")
    func synchronisesFully() throws {
        let test = try TestStore(.chengdu, .file)
        let driver = try #require(test.store.driver as? SQLiteDriver)
        let settings = try driver.database.writeWithoutTransaction { connection in
            (
                try String.fetchOne(connection, sql: "PRAGMA journal_mode"),
                try Int64.fetchOne(connection, sql: "PRAGMA synchronous")
            )
        }
        #expect(settings == ("wal", 2))
    }

    @Test("a second process is told who holds the data folder")
    func locksFolder() async throws {
        let folder = TestFolder()
        let first = try TestStore(.chengdu, folder: folder)
        let process = ProcessInfo.processInfo.processIdentifier
        #expect(throws: StoreError.locked(folder: folder.path, process: process)) {
            try TestStore(.chengdu, folder: folder)
        }
        first.store.close()
        let second = try TestStore(.chengdu, folder: folder)
        try await self.write(second, 1...1)
    }

    @Test("a killed node goes on in its feeds with everything it acknowledged")
    func survivesKill() async throws {
        let test = try TestStore(.chengdu, .file)
        try await self.write(test, 1...5)
        let folder = try #require(test.folder).copy()
        let reopened = try TestStore(.chengdu, folder: folder)
        #expect(try self.numbers(reopened) == [5])
        #expect(try reopened.stateDigest == test.stateDigest)
        #expect(try reopened.counts().incarnation == test.counts().incarnation)
        #expect(try reopened.events().isEmpty)
        try await self.write(reopened, 6...6)
        #expect(try self.numbers(reopened) == [6])
        #expect(try reopened.store.examination.verify().problems.isEmpty)
    }

    @Test("a node killed between commit and fence goes on in its feeds")
    func survivesKillBeforeFence() async throws {
        let test = try TestStore(.chengdu, .file)
        try await self.write(test, 1...3)
        let before = try #require(test.folder).copy()
        try await self.write(test, 4...4)
        let after = try #require(test.folder).copy()
        after.replace("fence", from: before)
        let reopened = try TestStore(.chengdu, folder: after)
        #expect(try self.numbers(reopened) == [4])
        #expect(try reopened.counts().incarnation == test.counts().incarnation)
    }

    @Test("a torn fence slot leaves the other one")
    func survivesTornFence() async throws {
        let test = try TestStore(.chengdu, .file)
        try await self.write(test, 1...4)
        let folder = try #require(test.folder).copy()
        let version = try test.store.read { snapshot throws(StoreError) in snapshot.version }
        let handle = try #require(FileHandle(forWritingAtPath: folder.fence))
        try handle.seek(toOffset: UInt64(version & 1) * 4096 + 20)
        handle.write(Data([0xFF, 0xFE, 0xFD]))
        try handle.close()
        let reopened = try TestStore(.chengdu, folder: folder)
        #expect(try reopened.counts().incarnation == test.counts().incarnation)
    }

    @Test("a restored backup goes on in a new incarnation; its old feed stays readable")
    func noticesRestoredBackup() async throws {
        let test = try TestStore(.chengdu, .file)
        try await self.write(test, 1...3)
        let backup = try #require(test.folder).copy()
        try await self.write(test, 4...6)
        let version = try test.store.read { snapshot throws(StoreError) in snapshot.version }
        let lost = try Array(test.allChanges().suffix(3))
        let folder = try #require(test.folder).copy()
        folder.replace("store.sqlite", from: backup)
        folder.replace("store.sqlite-wal", from: backup)
        let restored = try TestStore(.chengdu, folder: folder, randomSeed: 99)
        #expect(try restored.counts().incarnation != test.counts().incarnation)
        #expect(try restored.events().map(\.kind.rawValue) == ["incarnation-opened"])
        #expect(try self.numbers(restored) == [3])
        try await self.write(restored, 7...7)
        #expect(try self.numbers(restored) == [3, 1])
        let newVersion = try restored.store.read { snapshot throws(StoreError) in
            snapshot.version
        }
        #expect(newVersion > version)
        // A neighbour gives back what was lost.
        let feed = try #require(try restored.store.positions().first)
        #expect(feed.0.head.number == 3)
        let past = {
            try restored.store.read { snapshot throws(StoreError) in try snapshot.lostPast() }
        }
        #expect(try past()?.missing == 3)
        #expect(try past()?.copyAt == TestStore.startMilliseconds)
        let verdicts = try await restored.ingest(
            Array(try test.allChanges().prefix(3)) + Array(lost.prefix(2))
        )
        #expect(Array(verdicts.suffix(2)) == [.accepted, .accepted])
        #expect(try past()?.missing == 1)
        // Restored once more before all had come back: the fence remembers what was missing.
        restored.store.close()
        folder.replace("store.sqlite", from: backup)
        folder.replace("store.sqlite-wal", from: backup)
        let twice = try TestStore(.chengdu, folder: folder, randomSeed: 98)
        // Who has not been asked may have it.
        let third = try TestStore(
            .chengdu,
            folder: try #require(twice.folder).copy(),
            randomSeed: 97
        )
        let early = try #require(try await third.store.concludePast(from: [], asked: []))
        #expect(early.english.contains("4 not found so far. Not asked yet"))
        #expect(early.english.contains("510000. Wait for them before you write anything again"))
        #expect(early.chinese.contains("尚未连通，未能询问：510000"))
        let event = try #require(
            try await twice.store.concludePast(from: [], asked: [TestOffice.sichuan.path])
        )
        #expect(event.english.contains("4 lost for good: every neighbour was asked"))
        #expect(event.english.hasPrefix("Restored from a copy of 10 July 2018, 08:00: 0 changes"))
        #expect(event.chinese.contains("2018年7月10日 08:00"))
        #expect(event.chinese.contains("4 个变更已丢失"))
    }

    @Test("what a restored backup lost comes back, and nothing is said to be lost")
    func countsWhatComesBack() async throws {
        let test = try TestStore(.chengdu, .file)
        try await self.write(test, 1...3)
        let backup = try #require(test.folder).copy()
        try await self.write(test, 4...6)
        let folder = try #require(test.folder).copy()
        folder.replace("store.sqlite", from: backup)
        folder.replace("store.sqlite-wal", from: backup)
        let restored = try TestStore(.chengdu, folder: folder, randomSeed: 99)
        try await self.write(restored, 7...7)
        let verdicts = try await restored.ingest(try test.allChanges())
        #expect(Array(verdicts.suffix(3)) == [.accepted, .accepted, .accepted])
        let event = try #require(
            try await restored.store.concludePast(
                from: ["510000"],
                asked: [TestOffice.sichuan.path]
            )
        )
        #expect(
            event.english
                == "Restored from a copy of 10 July 2018, 08:00: 3 changes recovered from 510000, 0 lost."
        )
        #expect(try self.numbers(restored) == [6, 1])
        #expect(try restored.store.examination.verify().problems.isEmpty)
    }

    @Test("a lost end of the write-ahead log opens a new incarnation")
    func noticesLostLogEnd() async throws {
        let test = try TestStore(.chengdu, .file)
        try await self.write(test, 1...6)
        let folder = try #require(test.folder).copy()
        let log = folder.database + "-wal"
        let size = try #require(
            FileManager.default.attributesOfItem(atPath: log)[.size] as? NSNumber
        )
        let handle = try #require(FileHandle(forWritingAtPath: log))
        try handle.truncate(atOffset: size.uint64Value * 9 / 10)
        try handle.close()
        let reopened = try TestStore(.chengdu, folder: folder, randomSeed: 99)
        #expect(try reopened.counts().incarnation != test.counts().incarnation)
        #expect(try reopened.events().map(\.kind.rawValue) == ["incarnation-opened"])
    }

    @Test("a missing fence counts as a restored backup", arguments: ["fence"])
    func noticesMissingFence(_ name: String) async throws {
        let test = try TestStore(.chengdu, .file)
        try await self.write(test, 1...2)
        let folder = try #require(test.folder).copy()
        folder.remove(name)
        let reopened = try TestStore(.chengdu, folder: folder, randomSeed: 99)
        let incarnation = try reopened.counts().incarnation
        #expect(incarnation != (try test.counts().incarnation))
        reopened.store.close()
        // Once is enough.
        let again = try TestStore(.chengdu, folder: folder, randomSeed: 99)
        #expect(try again.counts().incarnation == incarnation)
    }

    @Test("stamps rise over a restart with the clock set back")
    func risesOverRestart() async throws {
        let test = try TestStore(.chengdu, .file)
        try await self.write(test, 1...2)
        test.store.close()
        let again = try TestStore(.chengdu, folder: test.folder)
        // As far as a clock may be off; beyond, fresh feeds are begun (ClockTests).
        again.setClock(TestStore.startMilliseconds - HybridClock.aheadMillisecondsMax)
        try await self.write(again, 3...3)
        let stamps = try again.allChanges().map { try Change(decoding: $0.body).stamp }
        #expect(stamps == stamps.sorted())
        #expect(Set(stamps).count == 3)
    }

    @Test("what is written after a clock that was years ahead bears stamps of the present")
    func leavesFutureBehind() async throws {
        let year: Int64 = 365 * 86_400_000
        let test = try TestStore(.chengdu, .file)
        try await self.write(test, 1...1)
        test.setClock(TestStore.startMilliseconds + 3 * year)
        try await self.write(test, 2...2)
        test.setClock(TestStore.startMilliseconds + 1_000)
        try await self.write(test, 3...3)
        try await self.write(test, 4...4)
        // The first feed ends in the future; what follows is in another one, which nobody holds.
        let heads = try test.store.positions().map(\.0.head.number)
        #expect(heads.sorted() == [2, 2])
        let late = try test.allChanges().map { try Change(decoding: $0.body).stamp.milliseconds }
            .filter { $0 > TestStore.startMilliseconds + year }
        #expect(late.count == 1)
        #expect(try test.events().map(\.kind.rawValue) == ["clock-corrected"])
        #expect(try test.totalRows(of: test.office.path).count == 4)
        let opened = test.notices.contains {
            if case .clockCorrected = $0 { true } else { false }
        }
        #expect(opened)
        // Nothing of our past is missing, so nobody is asked for it.
        let past = try test.store.read { snapshot throws(StoreError) in try snapshot.lostPast() }
        #expect(past == nil)
        test.store.close()
        let again = try TestStore(.chengdu, folder: test.folder)
        again.setClock(TestStore.startMilliseconds + 2_000)
        try await self.write(again, 5...5)
        #expect(try again.store.positions().map(\.0.head.number).sorted() == [2, 3])
        #expect(try again.store.examination.verify().problems.isEmpty)
    }

    @Test("a damaged database file gives a clear error")
    func refusesDamagedFile() throws {
        let folder = TestFolder()
        try Data(repeating: 0x41, count: 8192).write(to: URL(fileURLWithPath: folder.database))
        let error = #expect(throws: StoreError.self) { try TestStore(.chengdu, folder: folder) }
        guard case .damaged = error else {
            Issue.record("unexpected \(String(describing: error))")
            return
        }
        #expect(error?.chinese.isEmpty == false)
    }

    @Test("another office's store, another schema and a missing store are refused by name")
    func refusesForeignStore() async throws {
        let test = try TestStore(.chengdu, .file)
        test.store.close()
        let folder = try #require(test.folder)
        let foreign = #expect(throws: StoreError.self) { try TestStore(.sichuan, folder: folder) }
        guard case .foreign = foreign else {
            Issue.record("unexpected \(String(describing: foreign))")
            return
        }
        let versions = [
            (99, StoreError.tooNew(found: 99, known: Schema.version)),
            (8, StoreError.tooOld(found: 8, known: Schema.version)),
        ]
        for (version, refusal) in versions {
            try DamagedFile(folder: folder)
                .run("UPDATE meta SET number = \(version) WHERE key = 'schema'")
            #expect(throws: refusal) { try TestStore(.chengdu, folder: folder) }
        }
        let empty = TestFolder()
        #expect(throws: StoreError.missing(folder: empty.path)) {
            _ = try OfficeStore.open(
                StoreConfiguration(location: .folder(empty.path), creates: false),
                identity: TestOffice.chengdu.identity,
                clock: { 0 },
                random: { 0 }
            )
        }
    }

    @Test("a state derived by another version of this program is derived anew at opening")
    func rebuildsOutdatedState() async throws {
        let test = try TestStore(.chengdu, .file)
        try await self.write(test, 1...3)
        let digest = try test.stateDigest
        let incarnation = try test.counts().incarnation
        test.store.close()
        let folder = try #require(test.folder)
        let database = try DatabaseQueue(path: folder.database)
        try await database.write { connection in
            try connection.execute(sql: "UPDATE meta SET number = 0 WHERE key = 'derivation'")
            try connection.execute(sql: "DELETE FROM totals")
        }
        try database.close()
        let again = try TestStore(.chengdu, folder: folder)
        #expect(try again.stateDigest == digest)
        #expect(try again.totalRows(of: again.office.path).count == 3)
        #expect(try again.counts().incarnation == incarnation)
    }

    @Test("reports are found by their period in a store that is opened again")
    func findsReportsByPeriod() async throws {
        let test = try TestStore(.chengdu, .file)
        try await test.store.write(try TestActs.report(1, of: test.office.path))
        test.store.close()
        let folder = try #require(test.folder)
        let again = try TestStore(.chengdu, folder: folder)
        let totals = try again.store.read { snapshot throws(StoreError) in
            try ["2018-06", "2018"].map { text throws(StoreError) in
                try snapshot.reports.page(period: Period(text), StoreRange()).total
            }
        }
        #expect(totals == [1, 0])
    }
}
