import Decision
import OfficeWork
import PlainText
import SyncProtocol
import Testing

@testable import Store

/// Keys change; what a node wrote with an earlier one stays its own.
@Suite("A node with a new key")
struct FormerKeyTests {
    private static let former = TestOffice.chengdu.signer.author

    /// Chengdu with another key than that with which it wrote before.
    private static var renewed: TestOffice {
        var office = TestOffice.sichuan.child("510100", seed: 33)
        office.former = [Self.former]
        return office
    }

    private static func reopened(_ folder: TestFolder) throws -> TestStore {
        let store = try TestStore(Self.renewed, folder: folder, randomSeed: 77)
        store.setClock(TestStore.startMilliseconds + 3_600_000)
        return store
    }

    private static func sichuan() throws -> TestStore {
        let store = try TestStore(.sichuan)
        store.setClock(TestStore.startMilliseconds + 3_600_000)
        return store
    }

    /// How many changes each author has in a store.
    private static func counts(_ store: TestStore) throws -> [AuthorID: UInt64] {
        var counts: [AuthorID: UInt64] = [:]
        for (position, _) in try store.store.positions() where position.head.number > 0 {
            counts[position.feed.author, default: 0] +=
                position.head.number - position.feed.base
        }
        return counts
    }

    @Test("What it wrote with the former one counts as its own, and nothing new is signed with it")
    func own() async throws {
        let (folder, feed) = try await TestStore.writtenByChengdu(reports: 3)
        let test = try Self.reopened(folder)
        #expect(try test.events().isEmpty)
        #expect(try test.store.published.get().ownCount == 3)
        try await test.store.write(TestActs.report(4, of: test.office.path))
        #expect(try test.store.published.get().ownCount == 4)
        #expect(test.committed.map(\.feed.author) == [test.office.signer.author])
        #expect(test.committed.map(\.feed.author) != [feed.author])
        #expect(try Self.counts(test) == [feed.author: 3, test.office.signer.author: 1])
        #expect(try test.store.examination.verify().problems.isEmpty)
    }

    @Test("Damage in what nobody has of it is seen at the start, and it is written again anew")
    func unsent() async throws {
        let (folder, feed) = try await TestStore.writtenByChengdu(reports: 3)
        try DamagedFile(folder: folder).flip(.body, of: 2, in: feed)
        let test = try Self.reopened(folder)
        #expect(try test.events().map(\.kind.rawValue) == ["change-damaged"])
        #expect(try test.store.damage.changes().map(\.change.number) == [2])
        let sichuan = try Self.sichuan()
        var link = LinkedStores(below: test, above: sichuan)
        try await link.run()
        #expect(link.areEqual)
        #expect(try Self.counts(sichuan) == [feed.author: 1, test.office.signer.author: 2])
        for store in [test, sichuan] {
            let reports = try store.store.read { snapshot throws(StoreError) in
                try snapshot.reports.page(StoreRange(limit: 100)).rows.map(\.report.id.low).sorted()
            }
            #expect(reports == [1, 2, 3])
            #expect(try store.store.examination.verify().problems.isEmpty)
            #expect(try store.store.damage.changes().isEmpty)
        }
    }

    @Test("Another signature under a change of it is seen, too")
    func signature() async throws {
        let (folder, feed) = try await TestStore.writtenByChengdu(reports: 3)
        try DamagedFile(folder: folder).flip(.signature, of: 2, in: feed)
        let test = try Self.reopened(folder)
        // The key that could sign it again is gone.
        #expect(try test.store.damage.changes().map(\.change.number) == [2])
        let found = try test.store.changes(
            [ReadRequest(feed: feed, after: 0)],
            byteCountMax: .max
        )
        #expect(found.changes.map(\.head.number) == [1])
        #expect(found.damaged.map(\.number) == [2])
    }

    @Test("What was lost of it with an older copy comes back as the node's own")
    func recovered() async throws {
        let (folder, _) = try await TestStore.writtenByChengdu(reports: 3)
        let copy = folder.copy()
        let all: [SignedChange]
        do {
            let whole = try TestStore(.chengdu, folder: folder)
            try await whole.store.write(TestActs.report(4, of: whole.office.path))
            all = try whole.allChanges()
        }
        let sichuan = try Self.sichuan()
        try await sichuan.ingest(all, from: .chengdu)
        copy.remove("fence")
        let test = try Self.reopened(copy)
        var link = LinkedStores(below: test, above: sichuan)
        try await link.run()
        #expect(link.areEqual)
        let event = try await test.store.concludePast(
            from: ["510000"],
            asked: [TestOffice.sichuan.path]
        )
        #expect(event?.english.contains("1 change recovered from 510000") == true)
        #expect(try test.store.published.get().ownCount == 4)
    }
}
