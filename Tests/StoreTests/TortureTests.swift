import Decision
import Foundation
import OfficeWork
import PlainText
import SyncProtocol
import Testing

@testable import Store

/// Bits turned anywhere in the file of a stopped node that has work of its own and passes on others'.
///
/// A few by default; `dev/torture flips -n N` for more.
@Suite("Turned bits, at random")
struct TortureTests {
    private static let flips =
        ProcessInfo.processInfo.environment["CAST_FLIPS"].flatMap { Int($0) } ?? 12
    private static let seed =
        ProcessInfo.processInfo.environment["CAST_SEED"].flatMap { UInt64($0) } ?? 2_015

    /// A province and the city below it, in step, stopped.
    private struct Pair {
        let province: TestFolder
        let city: TestFolder

        static func make() async throws -> Pair {
            let pair = Pair(province: TestFolder(), city: TestFolder())
            let province = try pair.open(.sichuan, pair.province, seed: 1)
            let city = try pair.open(.chengdu, pair.city, seed: 2)
            for number in UInt64(1)...12 {
                try await city.store.write(TestActs.report(number, of: city.office.path))
                try await province.store.write(TestActs.report(number, of: province.office.path))
            }
            try await city.store.write(TestActs.figures(of: city.office.path, [1: 4, 2: 7]))
            var link = LinkedStores(below: city, above: province)
            try await link.run()
            #expect(link.areEqual)
            province.store.close()
            city.store.close()
            return pair
        }

        func open(_ office: TestOffice, _ folder: TestFolder, seed: UInt64) throws -> TestStore {
            let store = try TestStore(office, folder: folder, randomSeed: seed)
            store.setClock(TestStore.startMilliseconds + 3_600_000)
            return store
        }

        func copy() -> Pair { Pair(province: self.province.copy(), city: self.city.copy()) }
    }

    /// All that a province shows of reports and totals.
    private static func shown(_ store: TestStore) throws -> [String] {
        try store.store.read { snapshot throws(StoreError) in
            let reports = try snapshot.reports(StoreRange(limit: 1_000)).rows.map { "\($0)" }
            let totals =
                try snapshot.rollups(of: TestOffice.sichuan.path)
                + snapshot.rollups(of: TestOffice.chengdu.path)
            return reports.sorted()
                + totals.map { row in
                    "\(row.period) \(row.indicator): \(String(describing: row.own)), \(row.total), "
                        + "\(row.offices), \(row.conflicts)"
                }
        }
    }

    @Test("Nothing false is ever shown, and what was acknowledged is there in the end")
    func bits() async throws {
        let pair = try await Pair.make()
        let before = try Self.shown(pair.open(.sichuan, pair.copy().province, seed: 3))
        let pages = try DamagedFile(folder: pair.province).pageCount
        var random = SeededRandom(seed: Self.seed)
        for flip in 0..<Self.flips {
            let page = Int(random.next() % UInt64(pages))
            let bit = Int(random.next() % (4_096 * 8))
            let what = "flip \(flip): page \(page), bit \(bit)"
            do {
                try await Self.endure(pair.copy(), page, bit, before, what)
            } catch {
                Issue.record("\(what): \(error)")
            }
        }
    }

    private static func endure(
        _ pair: Pair,
        _ page: Int,
        _ bit: Int,
        _ before: [String],
        _ what: String
    ) async throws {
        try DamagedFile(folder: pair.province).flip(bit: bit, ofPage: page)
        var province = try pair.open(.sichuan, pair.province, seed: 3)
        let isSaved = try province.events().contains { $0.kind == .storeSalvaged }
        // What comes from elsewhere may still be missing; nothing may be there that was not, or be another.
        if let shown = try? Self.shown(province), !isSaved { #expect(shown == before, "\(what)") }
        if (try? province.store.verify())?.problems.isEmpty != true || province.store.fault != nil {
            province.store.close()
            province = try pair.open(.sichuan, pair.province, seed: 4)
        }
        let city = try pair.open(.chengdu, pair.city, seed: 5)
        var link = LinkedStores(below: city, above: province)
        try await link.run()
        #expect(link.areEqual, "\(what)")
        #expect(try Self.shown(province) == before, "\(what)")
        #expect(try province.store.verify().problems.isEmpty, "\(what)")
        let damaged = try province.store.damagedChanges()
        #expect(damaged.isEmpty, "\(what): \(damaged.map(\.change))")
        province.store.close()
        city.store.close()
    }
}
