internal import Decision
import OfficeWork
import SyncProtocol
import Testing

@testable import Store

@Suite("Mixed versions")
struct MixedVersionTests {
    private func unknownAct(_ owner: OfficePath) throws -> LocalAct {
        let record = try #require(RecordID(kind: 999, key: [7]))
        let report = RecordKind.report.record(Array(repeating: 5, count: 16))
        let space = SpaceID(.reports, of: owner)
        return LocalAct(
            .test,
            user: TestActs.user,
            intents: [
                RecordIntent(
                    space: space,
                    record: record,
                    fields: [
                        FieldIntent(1, .choose(.text("later"))), FieldIntent(2, .increment(3)),
                    ]
                ),
                RecordIntent(
                    space: space,
                    record: report,
                    fields: [FieldIntent(6_001, .assign(.integer(1)))]
                ),
            ]
        )
    }

    @Test("Kinds and fields of a later version are kept, listed and survive a rebuild")
    func unknownIsKept() async throws {
        let test = try TestStore(.chengdu)
        defer { test.store.close() }
        try await test.store.write(try self.unknownAct(test.store.identity.path))
        func check() throws {
            try test.store.read { snapshot throws(StoreError) in
                let page = try snapshot.records.unknown(StoreRange())
                #expect(page.total == 2)
                #expect(page.rows.map(\.isKindUnknown) == [false, true])
                #expect(page.rows.map(\.fields) == [[6_001], [1, 2]])
                #expect(snapshot.counts.unknownRecords == 2)
            }
        }
        try check()
        try await test.store.examination.rebuild()
        try check()
        #expect(try test.store.examination.verify().problems.isEmpty)
    }

    @Test("Figures of indicators that nobody gave out are kept and passed on, and counted nowhere")
    func unknownIndicators() async throws {
        let city = TestOffice.chengdu
        let below = try TestStore(.chengdu)
        try await below.store.write(TestActs.figures(of: city.path, "2018", [1: 3, 16: 5]))
        try await below.store.write(TestActs.figures(of: city.path, "2017", [16: 5, .max: 7]))
        let above = try TestStore(.sichuan)
        try await above.ingest(try below.allChanges(), from: .chengdu)
        for test in [below, above] {
            for _ in 0..<2 {
                for office in [test.office.path, city.path] {
                    #expect(try test.totalRows(of: office).map(\.indicator) == [1])
                    let coverage = try test.store.read { snapshot throws(StoreError) in
                        try snapshot.totals.coverage(of: office)
                    }
                    #expect(coverage.map(\.period.text) == ["2018"])
                }
                #expect(try test.store.examination.verify().problems.isEmpty)
                try await test.store.examination.rebuild()
            }
        }
        #expect(try above.allChanges() == below.allChanges())
        #expect(try above.stateDigest == below.stateDigest)
    }

    @Test("Whoever adds an indicator raises the derivation version")
    func derivation() {
        #expect(Indicator.all.count == 15 && StoreState.derivationVersion == 13)
    }

    @Test("A space of a later kind is kept and passed on byte for byte, and nothing in it is read")
    func unknownSpace() async throws {
        let city = TestOffice.chengdu
        let kind = try #require(SpaceKind(rawValue: 70))
        // Records that would be a report and figures in the city's reports.
        let act = try TestActs.report(7, of: city.path)
        let later = LocalAct(
            .test,
            user: TestActs.user,
            intents: act.intents.map {
                RecordIntent(
                    space: SpaceID(kind, of: city.path),
                    record: $0.record,
                    fields: $0.fields
                )
            }
        )
        let below = try TestStore(.chengdu)
        try await below.store.write(later)
        let changes = try below.allChanges()
        // The province, which does not know the kind either, then headquarters.
        let relay = try TestStore(.sichuan)
        #expect(try await relay.ingest(changes, from: .chengdu) == [.accepted])
        let above = try TestStore(.national)
        #expect(try await above.ingest(try relay.allChanges(), from: .sichuan) == [.accepted])
        #expect(try above.allChanges() == changes)
        for test in [below, relay, above] {
            for _ in 0..<2 {
                #expect(try test.totalRows(of: city.path).isEmpty)
                #expect(try test.quarantine().total == 0)
                try test.store.read { snapshot throws(StoreError) in
                    let page = try snapshot.records.unknown(StoreRange())
                    #expect(page.total == act.intents.count)
                    #expect(page.rows.allSatisfy { $0.isSpaceUnknown && $0.isKindUnknown })
                    #expect(page.rows.allSatisfy { !$0.fields.isEmpty })
                    #expect(page.rows.allSatisfy { "\($0.space)" == "kind-70/\(city.path)" })
                    #expect(try snapshot.feeds.page(StoreRange()).rows.count == 1)
                }
                #expect(try test.store.examination.verify().problems.isEmpty)
                try await test.store.examination.rebuild()
            }
        }
    }

    @Test("Below a version floor nothing of that kind is written, and everything else is")
    func floor() async throws {
        let test = try TestStore(.national)
        defer { test.store.close() }
        let own = test.store.identity.path
        let floor = VersionFloor(kind: RecordKind.report.rawValue, version: 2)
        try await test.store.write(
            LocalAct(.test, user: TestActs.user, intents: [floor.intent(roster: own)])
        )
        let report = RecordIntent(
            space: SpaceID(.reports, of: own),
            record: RecordKind.report.record(Array(repeating: 5, count: 16)),
            fields: [FieldIntent(1, .choose(.text("x")))]
        )
        let refused = StoreError.belowFloor(kind: floor.kind, needed: 2, own: 1)
        for _ in 0..<2 {
            await #expect(throws: refused) {
                try await test.store.write(LocalAct(.test, user: TestActs.user, intents: [report]))
            }
            // The floor follows from the feeds like everything else.
            try await test.store.examination.rebuild()
        }
        try await test.store.write(TestActs.figures(of: own, "2018Q2", [1: 5]))
        try test.store.read { snapshot throws(StoreError) in
            #expect(try snapshot.offices.versionFloors().map(\.floor) == [floor])
        }
    }
}
