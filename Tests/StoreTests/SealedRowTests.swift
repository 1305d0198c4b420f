internal import Decision
import OfficeWork
import SyncProtocol
import Testing

@testable import Store

@Suite("Rows that carry a checksum")
struct SealedRowTests {
    private static let chengdu = TestOffice.chengdu.path
    private static let period = Period("2018-06")

    private static func closed() async throws -> TestFolder {
        let folder = TestFolder()
        let store = try TestStore(.chengdu, folder: folder)
        try await store.store.write(TestActs.figures(of: Self.chengdu, [1: 286_542, 2: 7]))
        for number in 1...3 {
            try await store.store.write(TestActs.report(UInt64(number), of: Self.chengdu))
        }
        store.store.close()
        return folder
    }

    @Test("Every single bit of a stored content shows, and so does another place")
    func seal() throws {
        let space = SpaceID(.reports, of: Self.chengdu)
        let record = RecordKind.report.record([1, 2, 3])
        let seal = RowSeal(recordsOf: space)
        let content = (0..<37).map { UInt8($0) }
        let stored = seal.sealed(content, of: record)
        #expect(stored.count == content.count + RowSeal.byteCount)
        #expect(seal.opened(stored, of: record) == content)
        for bit in 0..<stored.count * 8 {
            var flipped = stored
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(seal.opened(flipped, of: record) == nil, "bit \(bit)")
        }
        #expect(seal.opened(stored, of: RecordKind.report.record([1, 2, 4])) == nil)
        #expect(seal.opened(stored, of: RecordKind.reply.record([1, 2, 3])) == nil)
        #expect(
            RowSeal(recordsOf: SpaceID(.receipts, of: Self.chengdu)).opened(stored, of: record)
                == nil
        )
        let other = RowSeal(recordsOf: SpaceID(.reports, of: TestOffice.sichuan.path))
        #expect(other.opened(stored, of: record) == nil)
        #expect(seal.opened([1, 2, 3], of: record) == nil)
    }

    @Test(
        "What another bit would say is never shown: whoever reads it is told, and all is derived anew",
        arguments: [
            // The last bytes of a content are the checksum; before them stands what was written.
            "UPDATE totals SET content = substr(content, 1, length(content) - 5) || x'01' "
                + "|| substr(content, length(content) - 3)",
            "UPDATE record SET state = (SELECT other.state FROM record AS other WHERE other.kind = 22 "
                + "AND other.key <> record.key LIMIT 1) WHERE kind = 22",
        ]
    )
    func neverShown(damage: String) async throws {
        let folder = try await Self.closed()
        let before = try Self.shown(TestStore(.chengdu, folder: folder))
        try DamagedFile(folder: folder).run(damage)
        let store = try TestStore(.chengdu, folder: folder)
        #expect(throws: StoreError.self) { try Self.shown(store) }
        #expect(store.store.fault?.isDamage == true)
        // Behind what the reader has asked for.
        try await store.store.perform { _ in () }
        let after = try Self.shown(store)
        // When it was last counted is another moment, and nothing else is other.
        #expect(after.lines == before.lines)
        #expect(after.reports == before.reports)
        #expect(try store.store.examination.verify().problems.isEmpty)
    }

    private struct Shown {
        let totals: [TotalRow]
        let reports: [ReportRow]

        /// All of the totals but the time of counting.
        var lines: [String] {
            self.totals.map { row in
                "\(row.period) \(row.indicator): own \(String(describing: row.own)), \(row.total) of "
                    + "\(row.offices), \(row.conflicts) unsettled, \(row.children)"
            }
        }
    }

    private static func shown(_ store: TestStore) throws -> Shown {
        defer { if store.store.fault == nil { store.store.close() } }
        return try store.store.read { snapshot throws(StoreError) in
            Shown(
                totals: try snapshot.totals.rows(of: Self.chengdu),
                reports: try snapshot.reports.page(StoreRange(limit: 10)).rows
            )
        }
    }

    @Test(
        "Lists that are not what their records say are found, and a rebuild mends them",
        arguments: [
            "DELETE FROM document WHERE key IN (SELECT key FROM document WHERE kind = 22 LIMIT 1)",
            "UPDATE document SET period = '2017-01' WHERE kind = 22",
        ]
    )
    func lists(damage: String) async throws {
        let folder = try await Self.closed()
        try DamagedFile(folder: folder).run(damage)
        let store = try TestStore(.chengdu, folder: folder)
        let problems = try store.store.examination.verify().problems
        #expect(
            problems.map(\.english) == [
                "The index of documents does not follow from the records. Rebuild."
            ]
        )
        try await store.store.examination.rebuild()
        #expect(try store.store.examination.verify().problems.isEmpty)
    }

    @Test(
        "An index that lacks rows is found by the engine's own check, and a rebuild makes it anew"
    )
    func index() async throws {
        let folder = try await Self.closed()
        try DamagedFile(folder: folder).loseRows(ofIndex: "office_by_parent")
        let store = try TestStore(.chengdu, folder: folder)
        let problems = try store.store.examination.verify().problems
        #expect(problems.contains { $0.english.contains("office_by_parent") }, "\(problems)")
        try await store.store.examination.rebuild()
        #expect(try store.store.examination.verify().problems.isEmpty)
    }
}
