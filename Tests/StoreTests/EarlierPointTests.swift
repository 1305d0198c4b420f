internal import Decision
import OfficeWork
import SyncProtocol
import Testing

@testable import Store

/// A real store is put back to earlier points of its own past, in every way, and linked again.
@Suite("A store restored from every earlier point")
struct EarlierPointTests {
    enum Way: CaseIterable, Sendable {
        case databaseAlone
        case wholeFolder
        case withoutFence
    }

    /// Chengdu wrote so many months; the province has got all but the last ones.
    private static let written = 7
    private static let sent = 5

    private struct Past {
        let chengdu: TestStore
        let province: TestStore
        /// The folder after each commit, from none on.
        let backups: [TestFolder]
    }

    private static func act(_ month: Int) -> LocalAct {
        TestActs.figures(of: TestOffice.chengdu.path, "2018-0\(month)", [1: Int64(month)])
    }

    private static func past() async throws -> Past {
        let chengdu = try TestStore(.chengdu, .file)
        let province = try TestStore(.sichuan)
        let folder = try #require(chengdu.folder)
        var backups = [folder.copy()]
        for month in 1...Self.written {
            try await chengdu.store.write(Self.act(month))
            backups.append(folder.copy())
            // Other work comes the other way meanwhile.
            try await province.store.write(
                TestActs.figures(of: TestOffice.sichuan.path, "2017-0\(month)", [1: 1])
            )
        }
        try await province.ingest(
            Array(try chengdu.allChanges().prefix(Self.sent)),
            from: .chengdu
        )
        return Past(chengdu: chengdu, province: province, backups: backups)
    }

    private static func restored(_ past: Past, to point: Int, _ way: Way) throws -> TestStore {
        let folder = past.backups[way == .databaseAlone ? Self.written : point].copy()
        switch way {
        case .databaseAlone:
            for name in ["store.sqlite", "store.sqlite-wal"] {
                folder.replace(name, from: past.backups[point])
            }
        case .wholeFolder: break
        case .withoutFence: folder.remove("fence")
        }
        return try TestStore(.chengdu, folder: folder, randomSeed: 99)
    }

    /// What people are told, by what is known: the fence of today counts what nobody has any more.
    private static func words(_ way: Way, recovered: Int, lost: Int) -> String {
        let changes = recovered == 1 ? "1 change" : "\(recovered) changes"
        let known = way == .databaseAlone ? "" : " as far as the neighbours know"
        let rest =
            way == .databaseAlone && lost > 0
            ? "\(lost) lost for good: every neighbour was asked" : "0 lost\(known)."
        return "\(changes) recovered from 510000, \(rest)"
    }

    private static let points = Array(0...Self.written)

    @Test("Nothing comes twice, the counts are true", arguments: Self.points, Way.allCases)
    func restored(_ point: Int, _ way: Way) async throws {
        let past = try await Self.past()
        let test = try Self.restored(past, to: point, way)
        let before = try past.backups[point].incarnation()
        // Written before any neighbour can be asked.
        try await test.store.write(Self.act(9))
        let isSeenAtOnce = way == .databaseAlone ? point < Self.written : way == .withoutFence
        #expect(try (test.counts().incarnation != before) == isSeenAtOnce)
        var pair = LinkedStores(below: test, above: past.province)
        try await pair.run()
        #expect(pair.areEqual)
        // What the province had is back, what it had not is gone, and what is new is with both.
        let recovered = max(0, Self.sent - point)
        let kept = max(point, Self.sent)
        let periods = (1...kept).map { "2018-0\($0)" } + ["2018-09"]
        for store in [test, past.province] {
            let rows = try store.totalRows(of: TestOffice.chengdu.path)
            #expect(Set(rows.map(\.period.text)) == Set(periods))
            #expect(rows.count == periods.count)
            #expect(try store.quarantine().total == 0)
            #expect(try store.store.examination.verify().problems.isEmpty)
        }
        let isSeen = isSeenAtOnce || recovered > 0
        #expect(try (test.counts().incarnation != before) == isSeen)
        let event = try await test.store.concludePast(
            from: ["510000"],
            asked: [TestOffice.sichuan.path]
        )
        #expect((event != nil) == isSeen)
        let words = Self.words(way, recovered: recovered, lost: Self.written - kept)
        #expect(event?.english.contains(words) ?? true, "\(event?.english ?? "") – \(words)")
        // The number behind the point was used again only where nothing could show it in time.
        let isForked = way == .wholeFolder && recovered > 0
        #expect(event.map { $0.english.contains("both branches are kept") } ?? false == isForked)
    }
}

extension TestFolder {
    /// In which the store of the folder writes.
    fileprivate func incarnation() throws -> UInt64 {
        let test = try TestStore(.chengdu, folder: self.copy())
        defer { test.store.close() }
        return try test.counts().incarnation
    }
}
