import Decision
import Foundation
import PlainText
import SyncProtocol
import Testing

@testable import Store

/// Pages that the file does not have, and a file that takes another's place.
@Suite("Lost pages")
struct LostPageTests {
    /// More than fits on one page. Nothing else confirms what it says.
    private static let body: [UInt8] = {
        var random = SeededRandom(seed: 2_018)
        return (0..<10_000).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    }()

    private static func body(_ store: TestStore) throws -> [UInt8]? {
        try store.store.read { snapshot throws(StoreError) in
            try snapshot.journal.quarantinedBytes(1)?.body
        }
    }

    private static func write(to store: TestStore) async throws {
        try await store.store.write(TestActs.report(1, of: TestOffice.chengdu.path))
        try await store.store.quarantine(
            QuarantinedUnit(reason: .malformedFrame, detail: "1", peer: "10.0.0.1", body: Self.body)
        )
    }

    /// Counted from 0: the page on which the body ends.
    private static func page(of folder: TestFolder) throws -> Int {
        let file = try Data(contentsOf: URL(fileURLWithPath: folder.database))
        return try #require(file.range(of: Data(Self.body.suffix(50)))).lowerBound / 4_096
    }

    @Test("A page of zeroes at the end of a long value is not taken for what was written")
    func blank() async throws {
        let folder = TestFolder()
        let before = try TestStore(.chengdu, folder: folder)
        try await Self.write(to: before)
        before.store.close()
        try DamagedFile(folder: folder).blank(4_096, ofPage: Self.page(of: folder), at: 0)
        // At the opening the quarantine is counted.
        let store = try TestStore(.chengdu, folder: folder, randomSeed: 5)
        #expect(try Self.body(store) == nil)
        #expect(try store.events().contains { $0.kind == .storeSalvaged })
    }

    @Test("Nor is a page that the file of a running node does not have any more")
    func cut() async throws {
        let folder = TestFolder()
        let store = try TestStore(.chengdu, folder: folder)
        try await Self.write(to: store)
        try store.store.driver.tidy()
        let file = try #require(FileHandle(forWritingAtPath: folder.database))
        try file.truncate(atOffset: UInt64(Self.page(of: folder) * 4_096))
        #expect(throws: StoreError.self) { try Self.body(store) }
        #expect(store.store.fault?.callsForSalvage == true)
    }

    @Test("A file under the name of one that is still open is held against nothing of that one")
    func anotherFile() async throws {
        let folder = TestFolder()
        let earlier = TestFolder()
        let first = try TestStore(.chengdu, folder: earlier)
        try await first.store.write(TestActs.report(1, of: TestOffice.chengdu.path))
        first.store.close()
        folder.replace("store.sqlite", from: earlier)
        folder.replace("fence", from: earlier)
        let open = try TestStore(.chengdu, folder: folder, randomSeed: 5)
        for number in UInt64(2)...9 {
            try await open.store.write(TestActs.report(number, of: TestOffice.chengdu.path))
        }
        try open.store.driver.tidy()
        for suffix in ["-wal", "-shm"] { folder.remove("store.sqlite" + suffix) }
        folder.replace("store.sqlite", from: earlier)
        let driver = try SQLiteDriver.file(folder.database, readers: 1, checkpointPages: 1_000)
        let count = try driver.read { connection throws(StoreError) in
            try connection.integer("SELECT COUNT(*) FROM document WHERE kind = 22")
        }
        #expect(count == 1)
        #expect(try driver.structuralFaults().isEmpty)
        try driver.close()
    }

    @Test("A store that was saved leaves no page unwritten: it can be copied whole")
    func saved() async throws {
        let folder = TestFolder()
        let before = try TestStore(.chengdu, folder: folder)
        for number in UInt64(1)...200 {
            try await before.store.write(TestActs.report(number, of: TestOffice.chengdu.path))
        }
        before.store.close()
        try SalvagePlaces(folder: folder.path).setMark()
        let store = try TestStore(.chengdu, folder: folder, randomSeed: 5)
        #expect(try store.events().contains { $0.kind == .storeSalvaged })
        try store.store.driver.copy(to: folder.path + "/copy") { _, _ in true }
        #expect(store.store.fault == nil)
        store.store.close()
        let file = try PageFile(path: folder.database)
        for number in 1...file.pageCount { #expect(try file.page(number) != nil, "\(number)") }
    }
}
