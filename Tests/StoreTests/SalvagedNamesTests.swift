import Decision
import OfficeWork
import SyncProtocol
import Testing

@testable import Store

/// An office that hosts another signs for both with one key: what is saved must not mix the two up.
@Suite("Names saved from a damaged store of an office that hosts another")
struct SalvagedNamesTests {
    private static let child = TestOffice.chengdu.path.child(OfficeID("510100-S1")!)!

    /// Chengdu with a report of its own, and figures of the office that it hosts.
    private static func host(in folder: TestFolder, as office: TestOffice = .chengdu) async throws {
        let store = try TestStore(office, folder: folder)
        try await store.store.write(TestActs.report(1, of: office.path))
        try await store.store.write(try TestActs.hosting("510100-S1", by: office))
        let child = try #require(office.path.child(Self.child.office))
        try await store.store.write(TestActs.figures(of: child, [1: 3]))
        store.store.close()
    }

    private static func formerPaths(_ store: TestStore) throws -> [OfficePath] {
        try store.store.read { snapshot throws(StoreError) in try snapshot.offices.formerPaths() }
    }

    @Test("A hosted office's place is none where the host stood before", arguments: [false, true])
    func notMoved(isForgotten: Bool) async throws {
        let folder = TestFolder()
        try await Self.host(in: folder)
        if isForgotten { try DamagedFile(folder: folder).overwritePage(of: "meta") }
        try SalvagePlaces(folder: folder.path).setMark()
        let store = try TestStore(.chengdu, folder: folder, randomSeed: 5)
        #expect(try Self.formerPaths(store).isEmpty)
        #expect(try store.totalRows(of: Self.child).map(\.own) == [3])
        #expect(try store.store.examination.verify().problems.isEmpty)
    }

    @Test(
        "Where the host did stand before is known, be it by its feeds alone",
        arguments: [false, true]
    )
    func moved(isForgotten: Bool) async throws {
        let folder = TestFolder()
        try await Self.host(in: folder)
        let chongqing = TestOffice.national.child("500000", seed: 8)
        let moved = chongqing.child("510100", seed: 3)
        try StoreMove.run(
            StoreConfiguration(location: .folder(folder.path), creates: false),
            from: TestOffice.chengdu.path,
            to: moved.identity
        )
        try await Self.host(in: folder, as: moved)
        if isForgotten { try DamagedFile(folder: folder).overwritePage(of: "meta") }
        try SalvagePlaces(folder: folder.path).setMark()
        let store = try TestStore(moved, folder: folder, randomSeed: 5)
        #expect(try Self.formerPaths(store) == [TestOffice.chengdu.path])
    }

    @Test("A feed whose row is lost keeps the office for which it was written")
    func feeds() async throws {
        let (source, folder) = (TestFolder(), TestFolder())
        try await Self.host(in: source)
        let chengdu = try TestStore(.chengdu, folder: source)
        let sichuan = try TestStore(.sichuan, folder: folder)
        // What Chengdu wrote for the office that it hosts comes last.
        let changes = try chengdu.allChanges()
        func isOfChild(_ signed: SignedChange) throws -> Bool {
            try Change(decoding: signed.body).feed.space.owner == Self.child
        }
        try await sichuan.ingest(try changes.filter { try !isOfChild($0) }, from: .chengdu)
        try await sichuan.ingest(try changes.filter(isOfChild), from: .chengdu)
        let before = try sichuan.store.positions().map { "\($0.0.feed): \($0.1.path)" }.sorted()
        sichuan.store.close()
        try DamagedFile(folder: folder).overwritePage(of: "feed")
        try SalvagePlaces(folder: folder.path).setMark()
        let saved = try TestStore(.sichuan, folder: folder, randomSeed: 5)
        let after = try saved.store.positions().map { "\($0.0.feed): \($0.1.path)" }.sorted()
        #expect(after == before)
        try await chengdu.store.write(TestActs.report(2, of: TestOffice.chengdu.path))
        let verdicts = try await saved.ingest(try chengdu.allChanges(), from: .chengdu)
        #expect(verdicts.filter { $0 == .accepted }.count == 1)
        #expect(verdicts.allSatisfy { $0 == .accepted || $0 == .duplicate }, "\(verdicts)")
    }
}
