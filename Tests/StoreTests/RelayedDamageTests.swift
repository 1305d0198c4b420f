internal import Decision
import OfficeWork
import PlainText
import SyncProtocol
import Testing

@testable import Store

/// Single bits turned in the file of a stopped node, in changes that others wrote.
@Suite("Damaged changes of others")
struct RelayedDamageTests {
    private static let space = SpaceID(.reports, of: TestOffice.chengdu.path)

    /// Chengdu has reported and Sichuan has it; Sichuan is stopped.
    private static func sichuan() async throws -> (TestStore, folder: TestFolder, feed: FeedID) {
        let chengdu = try TestStore(.chengdu)
        for number in 1...4 {
            try await chengdu.store.write(
                TestActs.report(UInt64(number), of: TestOffice.chengdu.path)
            )
        }
        let folder = TestFolder()
        let sichuan = try TestStore(.sichuan, folder: folder)
        var link = LinkedStores(below: chengdu, above: sichuan)
        try await link.run()
        sichuan.store.close()
        let feed = try #require(
            try chengdu.store.positions().first { $0.0.feed.space == Self.space }
        )
        return (chengdu, folder, feed.0.feed)
    }

    private static func reports(_ store: TestStore) throws -> Int {
        try store.store.read { snapshot throws(StoreError) in
            try snapshot.reports.page(StoreRange(limit: 100)).total
        }
    }

    @Test(
        "A damaged change is not passed on, is fetched again from whoever has it, and then goes on",
        arguments: [DamagedFile.Part.body, .signature]
    )
    func fetchedAgain(part: DamagedFile.Part) async throws {
        let (chengdu, folder, feed) = try await Self.sichuan()
        try DamagedFile(folder: folder).flip(part, of: 2, in: feed)
        let sichuan = try TestStore(.sichuan, folder: folder)
        let national = try TestStore(.national)
        var up = LinkedStores(below: sichuan, above: national)
        try await up.run()
        #expect(try Self.reports(national) == 1)
        #expect(try sichuan.store.damage.changes().map(\.change.number) == [2])
        #expect(try sichuan.events().map(\.kind.rawValue) == ["change-damaged"])
        #expect(try national.quarantine().total == (part == .signature ? 1 : 0))
        var down = LinkedStores(below: chengdu, above: sichuan)
        try await down.run()
        #expect(try sichuan.store.damage.changes().isEmpty)
        #expect(try sichuan.events().first?.kind.rawValue == "change-mended")
        #expect(try sichuan.events().first?.english.contains("510100") == true)
        var again = LinkedStores(below: sichuan, above: national)
        try await again.run()
        #expect(again.areEqual)
        #expect(try Self.reports(national) == 4)
        for store in [sichuan, national] {
            #expect(try store.store.examination.verify().problems.isEmpty)
        }
    }

    @Test(
        "A damaged change whose time comes is not applied as it is, and comes in once it is whole"
    )
    func heldAndDamaged() async throws {
        let ahead = TestStore.startMilliseconds + 3_600_000
        let changes = TestOffice.chengdu.changes(in: Self.space, stamps: [ahead]) { _ in
            [TestActs.edit(1, 286_542)]
        }
        let folder = TestFolder()
        let before = try TestStore(.sichuan, folder: folder)
        try await before.ingest(changes, from: .chengdu)
        let digest = try before.stateDigest
        let feed = try #require(try before.store.positions().first).0.feed
        before.store.close()
        try DamagedFile(folder: folder).flip(.body, of: 1, in: feed)
        let sichuan = try TestStore(.sichuan, folder: folder)
        sichuan.setClock(ahead + 60_000)
        #expect(try await sichuan.store.applyHeld() == 0)
        #expect(try sichuan.store.damage.changes().map(\.change.number) == [1])
        #expect(try sichuan.stateDigest == digest)
        // It is looked at once, not every second.
        let version = try sichuan.store.read { snapshot throws(StoreError) in snapshot.version }
        #expect(try await sichuan.store.applyHeld() == 0)
        #expect(
            try sichuan.store.read { snapshot throws(StoreError) in snapshot.version } == version
        )
        try await sichuan.ingest(changes, from: .chengdu)
        #expect(try sichuan.store.damage.changes().isEmpty)
        try await sichuan.store.applyHeld()
        #expect(try sichuan.stateDigest != digest)
        #expect(try sichuan.store.examination.verify().problems.isEmpty)
    }

    @Test("Rebuilding leaves a damaged change out, and what it says comes with the change")
    func rebuilt() async throws {
        let (chengdu, folder, feed) = try await Self.sichuan()
        try DamagedFile(folder: folder).flip(.body, of: 2, in: feed)
        let sichuan = try TestStore(.sichuan, folder: folder)
        let digest = try sichuan.stateDigest
        try await sichuan.store.examination.rebuild()
        #expect(try Self.reports(sichuan) == 3)
        #expect(try sichuan.store.damage.changes().map(\.change.number) == [2])
        var link = LinkedStores(below: chengdu, above: sichuan)
        try await link.run()
        #expect(try Self.reports(sichuan) == 4)
        #expect(try sichuan.stateDigest == digest)
        #expect(try sichuan.store.damage.changes().isEmpty)
        #expect(try sichuan.store.examination.verify().problems.isEmpty)
    }

    @Test(
        "A change that was left out and is whole again by itself counts again, and once",
        arguments: [false, true]
    )
    func wholeAgain(rebuilds: Bool) async throws {
        let (chengdu, folder, feed) = try await Self.sichuan()
        try DamagedFile(folder: folder).flip(.body, of: 2, in: feed)
        let damaged = try TestStore(.sichuan, folder: folder)
        let digest = try damaged.stateDigest
        try await damaged.store.examination.rebuild()
        #expect(try Self.reports(damaged) == 3)
        damaged.store.close()
        // The same bit once more: the disk reads what was written after all.
        try DamagedFile(folder: folder).flip(.body, of: 2, in: feed)
        let sichuan = try TestStore(.sichuan, folder: folder)
        let change = ChangePlace(feed: feed, number: 2)
        if rebuilds {
            try await sichuan.store.examination.rebuild()
        } else {
            try await sichuan.store.damage.note([change])
        }
        #expect(try sichuan.store.damage.changes().isEmpty)
        #expect(try Self.reports(sichuan) == 4)
        #expect(try sichuan.stateDigest == digest)
        try await sichuan.store.damage.note([change])
        var link = LinkedStores(below: chengdu, above: sichuan)
        try await link.run()
        #expect(link.areEqual)
        #expect(try sichuan.stateDigest == digest)
        #expect(try sichuan.store.examination.verify().problems.isEmpty)
    }

    @Test(
        "Changes that are gone from the disk, several in a row, are fetched again and are no fork"
    )
    func missing() async throws {
        let (chengdu, folder, feed) = try await Self.sichuan()
        try DamagedFile(folder: folder).run("DELETE FROM change WHERE (position & 1023) IN (2, 3)")
        let sichuan = try TestStore(.sichuan, folder: folder)
        #expect(try sichuan.store.examination.verify().damaged.map(\.number) == [2, 3])
        try await sichuan.store.examination.rebuild()
        #expect(
            try sichuan.store.damage.changes().map(\.change)
                == [2, 3].map { ChangePlace(feed: feed, number: $0) }
        )
        var link = LinkedStores(below: chengdu, above: sichuan)
        try await link.run()
        #expect(link.areEqual)
        #expect(try Self.reports(sichuan) == 4)
        #expect(try sichuan.store.damage.changes().isEmpty)
        #expect(try sichuan.store.examination.verify().problems.isEmpty)
        #expect(try !sichuan.events().contains { $0.kind == .feedForked })
    }
}
