internal import Decision
import OfficeWork
import PlainText
import SyncProtocol
import Testing

@testable import Store

@Suite("An examination of all that a store holds")
struct ExaminationTests {
    @Test(
        "finds a damaged row of every list, and a rebuild mends it",
        arguments: FullStore.damages
    )
    func lists(damage: String) async throws {
        let folder = try await FullStore.closed()
        let digest = try Self.whole(folder)
        try DamagedFile(folder: folder).run(damage)
        let store = try TestStore(.national, folder: folder)
        #expect(try !store.store.examination.verify().problems.isEmpty)
        try await store.store.examination.rebuild()
        let after = try store.store.examination.verify()
        #expect(after.problems.isEmpty, "\(after.problems)")
        #expect(after.stateDigest == digest)
    }

    @Test(
        "Rows that are older than the last commit are known at the opening, and made good from the changes",
        arguments: [
            "UPDATE space SET digest_count = digest_count + 1 WHERE digest_count > 0",
            "UPDATE feed SET head_number = head_number - 1 WHERE head_number > 1",
            "DROP TRIGGER audit_keeps_rows; DELETE FROM audit WHERE number > 1",
            "DELETE FROM event WHERE id = (SELECT MAX(id) FROM event)",
        ]
    )
    func older(damage: String) async throws {
        let folder = TestFolder()
        let test = try TestStore(.national, folder: folder)
        try await FullStore.write(to: test)
        try await test.store.record(
            StoreEvent(at: TestStore.startMilliseconds, kind: .verifyPassed)
        )
        let digest = try test.stateDigest
        test.store.close()
        try DamagedFile(folder: folder).run(damage)
        let store = try TestStore(.national, folder: folder, randomSeed: 5)
        #expect(try store.events().contains { $0.kind == .storeSalvaged })
        #expect(try store.store.examination.verify().problems.isEmpty)
        #expect(try store.stateDigest == digest)
        try await store.store.write(TestActs.report(9, of: store.office.path))
    }

    /// The digest of a store in which all is well.
    private static func whole(_ folder: TestFolder) throws -> Digest256 {
        let store = try TestStore(.national, folder: folder)
        defer { store.store.close() }
        let found = try store.store.examination.verify()
        #expect(found.problems.isEmpty, "\(found.problems)")
        let counts = try store.counts()
        #expect(found.records == counts.records && found.changes == counts.changes)
        // Every list has rows, so that all of what follows is looked at.
        try store.store.driver.read { connection throws(StoreError) in
            for list in DerivedList.allCases {
                #expect(try !list.rows(after: list.start, 9, connection).isEmpty, "\(list)")
            }
        }
        return found.stateDigest
    }

    @Test("finds what changes say that is not whole, one by one, and each that is missing")
    func changes() async throws {
        let folder = TestFolder()
        let test = try TestStore(.national, folder: folder)
        for number in UInt64(1)...9 {
            try await test.store.write(TestActs.report(number, of: test.office.path))
        }
        test.store.close()
        try DamagedFile(folder: folder).run(
            """
            DELETE FROM change WHERE (position & 1023) IN (3, 4, 9);
            UPDATE change SET signature = zeroblob(64) WHERE (position & 1023) = 6
            """
        )
        let found = try Self.examined(folder)
        #expect(found.damaged.map(\.number) == [3, 4, 6, 9])
        // Those that are missing were not looked at.
        #expect(found.changes == 6)
    }

    /// Opens the store without what it does at a start about changes that nobody has.
    private static func examined(_ folder: TestFolder) throws -> StoreVerification {
        let driver = try SQLiteDriver.file(folder.database, readers: 1, checkpointPages: 1_000)
        defer { try? driver.close() }
        return try StoreVerification(of: driver, TestOffice.national.identity) {
            _ throws(StoreError) in
        }
    }

    @Test("comes to the same in slices of any size, on one moment of the store")
    func slices() async throws {
        let folder = try await FullStore.closed()
        let test = try TestStore(.national, folder: folder)
        for number in UInt64(2)...40 {
            try await test.store.write(TestActs.report(number, of: test.office.path))
        }
        let whole = try test.store.examination.verify()
        for rows in [1, 2, 3, 7, 100] {
            let limit = SliceLimit(rows: rows, byteCount: rows * 512, mergedByteCount: 4_096)
            let sliced = try test.store.driver.read { connection throws(StoreError) in
                var (result, place) = (StoreVerification(), ScrubPlace.start)
                var examiner = StoreExaminer(limit, keepsDigests: true)
                let store = ExaminedStore(
                    identity: test.store.identity,
                    connection: connection,
                    directory: try test.store.published.get().directory
                )
                while let next = try examiner.examine(place, store, &result) { place = next }
                examiner.sum(&result, by: test.store.identity.suite)
                return result
            }
            #expect(sliced.problems.isEmpty, "\(sliced.problems)")
            #expect(sliced.records == whole.records && sliced.changes == whole.changes)
            #expect(sliced.rows == whole.rows && sliced.stateDigest == whole.stateDigest)
            #expect(sliced.rebuiltDigest == whole.rebuiltDigest)
        }
    }

    @Test("reads no list from one end to the other for one slice")
    func plans() async throws {
        let test = try TestStore(.national)
        try await FullStore.write(to: test)
        let plans = try test.store.driver.read {
            connection throws(StoreError) -> [(sql: String, steps: [(parent: Int, step: String)])]
            in
            guard let connection = connection as? SQLiteConnection else { return [] }
            let planned = PlannedConnection(connection)
            var (result, place) = (StoreVerification(), ScrubPlace.start)
            var examiner = StoreExaminer(.slice)
            let store = ExaminedStore(
                identity: test.store.identity,
                connection: planned,
                directory: try test.store.published.get().directory
            )
            while let next = try examiner.examine(place, store, &result) { place = next }
            return planned.plans
        }
        #expect(plans.count > 20)
        for (sql, steps) in plans {
            for (_, step) in steps {
                // The rows that were bound are no table.
                #expect(!step.hasPrefix("SCAN ") || step.hasPrefix("SCAN k "), "\(step): \(sql)")
                #expect(!step.hasPrefix("USE TEMP B-TREE"), "\(step): \(sql)")
            }
        }
    }
}
