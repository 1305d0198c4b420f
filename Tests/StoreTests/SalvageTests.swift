import Decision
import Foundation
import OfficeWork
import PlainText
import SyncProtocol
import Testing

@testable import Store

/// Damaged files of a stopped node. One page never holds both what was written and what was made of it, so nothing that
/// was acknowledged may be lost by the damage of one, and nothing else than it may ever be shown.
@Suite("What is whole is saved from a damaged file")
struct SalvageTests {
    private static let chengdu = TestOffice.chengdu.path

    /// What people see of a store.
    private struct Shown: Equatable {
        let reports: [String]
        let totals: [String]
        let audit: Bool
    }

    private static func closed(reports: UInt64 = 20) async throws -> TestFolder {
        let folder = TestFolder()
        let store = try TestStore(.chengdu, folder: folder)
        try await store.store.write(TestActs.figures(of: Self.chengdu, [1: 286_542, 2: 7]))
        for number in 1...reports {
            try await store.store.write(TestActs.report(number, of: Self.chengdu))
        }
        store.store.close()
        return folder
    }

    private static func shown(_ store: TestStore) throws -> Shown {
        try store.store.read { snapshot throws(StoreError) in
            let range = StoreRange(limit: 1_000)
            return Shown(
                reports: try snapshot.reports.page(range).rows.map { "\($0)" }.sorted(),
                totals: try snapshot.totals.rows(of: Self.chengdu).map { row in
                    "\(row.period) \(row.indicator): \(String(describing: row.own)), \(row.total), "
                        + "\(row.offices), \(row.conflicts)"
                },
                audit: try AuditChain.breaks(snapshot.connection, by: .ed25519).isEmpty
            )
        }
    }

    /// Opens a damaged store, looks at everything, and opens it once more where it has shown a fault.
    private static func seen(_ folder: TestFolder, _ what: String) async throws -> Shown {
        var store = try TestStore(.chengdu, folder: folder, randomSeed: 5)
        if let shown = try? Self.shown(store), store.store.fault == nil {
            let problems = (try? store.store.examination.verify())?.problems
            guard problems?.isEmpty != true || store.store.fault != nil else {
                store.store.close()
                return shown
            }
        }
        store.store.close()
        store = try TestStore(.chengdu, folder: folder, randomSeed: 6)
        let shown = try Self.shown(store)
        #expect(store.store.fault == nil, "\(what)")
        #expect(try store.store.examination.verify().problems.isEmpty, "\(what)")
        store.store.close()
        return shown
    }

    /// What a disk can do to a page.
    enum Fault: String, CaseIterable {
        case bit
        case zeroes
        case anotherPage

        func strike(_ page: Int, of file: DamagedFile, by random: inout SeededRandom) throws {
            switch self {
            case .bit: try file.flip(bit: Int(random.next() % (4_096 * 8)), ofPage: page)
            case .zeroes: try file.blank(512, ofPage: page, at: Int(random.next() % 8) * 512)
            case .anotherPage: try file.misplace(page: (page + 7) % file.pageCount, over: page)
            }
        }
    }

    @Test(
        "Each page in turn is damaged: nothing false is shown, and nothing is lost",
        arguments: Fault.allCases
    )
    func everyPage(fault: Fault) async throws {
        let whole = try await Self.closed()
        let before = try Self.shown(try TestStore(.chengdu, folder: whole.copy()))
        var random = SeededRandom(seed: 2_018)
        let count = try DamagedFile(folder: whole).pageCount
        for page in stride(from: 0, to: count, by: fault == .bit ? 1 : 4) {
            let folder = whole.copy()
            try fault.strike(page, of: DamagedFile(folder: folder), by: &random)
            do {
                #expect(try await Self.seen(folder, "page \(page)") == before, "page \(page)")
            } catch {
                Issue.record("page \(page): \(error)")
            }
        }
    }

    @Test("A damaged frame of the log costs its page, and none of the commits behind it")
    func log() async throws {
        let folder = TestFolder()
        let store = try TestStore(.chengdu, folder: folder)
        for number in 1...20 {
            try await store.store.write(TestActs.report(UInt64(number), of: Self.chengdu))
        }
        let killed = folder.copy()
        let before = try Self.shown(store)
        var random = SeededRandom(seed: 7)
        for flip in 0..<32 {
            let copy = killed.copy()
            let path = copy.database + "-wal"
            var log = try Data(contentsOf: URL(fileURLWithPath: path))
            // The header first of all, which all frames stand behind; at last each frame of the last transaction,
            // also the one that ends it, and the one that has its number.
            let place =
                switch flip {
                case ..<4: [3, 9, 17, 25][flip]
                case 24...: log.count - (flip - 24) * 4_120 - 2_000
                default: Int(random.next() % UInt64(log.count))
                }
            log[place] ^= 1
            try log.write(to: URL(fileURLWithPath: path))
            let what = "byte \(place) of \(log.count)"
            #expect(try await Self.seen(copy, what).reports == before.reports, "\(what)")
        }
    }

    @Test(
        "A transaction that a power cut tore is no damage: the engine leaves it out, and all goes on"
    )
    func torn() async throws {
        let folder = TestFolder()
        let store = try TestStore(.chengdu, folder: folder)
        for number in UInt64(1)...5 {
            try await store.store.write(TestActs.report(number, of: Self.chengdu))
        }
        let before = try Self.shown(store)
        let incarnation = try store.counts().incarnation
        let acknowledged = folder.copy()
        try await store.store.write(TestActs.report(6, of: Self.chengdu))
        let killed = folder.copy()
        killed.replace("fence", from: acknowledged)
        let url = URL(fileURLWithPath: killed.database + "-wal")
        let sizes = try [acknowledged, killed].map {
            try Data(contentsOf: URL(fileURLWithPath: $0.database + "-wal")).count
        }
        var log = try Data(contentsOf: url)
        // The first frame of the last transaction did not reach the disk.
        log.replaceSubrange(sizes[0] + 24..<sizes[0] + 4_120, with: Data(count: 4_096))
        try log.write(to: url)
        let again = try TestStore(.chengdu, folder: killed, randomSeed: 5)
        #expect(try Self.shown(again) == before)
        #expect(try again.counts().incarnation == incarnation)
        #expect(try again.events().isEmpty)
    }

    @Test("Every table is derived, put together from changes, or brought over with all its columns")
    func tables() throws {
        let store = try TestStore(.chengdu)
        let derived = Set(
            [
                "document", "document_number", "receipt", "reply", "attachment",
                "totals", "version_floor", "succession", "note_delivery", "record_conflict",
            ]
        )
        let known = [
            "office": 9, "space": 7, "author": 2, "feed": 16, "change": 4, "damage": 3,
            "confirmation": 4, "record": 6, "meta": 3, "commit_point": 6,
        ]
        .merging(SalvagedTable.all.map { ($0.name, $0.columns.count) }) { first, _ in first }
        for table in Schema.tableNames where !derived.contains(table) {
            let count = try store.store.driver.read { connection throws(StoreError) in
                try connection.integer(
                    "SELECT COUNT(*) FROM pragma_table_info(?1)",
                    .text(table)
                )
            }
            #expect(known[table] == Int(count), "\(table)")
        }
    }

    @Test("What is saved goes on in a new incarnation, says so, and keeps the damaged file")
    func said() async throws {
        let folder = try await Self.closed(reports: 3)
        let old = try TestStore(.chengdu, folder: folder)
        let incarnation = try old.counts().incarnation
        old.store.close()
        try DamagedFile(folder: folder).overwritePage(of: "feed")
        let store = try TestStore(.chengdu, folder: folder, randomSeed: 5)
        #expect(try store.counts().incarnation != incarnation)
        let kinds = try store.events().map(\.kind)
        #expect(kinds.contains(.storeSalvaged) && kinds.contains(.incarnationOpened))
        #expect(FileManager.default.fileExists(atPath: folder.database + ".damaged"))
        #expect(!FileManager.default.fileExists(atPath: folder.database + ".mark"))
        try await store.store.write(TestActs.report(9, of: Self.chengdu))
        #expect(try Self.shown(store).reports.count == 4)
    }

    @Test(
        "The first page and the roots of the logs lead to all else: without them nothing of the logs is lost",
        arguments: ["sqlite_schema", "audit", "event"]
    )
    func roots(table: String) async throws {
        let folder = TestFolder()
        let store = try TestStore(.chengdu, folder: folder)
        for number in UInt64(1)...90 {
            try await store.store.write(TestActs.report(number, of: Self.chengdu))
            for event in 0..<4 {
                try await store.store.record(StoreEvent(at: Int64(event), kind: .storeMadeAnew))
            }
        }
        let before = try Self.logs(store)
        store.store.close()
        if table == "sqlite_schema" {
            try DamagedFile(folder: folder).flip(bit: 8 * 1_000, ofPage: 0)
        } else {
            try DamagedFile(folder: folder).overwritePage(of: table)
        }
        try SalvagePlaces(folder: folder.path).setMark()
        let saved = try TestStore(.chengdu, folder: folder, randomSeed: 5)
        let after = try Self.logs(saved)
        #expect(before.audit.allSatisfy(after.audit.contains))
        #expect(before.events <= after.events)
        #expect(try saved.store.examination.verify().problems.isEmpty)
    }

    private static func logs(_ store: TestStore) throws -> (audit: [String], events: Int) {
        try store.store.read { snapshot throws(StoreError) in
            let range = StoreRange(limit: 1_000)
            return (
                try snapshot.journal.audit(range).rows.map { "\($0)" },
                try snapshot.journal.events(range).rows.count
            )
        }
    }

    @Test(
        "A power cut while the files take each other's place ends in a store that is whole",
        arguments: 0...SalvagePlaces.Step.allCases.count
    )
    func interrupted(done: Int) async throws {
        let folder = try await Self.closed(reports: 3)
        let before = try Self.shown(try TestStore(.chengdu, folder: folder.copy()))
        let places = SalvagePlaces(folder: folder.path)
        // The new store was finished, and so many steps were done: its place is taken at the next opening.
        try FileManager.default.copyItem(atPath: folder.database, toPath: places.finished)
        try DamagedFile(folder: folder).overwritePage(of: "feed")
        let log = Data("a log of the damaged store".utf8)
        try log.write(to: URL(fileURLWithPath: folder.database + "-wal"))
        let evidence = try Data(contentsOf: URL(fileURLWithPath: folder.database))
        try places.setMark()
        for step in SalvagePlaces.Step.allCases.prefix(done) { try places.take(step) }
        let store = try TestStore(.chengdu, folder: folder, randomSeed: 5)
        #expect(try Self.shown(store) == before)
        #expect(!places.isFinished && !places.isMarked)
        // The good store was not saved a second time, over what is kept of the damaged one.
        #expect(try Data(contentsOf: URL(fileURLWithPath: places.damaged)) == evidence)
        #expect(try Data(contentsOf: URL(fileURLWithPath: places.damaged + "-wal")) == log)
    }

    @Test("A file of which nothing can be read is refused, and stays where it is")
    func nothingWhole() async throws {
        let folder = try await Self.closed(reports: 1)
        let noise = Data((0..<8_192).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        try noise.write(to: URL(fileURLWithPath: folder.database))
        #expect(throws: StoreError.self) { try TestStore(.chengdu, folder: folder) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.database)) == noise)
        #expect(!FileManager.default.fileExists(atPath: folder.database + ".mark"))
    }
}
