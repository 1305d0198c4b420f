import Decision
import OfficeWork
import PlainText
import SyncProtocol
import Testing

@testable import Store

/// A clone of a data folder runs beside the original: both have one key.
@Suite("A copied folder that writes beside the original")
struct CopyTests {
    private static let hour: Int64 = 3_600_000

    private static func write(_ store: TestStore, month: Int) async throws {
        let act = TestActs.figures(of: store.office.path, "2018-0\(month)", [1: Int64(month)])
        try await store.store.write(act)
    }

    /// Chengdu, and its clone that goes on in an incarnation of its own, as a neighbour made it.
    private static func withCopy() async throws -> (original: TestStore, copy: TestStore) {
        let original = try TestStore(.chengdu, .file)
        for month in 1...2 { try await Self.write(original, month: month) }
        let folder = try #require(original.folder).copy()
        let copy = try TestStore(.chengdu, folder: folder, randomSeed: 99)
        for store in [original, copy] { store.setClock(TestStore.startMilliseconds + 1_000) }
        try await copy.store.openIncarnation(
            claimedBy: TestOffice.sichuan.path,
            replacing: try copy.counts().incarnation
        )
        return (original, copy)
    }

    private static func conclude(_ store: TestStore) async throws -> StoreEvent? {
        try await store.store.concludePast(from: ["510000"], asked: [TestOffice.sichuan.path])
    }

    @Test("The original says that a copy runs, not that it was restored, and keeps what it wrote")
    func toldAsCopy() async throws {
        let (original, copy) = try await Self.withCopy()
        let incarnation = try original.counts().incarnation
        try await Self.write(copy, month: 3)
        #expect(try await original.ingest(try copy.allChanges()).contains(.accepted))
        let event = try #require(try await Self.conclude(original))
        #expect(event.kind.rawValue == "copy-writes")
        #expect(event.english.contains("1 change came from 510000, kept and merged"))
        #expect(event.english.contains("Stop the copy") && event.chinese.contains("请停用该副本"))
        #expect(try original.events().map(\.kind.rawValue) == ["copy-writes"])
        #expect(try original.counts().incarnation == incarnation)
        #expect(try original.totalRows(of: original.office.path).count == 3)
        #expect(try original.store.examination.verify().problems.isEmpty)
    }

    @Test("Of a copy that goes on writing people are told once an hour, and of all it wrote")
    func toldOnceAnHour() async throws {
        let (original, copy) = try await Self.withCopy()
        for month in 3...5 {
            try await Self.write(copy, month: month)
            try await original.ingest(try copy.allChanges())
            #expect(try await (Self.conclude(original) != nil) == (month == 3))
        }
        original.setClock(TestStore.startMilliseconds + 2 * Self.hour)
        let event = try await Self.conclude(original)
        #expect(event?.english.contains("2 changes came") == true)
    }

    @Test("Once a neighbour holds changes that were lost here, it is a restored copy after all")
    func lostAfterAll() async throws {
        let (original, copy) = try await Self.withCopy()
        try await Self.write(copy, month: 3)
        try await original.ingest(try copy.allChanges())
        try await original.store.openIncarnation(
            claimedBy: TestOffice.sichuan.path,
            replacing: try original.counts().incarnation
        )
        let event = try #require(try await Self.conclude(original))
        #expect(event.kind.rawValue == "past-recovered")
        #expect(event.english.contains(": 1 change recovered from 510000, 0 lost"))
    }

    @Test("A neighbour that calls after all was told still gives back what was lost before")
    func lateNeighbour() async throws {
        let (original, copy) = try await Self.withCopy()
        try await Self.write(original, month: 3)
        // The clone takes the original's place, like a folder put back with its fence.
        #expect(try await Self.conclude(copy) != nil)
        #expect(try await copy.ingest(try original.allChanges()).contains(.accepted))
        #expect(try await Self.conclude(copy)?.kind.rawValue == "past-recovered")
        // What the other one writes later was never lost here.
        original.setClock(TestStore.startMilliseconds + 2 * Self.hour)
        copy.setClock(TestStore.startMilliseconds + 2 * Self.hour)
        try await Self.write(original, month: 4)
        #expect(try await copy.ingest(try original.allChanges()).contains(.accepted))
        #expect(try await Self.conclude(copy)?.kind.rawValue == "copy-writes")
    }

    @Test("Whether a copy runs is known after a restart")
    func reopened() async throws {
        let (original, copy) = try await Self.withCopy()
        try await Self.write(copy, month: 3)
        try await original.ingest(try copy.allChanges())
        original.store.close()
        let again = try TestStore(.chengdu, folder: original.folder)
        #expect(try await Self.conclude(again)?.kind.rawValue == "copy-writes")
    }
}
