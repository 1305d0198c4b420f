import OfficeWork
import SyncProtocol
import Synchronization
import Testing

@testable import Decision
@testable import Store

/// What is held and due is applied turn by turn, however much there is and whatever is wrong with one feed.
@Suite("Held changes", .timeLimit(.minutes(15)))
struct HeldChangesTests {
    private static let later = TestStore.startMilliseconds + 2 * HybridClock.aheadMillisecondsMax

    /// Changes of one feed, stamped so far ahead that they are held.
    private static func changes(
        _ count: Int,
        of office: TestOffice = .chengdu,
        incarnation: UInt64 = 7,
        _ edits: (Int) -> [RecordEdit] = { [TestActs.edit(1, Int64($0))] }
    ) -> [SignedChange] {
        office.changes(
            in: SpaceID(.reports, of: office.path),
            incarnation: incarnation,
            stamps: (1...count).map { Self.later + Int64($0) },
            edits: edits
        )
    }

    private static func held(_ feeds: ClosedRange<UInt64>, of each: Int) async throws -> TestStore {
        let test = try TestStore(.sichuan)
        for incarnation in feeds {
            try await test.ingest(Self.changes(each, incarnation: incarnation))
        }
        #expect(try test.counts().held == feeds.count * each)
        return test
    }

    /// Follows the writer, turn by turn, until it has applied what is due.
    private static func settled(_ test: TestStore, held: Int) async throws {
        repeat { try await test.settle() } while try test.counts().held != held
    }

    private static func applied(_ test: TestStore) -> [Int] {
        test.notices.compactMap { notice in
            if case .heldApplied(let count) = notice { count } else { nil }
        }
    }

    @Test("A turn is of so many feeds, begins behind the last one, and comes to all")
    func manyFeeds() async throws {
        let max = HeldTurn.strandsMax
        let test = try await Self.held(1...UInt64(max + 36), of: 3)
        test.setClock(Self.later)
        let turns = try await test.store.perform { writer throws(StoreError) in
            let first = try writer.heldTurn()
            writer.held.last = first.last ?? -1
            return [first, try writer.heldTurn()]
        }
        #expect(turns.map(\.parts.count) == [max, max] && turns[0].isFull)
        #expect(Set(turns.flatMap { $0.parts.map(\.place) }).count == max + 36)
        #expect(turns[1].parts.first?.place != turns[0].parts.first?.place)
        // Nobody asks: what is due is gone on with at once, though the store wakes by itself in an hour only.
        try await Self.settled(test, held: 0)
        #expect(try test.store.examination.verify().problems.isEmpty)
        let applied = Self.applied(test)
        #expect(applied.reduce(0, +) == 3 * (max + 36) && applied.allSatisfy { $0 <= 3 * max })
    }

    @Test("A turn is of so many bytes")
    func manyBytes() async throws {
        let test = try TestStore(.sichuan)
        let text = String(repeating: "长", count: 40_000)
        for incarnation in UInt64(1)...4 {
            let changes = Self.changes(20, incarnation: incarnation) { _ in
                [
                    RecordEdit(
                        record: RecordKind.report.record([UInt8(incarnation)]),
                        fields: [RecordEdit.Field(99, .choice(.text(text), superseding: []))]
                    )
                ]
            }
            try await test.ingest(changes)
        }
        #expect(try test.counts().held == 80)
        test.setClock(Self.later)
        try await Self.settled(test, held: 0)
        let applied = Self.applied(test)
        #expect(applied.reduce(0, +) == 80 && applied.count >= 3)
        #expect(applied.allSatisfy { $0 * 120_000 <= HeldTurn.byteCountMax })
    }

    @Test("A change that cannot be stored stops its own feed only, and is kept where people look")
    func oneFails() async throws {
        let test = try TestStore(.sichuan)
        for incarnation in UInt64(1)...3 {
            let changes = Self.changes(5, incarnation: incarnation) {
                [TestActs.edit(1, 1, incarnation == 2 && $0 == 2 ? "2019-12" : "2018-0\($0 + 1)")]
            }
            try await test.ingest(changes)
        }
        let failures = Mutex(0)
        test.store.setCommitHandler { _, _ in
        } failed: { _, batches in
            #expect(batches.isEmpty)
            failures.withLock { $0 += 1 }
        }
        try await Self.run(
            """
            CREATE TRIGGER refuses BEFORE INSERT ON record WHEN NEW.key = CAST('2019-12' AS BLOB)
            BEGIN SELECT RAISE(ABORT, 'refused'); END
            """,
            in: test
        )
        test.setClock(Self.later)
        try await Self.settled(test, held: 3)
        try await test.settle()
        #expect(try await test.store.applyHeld() == 0)
        #expect(failures.withLock { $0 } == 1)
        let unit = try #require(try test.quarantine().rows.first)
        #expect(unit.number == 3 && unit.peer == "\(TestOffice.chengdu.path)")
        // It is tried again when the feed grows, by itself.
        try await Self.run("DROP TRIGGER refuses", in: test)
        #expect(try await test.store.applyHeld() == 0)
        let more = Self.changes(6, incarnation: 2) {
            [TestActs.edit(1, 1, $0 == 2 ? "2019-12" : "2018-0\($0 + 1)")]
        }
        test.setClock(Self.later + 2_000)
        let batch = BatchID(link: LinkID(1), number: 9)
        try await test.ingest([more[5]], as: batch, from: TestOffice.chengdu.path)
        try await Self.settled(test, held: 0)
        #expect(try test.store.examination.verify().problems.isEmpty)
    }

    private static func run(_ statement: StaticString, in test: TestStore) async throws {
        try await test.store.perform { writer throws(StoreError) in
            _ = try writer.commit { work throws(StoreError) in try work.connection.run(statement) }
        }
    }
}
