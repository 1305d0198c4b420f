import Decision
import Foundation
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
        let national: TestFolder
        let province: TestFolder
        let city: TestFolder

        /// - Returns: stopped in order, all in one file; and as they were just before, most of it still in the log.
        static func make() async throws -> (stopped: Pair, killed: Pair) {
            let pair = Pair(national: TestFolder(), province: TestFolder(), city: TestFolder())
            let province = try pair.open(.sichuan, pair.province, seed: 1)
            let city = try pair.open(.chengdu, pair.city, seed: 2)
            for number in UInt64(1)...12 {
                try await city.store.write(TestActs.report(number, of: city.office.path))
                try await province.store.write(TestActs.report(number, of: province.office.path))
            }
            try await city.store.write(TestActs.figures(of: city.office.path, [1: 4, 2: 7]))
            try await FullStore.write(to: province, moved: .mianyang)
            try await FullStore.writeLogs(to: province, neighbour: .chengdu)
            var link = LinkedStores(below: city, above: province)
            try await link.run()
            #expect(link.areEqual)
            // Whoever has said that it has something must be able to give it back.
            let national = try pair.open(.national, pair.national, seed: 6)
            var above = LinkedStores(below: province, above: national)
            try await above.run()
            national.store.close()
            let killed = pair.copy()
            province.store.close()
            city.store.close()
            // A bit that turns in the page of an empty table would show little. Rows of these two stand there only
            // once something has gone wrong, or was sent.
            for table in Schema.tableNames where table != "damage" && table != "note_delivery" {
                #expect(try DamagedFile(folder: pair.province).rowCount(of: table) > 0, "\(table)")
            }
            return (pair, killed)
        }

        func open(_ office: TestOffice, _ folder: TestFolder, seed: UInt64) throws -> TestStore {
            let store = try TestStore(office, folder: folder, randomSeed: seed)
            store.setClock(TestStore.startMilliseconds + 3_600_000)
            return store
        }

        func copy() -> Pair {
            Pair(
                national: self.national.copy(),
                province: self.province.copy(),
                city: self.city.copy()
            )
        }
    }

    /// All that a province shows.
    private static func shown(_ store: TestStore) throws -> [String] {
        try ShownStore.lines(store, of: [.sichuan, .chengdu]) + ShownStore.offices(store)
    }

    @Test("Nothing false is ever shown, and what was acknowledged is there in the end")
    func bits() async throws {
        let (stopped, killed) = try await Pair.make()
        let province = try stopped.open(.sichuan, stopped.copy().province, seed: 3)
        let before = Before(
            shown: try Self.shown(province),
            audit: try ShownStore.audit(province)
        )
        province.store.close()
        var random = SeededRandom(seed: Self.seed)
        for flip in 0..<Self.flips {
            // Every fourth one in the log.
            let isLogged = flip % 4 == 3
            let pair = (isLogged ? killed : stopped).copy()
            let name = isLogged ? "store.sqlite-wal" : "store.sqlite"
            let file = DamagedFile(folder: pair.province)
            let bit = try Int(random.next() % UInt64(file.bitCount(of: name)))
            try file.flip(bit: bit, of: name)
            let what = "flip \(flip): bit \(bit % 8) of byte \(bit / 8) of \(name)"
            do {
                try await Self.endure(pair, before, what)
            } catch {
                Issue.record("\(what): \(error)")
            }
        }
    }

    private struct Before {
        let shown: [String]
        let audit: [AuditRow]
    }

    private static func endure(_ pair: Pair, _ before: Before, _ what: String) async throws {
        var province = try pair.open(.sichuan, pair.province, seed: 3)
        let isSaved = try province.events().contains { $0.kind == .storeSalvaged }
        // What comes from elsewhere may still be missing; nothing may be there that was not, or be another.
        if let shown = try? Self.shown(province), !isSaved {
            #expect(shown == before.shown, "\(what)")
        }
        if (try? province.store.examination.verify())?.problems.isEmpty != true
            || province.store.fault != nil
        {
            province.store.close()
            province = try pair.open(.sichuan, pair.province, seed: 4)
        }
        let city = try pair.open(.chengdu, pair.city, seed: 5)
        var link = LinkedStores(below: city, above: province)
        try await link.run()
        #expect(link.areEqual, "\(what)")
        if try !province.store.damage.changes().isEmpty {
            let national = try pair.open(.national, pair.national, seed: 6)
            var link = LinkedStores(below: province, above: national)
            try await link.run()
            national.store.close()
        }
        #expect(try Self.shown(province) == before.shown, "\(what)")
        // The log of a damaged store goes on behind its last row; what is lost of it is named.
        let audit = try ShownStore.audit(province)
            .filter { $0.number <= before.audit.last?.number ?? 0 }
        #expect(audit.allSatisfy(before.audit.contains), "\(what)")
        #expect(try province.store.examination.verify().problems.isEmpty, "\(what)")
        let damaged = try province.store.damage.changes()
        #expect(damaged.isEmpty, "\(what): \(damaged.map(\.change))")
        province.store.close()
        city.store.close()
    }
}
