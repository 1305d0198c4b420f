import Decision
import OfficeWork
import SyncProtocol
import Testing

@testable import Store

@Suite("Counts and offices that are kept in memory")
struct TallyTests {
    /// What a store that is opened anew finds on the disk.
    private static func recount(_ test: TestStore) throws -> StoreState {
        try test.store.driver.read { connection throws(StoreError) in
            try StoreState.load(
                test.office.identity,
                at: TestStore.startMilliseconds,
                connection
            )
        }
    }

    private static func expectRecounted(_ test: TestStore) throws {
        let (kept, found) = (try test.store.published.get(), try Self.recount(test))
        #expect(kept.tally == found.tally)
        #expect(kept.quarantine.total.items == found.quarantine.total.items)
        let (directory, other) = (kept.directory, found.directory)
        #expect(
            directory.order.map { OfficeRow(directory, $0) }
                == other.order.map { OfficeRow(other, $0) }
        )
        #expect(Array(directory.counts) == Array(other.counts))
        #expect(
            directory.order.map { directory.offices[$0].path }
                == directory.offices.map(\.path).sorted()
        )
    }

    @Test(
        "equal a recount after acts, received changes and rebuilds in any order",
        arguments: UInt64(1)...12
    )
    func random(seed: UInt64) async throws {
        let test = try TestStore(.sichuan, randomSeed: seed)
        var random = seed &* 0x9E37_79B9_7F4A_7C15
        func draw(_ bound: UInt64) -> UInt64 {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (random >> 33) % bound
        }
        let path = test.office.path
        let received = TestOffice.chengdu.changes(
            in: SpaceID(.reports, of: TestOffice.chengdu.path),
            stamps: (0..<6).map { TestStore.startMilliseconds + Int64($0) }
        ) { [TestActs.edit(1, Int64($0), "2018-0\(1 + $0 % 9)")] }
        for step in UInt64(1)...25 {
            switch draw(8) {
            case 0:
                try await test.store.write(try TestActs.report(draw(6), of: path))
            case 1:
                try await test.store.write(
                    TestActs.figures(of: path, "2018-0\(1 + draw(9))", [1: Int64(step)])
                )
            case 2:
                _ = try? await test.store.write(
                    try TestActs.hosting("510000-S\(draw(4))", by: test.office)
                )
            case 3:
                let count = Int(1 + draw(6))
                try await test.ingest(Array(received.prefix(count)), from: .chengdu)
            case 4:
                let forged = received.prefix(1).map {
                    SignedChange(body: $0.body, signature: $0.signature.map { $0 ^ UInt8(step) })
                }
                try await test.ingest(Array(forged), from: .chengdu)
            case 5:
                try await test.store.examination.rebuild()
            case 6:
                try await test.store.write(try TestActs.report(draw(6), of: path, at: Int64(step)))
            default:
                try await test.store.write(TestActs.figures(of: path, [2: Int64(step)]))
            }
            try Self.expectRecounted(test)
        }
        let counts = try test.counts()
        let rows = try test.store.driver.read { connection throws(StoreError) in
            (
                try connection.integer("SELECT COUNT(*) FROM change"),
                try connection.integer("SELECT COUNT(*) FROM record"),
                try connection.integer("SELECT COUNT(*) FROM document WHERE kind = 22"),
                try connection.integer("SELECT COUNT(*) FROM quarantine")
            )
        }
        #expect(counts.changes == rows.0 && counts.records == rows.1)
        #expect(try test.store.published.get().tally.documents.reports == Int(rows.2))
        #expect(counts.quarantined == Int(rows.3))
    }

    @Test("a roster is changed by each commit, and a reader keeps the one with which it began")
    func roster() async throws {
        let test = try TestStore(.chengdu)
        func names() throws -> [String] {
            try test.store.read { snapshot throws(StoreError) in
                snapshot.offices.all.compactMap(\.name)
            }
        }
        try await test.store.write(try TestActs.hosting("510100-S2", by: test.office))
        let before = try test.store.published.get().directory
        #expect(try names() == ["学会"])
        try await test.store.write(try TestActs.hosting("510100-S1", by: test.office))
        let renaming = try OfficeNames(
            validating: try #require(OfficeID("510100-S2")),
            name: "中国科学技术学会",
            nameEnglish: nil
        )
        try await test.store.write(
            LocalAct(.test, user: TestActs.user, parts: [renaming.part(roster: test.office.path)])
        )
        #expect(try names() == ["学会", "中国科学技术学会"])
        let after = try test.store.published.get().directory
        #expect(after.rosterRevision > before.rosterRevision)
        #expect(before.offices.compactMap { $0.listed?.name } == ["学会"])
        // What is not about offices leaves the roster as it is.
        try await test.store.write(try TestActs.report(1, of: test.office.path))
        #expect(try test.store.published.get().directory.rosterRevision == after.rosterRevision)
        let range = after.range(of: test.office.path)
        #expect(after.order[range].map { after.offices[$0].path.depth } == [3, 4, 4])
    }
}
