import OfficeWork
import SyncProtocol
import Testing

@testable import Store

@Suite("Totals over the tree")
struct TotalsTests {
    private struct Cell: Hashable {
        let office: OfficePath
        let period: String
        let indicator: UInt16
    }

    /// The last figure that was written for each office, period and indicator.
    private func write(
        _ stores: [TestStore],
        _ random: inout SeededRandom,
        count: Int
    ) async throws -> [Cell: Int64] {
        var written: [Cell: Int64] = [:]
        for _ in 0..<count {
            let store = stores[Int.random(in: 0..<stores.count, using: &random)]
            let period = "2018-0\(Int.random(in: 1...3, using: &random))"
            var values: [UInt16: Int64] = [:]
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                // Indicators 1...7 are whole numbers.
                let indicator = UInt16.random(in: 1...7, using: &random)
                values[indicator] = Int64.random(in: 0...1_000, using: &random)
            }
            try await store.store.write(TestActs.figures(of: store.office.path, period, values))
            for (indicator, value) in values {
                let cell = Cell(office: store.office.path, period: period, indicator: indicator)
                written[cell] = value
            }
        }
        return written
    }

    @Test(
        "totals are the fold of all writes, at every level and in any order of arrival",
        arguments: [UInt64(1), 2, 3]
    )
    func equalsFold(_ seed: UInt64) async throws {
        var random = SeededRandom(seed: seed)
        let stores = [
            try TestStore(.chengdu), try TestStore(.mianyang), try TestStore(.sichuan),
        ]
        let written = try await self.write(stores, &random, count: 60)
        // Feed by feed in order, feeds in any order, batches of any size.
        let national = try TestStore(.national, .file)
        for store in stores.shuffled(using: &random) {
            var rest = try store.allChanges()[...]
            while !rest.isEmpty {
                let size = min(rest.count, Int.random(in: 1...9, using: &random))
                let verdicts = try await national.ingest(Array(rest.prefix(size)))
                #expect(verdicts.allSatisfy { $0 == .accepted })
                rest = rest.dropFirst(size)
            }
        }
        for office in [TestOffice.national, .sichuan, .chengdu, .mianyang] {
            var expected: [Cell: Int64] = [:]
            for (cell, value) in written where office.path.contains(cell.office) {
                let key = Cell(
                    office: office.path,
                    period: cell.period,
                    indicator: cell.indicator
                )
                expected[key, default: 0] += value
            }
            var found: [Cell: Int64] = [:]
            for row in try national.totalRows(of: office.path) {
                let key = Cell(
                    office: office.path,
                    period: row.period.text,
                    indicator: row.indicator
                )
                found[key] = row.total
                #expect(row.conflicts == 0)
                let own = written[key]
                #expect(row.own == own)
                #expect(row.total == row.children.reduce(own ?? 0) { $0 + $1.total })
            }
            #expect(found == expected)
        }
        try await self.checkRebuild(national)
    }

    private func checkRebuild(_ test: TestStore) async throws {
        let before = try test.stateDigest
        let rows = try test.totalRows(of: test.office.path)
        let verification = try test.store.examination.verify()
        #expect(verification.problems.isEmpty)
        #expect(verification.stateDigest == verification.rebuiltDigest)
        // What the status shows is made of the kept digests of the spaces; it is the same value.
        #expect(try verification.stateDigest == test.stateDigest)
        #expect(verification.changes == (try test.counts().changes))
        try await test.store.examination.rebuild()
        #expect(try test.stateDigest == before)
        let again = try test.totalRows(of: test.office.path)
        #expect(again.map(\.total) == rows.map(\.total))
        #expect(again.map(\.children) == rows.map(\.children))
        #expect(try test.store.examination.verify().problems.isEmpty)
    }

    @Test("offices that hold the same changes have the same state digest")
    func convergesToOneDigest() async throws {
        let chengdu = try TestStore(.chengdu)
        var random = SeededRandom(seed: 5)
        _ = try await self.write([chengdu], &random, count: 20)
        let sichuan = try TestStore(.sichuan)
        try await sichuan.ingest(try chengdu.allChanges())
        #expect(try sichuan.stateDigest == chengdu.stateDigest)
    }

    @Test("two figures written apart for one data point are a conflict that one write settles")
    func countsConflicts() async throws {
        let test = try TestStore(.sichuan)
        let space = SpaceID(.reports, of: TestOffice.chengdu.path)
        for incarnation: UInt64 in [7, 8] {
            let changes = TestOffice.chengdu.changes(
                in: space,
                incarnation: incarnation,
                stamps: [TestStore.startMilliseconds + Int64(incarnation)]
            ) { _ in [TestActs.edit(1, Int64(incarnation))] }
            try await test.ingest(changes)
        }
        let row = try #require(try test.totalRows(of: TestOffice.sichuan.path).first)
        #expect(row.total == 8)
        #expect(row.conflicts == 1)
        #expect(row.offices == 1)
        let coverage = try test.store.read { snapshot throws(StoreError) in
            try snapshot.totals.coverage(of: TestOffice.sichuan.path)
        }
        #expect(coverage.map(\.reported) == [1])
    }

    @Test("one figure that two nodes wrote apart with the same value leaves nothing to settle")
    func countsValues() async throws {
        let test = try TestStore(.sichuan)
        let space = SpaceID(.reports, of: TestOffice.chengdu.path)
        for (incarnation, value, conflicts) in [(UInt64(7), Int64(3), 0), (8, 3, 0), (9, 4, 1)] {
            let changes = TestOffice.chengdu.changes(
                in: space,
                incarnation: incarnation,
                stamps: [TestStore.startMilliseconds + Int64(incarnation)]
            ) { _ in [TestActs.edit(1, value)] }
            try await test.ingest(changes)
            for office in [TestOffice.sichuan, .chengdu] {
                let row = try #require(try test.totalRows(of: office.path).first)
                #expect(row.conflicts == conflicts)
            }
        }
        #expect(try test.store.examination.verify().problems.isEmpty)
    }
}
