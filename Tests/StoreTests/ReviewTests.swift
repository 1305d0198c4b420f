import OfficeWork
import SyncProtocol
import Testing

@testable import Decision
@testable import Store

/// The offices above may write in an office's reports; what stands there under the owner's kinds is the owner's.
@Suite("What offices above write in reports")
struct ReviewTests {
    private static let space = SpaceID(.reports, of: TestOffice.chengdu.path)
    private static let report = RecordKind.report.record(
        ReportID(high: 9, low: 7).bytes
    )
    /// Of a kind that only later versions know.
    private static let review = RecordID(kind: 41, key: [7])!

    /// What the province writes once it knows the city's report: corrections that supersede what the city said, and a
    /// review.
    private static func changes(knowing record: RecordState) throws -> [SignedChange] {
        let title = try #require(record.choices(ReportField.title.rawValue).first)
        let edits = [
            [
                RecordEdit(
                    record: Self.report,
                    fields: [.init(1, .choice(.text("改过的"), superseding: [title.dot]))]
                )
            ],
            [TestActs.edit(1, 99), TestActs.edit(1, 98, "2019")],
            [
                RecordEdit(
                    record: Self.review,
                    fields: [.init(1, .choice(.text("退回修改"), superseding: []))]
                )
            ],
        ]
        return TestOffice.sichuan.changes(
            in: Self.space,
            stamps: (1...3).map { TestStore.startMilliseconds + Int64($0) }
        ) { edits[$0] }
    }

    /// Each of the city's totals, with how many offices and conflicts are in it.
    private static func sums(at test: TestStore) throws -> [[Int64]] {
        try test.totalRows(of: TestOffice.chengdu.path).map {
            [$0.own ?? -1, $0.total, Int64($0.offices), Int64($0.conflicts)]
        }
    }

    @Test(
        "Whoever has it, the owner's reports and totals stay as they were, and the review is there"
    )
    func countsForNothing() async throws {
        let city = try TestStore(.chengdu)
        try await city.store.write(try TestActs.report(7, of: TestOffice.chengdu.path))
        let national = try TestStore(.national)
        try await national.ingest(try city.allChanges(), from: .sichuan)
        let record = try city.store.read { snapshot throws(StoreError) in
            try snapshot.records.stored(Self.report, in: Self.space)
        }
        let changes = try Self.changes(knowing: try #require(record).state)
        for test in [city, national] {
            let sums = try Self.sums(at: test)
            let before = try test.store.read { snapshot throws(StoreError) in
                try snapshot.records.stored(Self.report, in: Self.space)
            }
            #expect(
                try await test.ingest(changes, from: .sichuan) == [.accepted, .accepted, .accepted]
            )
            for _ in 0..<2 {
                let (after, review) = try test.store.read { snapshot throws(StoreError) in
                    (
                        try snapshot.records.stored(Self.report, in: Self.space),
                        try snapshot.records.stored(Self.review, in: Self.space)
                    )
                }
                // The page of a report is read from where its record was written last.
                #expect(after?.state == before?.state && after?.position == before?.position)
                #expect(try Self.sums(at: test) == sums)
                #expect(review?.state.choice(1) == .text("退回修改"))
                #expect(try test.store.examination.verify().problems.isEmpty)
                try await test.store.examination.rebuild()
            }
        }
        #expect(try national.stateDigest == city.stateDigest)
        // The city has it like everybody else, and its own people go on from what they know.
        try await city.store.write(
            TestActs.figures(of: TestOffice.chengdu.path, [1: 8])
        )
        #expect(try city.totalRows(of: TestOffice.chengdu.path).count == 1)
    }

    @Test("Every kind that this version reads is its owner's, in every space that it knows")
    func authority() throws {
        let (city, province) = (TestOffice.chengdu.path, TestOffice.sichuan.path)
        for kind in RecordKind.allCases {
            #expect(RecordCatalogue.standard.admits(city, to: kind.rawValue, in: Self.space))
            #expect(!RecordCatalogue.standard.admits(province, to: kind.rawValue, in: Self.space))
            let later = SpaceID(try #require(SpaceKind(rawValue: 70)), of: city)
            #expect(RecordCatalogue.standard.admits(province, to: kind.rawValue, in: later))
        }
        #expect(RecordCatalogue.standard.admits(province, to: 41, in: Self.space))
    }
}
