internal import Decision
import OfficeWork
import PlainText
import SyncProtocol
import Testing

@testable import Store

/// Single bits turned in the file of a stopped node, in changes of its own.
@Suite("Damaged changes of our own")
struct OwnDamageTests {
    private static func reopened(_ folder: TestFolder) throws -> TestStore {
        let store = try TestStore(.chengdu, folder: folder, randomSeed: 77)
        store.setClock(TestStore.startMilliseconds + 3_600_000)
        return store
    }

    /// The office above, with the same clock: what is dated far ahead would be held there.
    private static func sichuan() throws -> TestStore {
        let store = try TestStore(.sichuan)
        store.setClock(TestStore.startMilliseconds + 3_600_000)
        return store
    }

    private static func reports(_ store: TestStore) throws -> [UInt64] {
        try store.store.read { snapshot throws(StoreError) in
            try snapshot.reports.page(StoreRange(limit: 100)).rows.map(\.report.id.low).sorted()
        }
    }

    private static func expectSame(_ chengdu: TestStore, _ sichuan: TestStore) throws {
        let scope = LinkScope(office: chengdu.office.path, peer: sichuan.office.path)
        let digests = try [chengdu, sichuan].map {
            try $0.store.read { snapshot throws(StoreError) in
                ScopeDigests().digest(of: scope, snapshot)
            }
        }
        #expect(digests[0] == digests[1])
        #expect(
            try chengdu.totalRows(of: chengdu.office.path).map(\.total)
                == sichuan.totalRows(of: chengdu.office.path).map(\.total)
        )
        for store in [chengdu, sichuan] {
            #expect(try store.store.examination.verify().problems.isEmpty)
            #expect(try store.quarantine().total == 0)
            #expect(try store.store.damage.changes().isEmpty)
        }
    }

    @Test(
        "One bit in the eleventh of thirty unsent reports: noticed at the start, and all thirty arrive",
        arguments: [1, 11, 30] as [UInt64]
    )
    func unsent(damaged: UInt64) async throws {
        let (folder, feed) = try await TestStore.writtenByChengdu(reports: 30)
        try DamagedFile(folder: folder).flip(.body, of: damaged, in: feed)
        let chengdu = try Self.reopened(folder)
        #expect(try chengdu.events().map(\.kind.rawValue) == ["change-damaged"])
        #expect(try chengdu.store.damage.changes().map(\.change.number) == [damaged])
        #expect(try chengdu.counts().incarnation != feed.incarnation)
        // New work does not wait behind it.
        try await chengdu.store.write(TestActs.report(31, of: TestOffice.chengdu.path))
        #expect(chengdu.committed.map(\.feed.incarnation) != [feed.incarnation])
        let sichuan = try Self.sichuan()
        var link = LinkedStores(below: chengdu, above: sichuan)
        try await link.run()
        #expect(link.areEqual)
        #expect(try Self.reports(sichuan).count == 31)
        #expect(try Self.reports(sichuan) == Self.reports(chengdu))
        try Self.expectSame(chengdu, sichuan)
        let event = try #require(
            try chengdu.events().first { $0.kind.rawValue == "changes-rewritten" }
        )
        #expect(event.english.contains("Nothing is lost") && event.chinese.contains("没有内容丢失"))
        #expect(try sichuan.totalRows(of: TestOffice.chengdu.path).allSatisfy { $0.conflicts == 0 })
    }

    @Test("Changes damaged side by side: all that the records still tell arrives, in its order")
    func sideBySide() async throws {
        let (folder, feed) = try await TestStore.writtenByChengdu(reports: 12)
        let file = DamagedFile(folder: folder)
        for number in (2...5).reversed() + [8, 10, 9] {
            try file.flip(.body, of: UInt64(number), in: feed)
        }
        let chengdu = try Self.reopened(folder)
        #expect(try chengdu.store.damage.changes().count == 7)
        let sichuan = try Self.sichuan()
        var link = LinkedStores(below: chengdu, above: sichuan)
        try await link.run()
        #expect(link.areEqual)
        #expect(try Self.reports(sichuan) == Array(1...12))
        try Self.expectSame(chengdu, sichuan)
        let start = TestStore.startMilliseconds
        #expect(
            try sichuan.allChanges().map { try Change(decoding: $0.body).stamp.milliseconds }
                == (1...12).map { start + $0 * 1_000 }
        )
    }

    @Test("What is damaged is named by what the store has in memory: only the list is read")
    func named() async throws {
        let (folder, feed) = try await TestStore.writtenByChengdu(reports: 3)
        try DamagedFile(folder: folder).flip(.body, of: 2, in: feed)
        let chengdu = try Self.reopened(folder)
        try chengdu.store.driver.write { connection throws(StoreError) in
            _ = try connection.run("DELETE FROM feed", [])
        }
        #expect(
            try chengdu.store.damage.changes().map(\.change) == [ChangePlace(feed: feed, number: 2)]
        )
    }

    @Test("What is written again keeps its users and its times, so that later words still win")
    func usersAndTimes() async throws {
        let (folder, feed) = try await TestStore.writtenByChengdu(reports: 3)
        try DamagedFile(folder: folder).flip(.body, of: 1, in: feed)
        let chengdu = try Self.reopened(folder)
        let sichuan = try Self.sichuan()
        var link = LinkedStores(below: chengdu, above: sichuan)
        try await link.run()
        let changes = try sichuan.allChanges().map { try Change(decoding: $0.body) }
        let start = TestStore.startMilliseconds
        #expect(changes.map(\.stamp.milliseconds) == [start + 1_000, start + 2_000, start + 3_000])
        #expect(changes.dropFirst().map(\.user) == ["clerk", "clerk"])
    }

    @Test("A neighbour that has the damaged change gives it back, and nothing is written again")
    func fetchedBack() async throws {
        let (folder, feed) = try await TestStore.writtenByChengdu(reports: 5)
        let sichuan = try Self.sichuan()
        do {
            let chengdu = try Self.reopened(folder)
            var link = LinkedStores(below: chengdu, above: sichuan)
            try await link.run()
            chengdu.store.close()
        }
        try DamagedFile(folder: folder).flip(.body, of: 3, in: feed)
        let chengdu = try Self.reopened(folder)
        #expect(try chengdu.store.damage.changes().map(\.change.number) == [3])
        try await chengdu.store.write(TestActs.report(6, of: TestOffice.chengdu.path))
        var link = LinkedStores(below: chengdu, above: sichuan)
        try await link.run()
        #expect(link.areEqual)
        try Self.expectSame(chengdu, sichuan)
        #expect(
            Set(try chengdu.events().map(\.kind.rawValue)) == ["change-damaged", "change-mended"]
        )
        #expect(try Self.reports(sichuan).count == 6)
    }

    @Test("A sum that is made anew takes nothing away of a damaged change that nobody has yet")
    func damagedSum() async throws {
        let folder = TestFolder()
        let before = try TestStore(.chengdu, folder: folder)
        try await before.store.write(TestActs.figures(of: TestOffice.chengdu.path, [1: 286_542]))
        let feed = try #require(try before.store.positions().first).0.feed
        before.store.close()
        try DamagedFile(folder: folder).flip(.body, of: 1, in: feed)
        try DamagedFile(folder: folder).run(
            "UPDATE totals SET content = substr(content, 1, length(content) - 5) || x'01' "
                + "|| substr(content, length(content) - 3)"
        )
        let chengdu = try Self.reopened(folder)
        // Whoever moves the sum finds that it cannot be read, and has all derived anew.
        try await chengdu.store.write(TestActs.figures(of: TestOffice.chengdu.path, [2: 7]))
        let totals = try chengdu.totalRows(of: TestOffice.chengdu.path).map(\.total)
        #expect(totals == [286_542, 7])
        let sichuan = try Self.sichuan()
        var link = LinkedStores(below: chengdu, above: sichuan)
        try await link.run()
        #expect(link.areEqual)
        try Self.expectSame(chengdu, sichuan)
        #expect(try sichuan.totalRows(of: TestOffice.chengdu.path).map(\.total) == totals)
    }

    @Test("What was written again and then comes back all the same counts once")
    func comesBack() async throws {
        let (folder, feed) = try await TestStore.writtenByChengdu(reports: 6)
        let copy = folder.copy()
        try DamagedFile(folder: folder).flip(.body, of: 2, in: feed)
        let chengdu = try Self.reopened(folder)
        let sichuan = try Self.sichuan()
        var link = LinkedStores(below: chengdu, above: sichuan)
        try await link.run()
        let totals = try sichuan.totalRows(of: TestOffice.chengdu.path).map(\.total)
        let originals = try Self.reopened(copy).allChanges()
        for store in [sichuan, chengdu] { try await store.ingest(originals, from: .sichuan) }
        #expect(try sichuan.totalRows(of: TestOffice.chengdu.path).map(\.total) == totals)
        #expect(try sichuan.totalRows(of: TestOffice.chengdu.path).allSatisfy { $0.conflicts == 0 })
        #expect(try Self.reports(sichuan).count == 6)
        try Self.expectSame(chengdu, sichuan)
        #expect(try chengdu.store.read { s throws(StoreError) in try s.lostPast() } == nil)
    }

    @Test("A turned bit in the digest or in our own signature is put right at the start")
    func mendedHere() async throws {
        let (folder, feed) = try await TestStore.writtenByChengdu(reports: 4)
        try DamagedFile(folder: folder).flip(.signature, of: 2, in: feed)
        try DamagedFile(folder: folder).flip(.digest, of: 3, in: feed)
        let chengdu = try Self.reopened(folder)
        #expect(try chengdu.store.damage.changes().isEmpty)
        #expect(try chengdu.counts().incarnation == feed.incarnation)
        #expect(try chengdu.store.examination.verify().problems.isEmpty)
        #expect(try chengdu.events().isEmpty)
    }

    @Test("A change that is gone from the disk is damaged, too")
    func missing() async throws {
        let (folder, _) = try await TestStore.writtenByChengdu(reports: 5)
        try DamagedFile(folder: folder).run(
            "DELETE FROM change WHERE position & ((1 << 36) - 1) = 4"
        )
        let chengdu = try Self.reopened(folder)
        let sichuan = try Self.sichuan()
        var link = LinkedStores(below: chengdu, above: sichuan)
        try await link.run()
        #expect(try Self.reports(sichuan).count == 5)
        try Self.expectSame(chengdu, sichuan)
    }

    @Test(
        "Where the record is damaged as well, what it said is lost, and what all others said is not"
    )
    func damagedRecords() async throws {
        let (folder, feed) = try await TestStore.writtenByChengdu(reports: 5)
        for number in [2, 4] as [UInt64] {
            try DamagedFile(folder: folder).flip(.body, of: number, in: feed)
        }
        try DamagedFile(folder: folder).run(
            """
            UPDATE record SET state = x'FF' WHERE kind = 22 AND key = (
                SELECT key FROM record WHERE kind = 22 ORDER BY key LIMIT 1 OFFSET 1)
            """
        )
        let chengdu = try Self.reopened(folder)
        let sichuan = try Self.sichuan()
        var link = LinkedStores(below: chengdu, above: sichuan)
        try await link.run()
        #expect(try Self.reports(sichuan).count == 4)
        try Self.expectSame(chengdu, sichuan)
        let event = try #require(
            try chengdu.events().first { $0.kind.rawValue == "changes-rewritten" }
        )
        #expect(event.english.contains("what 1 damaged said is lost for good"))
    }

    @Test(
        "Whole runs of changes that the disk has lost, of which the office above has some: all that was written is there"
    )
    func lostRuns() async throws {
        let (folder, _) = try await TestStore.writtenByChengdu(reports: 20)
        let copy = folder.copy()
        // Nothing tells what the changes were: neither a row nor the one behind.
        for numbers in [2...8, 13...17] as [ClosedRange<Int>] {
            try DamagedFile(folder: folder).run(
                """
                DELETE FROM change WHERE position & ((1 << 36) - 1)
                BETWEEN \(numbers.lowerBound) AND \(numbers.upperBound)
                """
            )
        }
        try Self.confirm(10, folder)
        let chengdu = try Self.reopened(folder)
        try await chengdu.store.examination.rebuild()
        let event = try #require(
            try chengdu.events().first { $0.kind.rawValue == "changes-rewritten" }
        )
        #expect(event.english.contains("Nothing is lost"), "\(event.english)")
        let originals = try Self.reopened(copy).allChanges()
        try await chengdu.ingest(originals.prefix(10).reversed(), from: .sichuan)
        #expect(try Self.reports(chengdu) == Array(1...20))
        #expect(try chengdu.totalRows(of: TestOffice.chengdu.path).allSatisfy { $0.conflicts == 0 })
        #expect(try chengdu.store.examination.verify().problems.isEmpty)
    }

    @Test("A store made anew has lost what was there, and not what was withdrawn before")
    func madeAnewAfterwards() async throws {
        let (folder, feed) = try await TestStore.writtenByChengdu(reports: 4)
        try DamagedFile(folder: folder).flip(.body, of: 2, in: feed)
        do {
            let chengdu = try Self.reopened(folder)
            let sichuan = try Self.sichuan()
            var link = LinkedStores(below: chengdu, above: sichuan)
            try await link.run()
            chengdu.store.close()
        }
        for name in ["store.sqlite", "store.sqlite-wal", "store.sqlite-shm"] { folder.remove(name) }
        let chengdu = try TestStore(.chengdu, folder: folder, randomSeed: 79)
        #expect(try chengdu.store.read { s throws(StoreError) in try s.lostPast() }?.missing == 4)
    }

    @Test("Rebuilding with a damaged change that nobody may have keeps what it said")
    func rebuilt() async throws {
        let (folder, feed) = try await TestStore.writtenByChengdu(reports: 5)
        try DamagedFile(folder: folder).flip(.body, of: 2, in: feed)
        let chengdu = try Self.reopened(folder)
        try await chengdu.store.examination.rebuild()
        #expect(try chengdu.store.damage.changes().isEmpty)
        #expect(try Self.reports(chengdu).count == 5)
        #expect(try chengdu.store.examination.verify().problems.isEmpty)
    }

    /// What the office above has confirmed of all feeds.
    private static func confirm(_ number: Int, _ folder: TestFolder) throws {
        try DamagedFile(folder: folder).run(
            """
            INSERT INTO confirmation(feed, reader, number, at)
            SELECT id, '\(TestOffice.sichuan.path)', \(number), 0 FROM feed
            """
        )
    }

    @Test(
        "Rebuilding where the office above has an earlier damaged change keeps what a later one said that nobody has"
    )
    func rebuiltBehindConfirmed() async throws {
        let (folder, feed) = try await TestStore.writtenByChengdu(reports: 6)
        let copy = folder.copy()
        for number in [2, 5] as [UInt64] {
            try DamagedFile(folder: folder).flip(.body, of: number, in: feed)
        }
        try Self.confirm(3, folder)
        let chengdu = try Self.reopened(folder)
        try await chengdu.store.examination.rebuild()
        #expect(try chengdu.store.damage.changes().map(\.change.number) == [2])
        #expect(try Self.reports(chengdu) == [1, 3, 4, 5, 6])
        let event = try #require(
            try chengdu.events().first { $0.kind.rawValue == "changes-rewritten" }
        )
        #expect(event.english.contains("Nothing is lost"), "\(event.english)")
        let originals = try Self.reopened(copy).allChanges()
        try await chengdu.ingest(Array(originals.prefix(3)), from: .sichuan)
        #expect(try Self.reports(chengdu) == Array(1...6))
        #expect(try chengdu.store.examination.verify().problems.isEmpty)
    }

    @Test("What the records were derived anew without is said to be lost when it is written again")
    func leftOut() async throws {
        let (folder, feed) = try await TestStore.writtenByChengdu(reports: 4)
        try DamagedFile(folder: folder).flip(.body, of: 2, in: feed)
        try Self.confirm(3, folder)
        let chengdu = try Self.reopened(folder)
        try await chengdu.store.examination.rebuild()
        // It was wrong: the office above has been put back since.
        let sichuan = try Self.sichuan()
        var link = LinkedStores(below: chengdu, above: sichuan)
        try await link.run()
        #expect(try Self.reports(sichuan) == [1, 3, 4])
        try Self.expectSame(chengdu, sichuan)
        let event = try #require(
            try chengdu.events().first { $0.kind.rawValue == "changes-rewritten" }
        )
        #expect(event.english.contains("what 1 damaged said is lost for good"), "\(event.english)")
    }

    @Test("Two damaged feeds of one space are written again at once, and nothing of either is lost")
    func twoFeeds() async throws {
        let (folder, feed) = try await TestStore.writtenByChengdu(reports: 3)
        try DamagedFile(folder: folder).flip(.body, of: 2, in: feed)
        let before = try Self.reopened(folder)
        for number in [4, 5] as [UInt64] {
            try await before.store.write(TestActs.report(number, of: TestOffice.chengdu.path))
        }
        let second = try before.store.positions().map(\.0.feed).first { $0 != feed }
        before.store.close()
        try DamagedFile(folder: folder).flip(.body, of: 1, in: try #require(second))
        let chengdu = try TestStore(.chengdu, folder: folder, randomSeed: 78)
        chengdu.setClock(TestStore.startMilliseconds + 3_600_000)
        #expect(try chengdu.store.damage.changes().count == 2)
        let sichuan = try Self.sichuan()
        var link = LinkedStores(below: chengdu, above: sichuan)
        try await link.run()
        #expect(try Self.reports(sichuan) == Array(1...5))
        try Self.expectSame(chengdu, sichuan)
        let events = try chengdu.events().filter { $0.kind.rawValue == "changes-rewritten" }
        #expect(events.count == 2 && events.allSatisfy { $0.english.contains("Nothing is lost") })
    }

    @Test(
        "An older copy that is put back knows what is missing, though changes were written again since"
    )
    func olderCopy() async throws {
        let (folder, feed) = try await TestStore.writtenByChengdu(reports: 3)
        try DamagedFile(folder: folder).flip(.body, of: 2, in: feed)
        let copy = folder.copy()
        do {
            let chengdu = try Self.reopened(folder)
            let sichuan = try Self.sichuan()
            var link = LinkedStores(below: chengdu, above: sichuan)
            try await link.run()
            try await chengdu.store.write(TestActs.report(4, of: TestOffice.chengdu.path))
            chengdu.store.close()
        }
        for name in ["store.sqlite-wal", "store.sqlite-shm"] { folder.remove(name) }
        folder.replace("store.sqlite", from: copy)
        let chengdu = try TestStore(.chengdu, folder: folder, randomSeed: 78)
        // Two that were written again, and the fourth.
        #expect(try chengdu.store.read { s throws(StoreError) in try s.lostPast() }?.missing == 3)
    }
}
