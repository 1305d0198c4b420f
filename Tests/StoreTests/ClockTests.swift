internal import Decision
import OfficeWork
import PlainText
import SyncProtocol
import Testing

@testable import Store

@Suite("A clock that was ahead")
struct ClockTests {
    private static let years: Int64 = 3 * 365 * 86_400_000

    private func write(_ test: TestStore, _ year: Int, _ value: Int64) async throws {
        try await test.store.write(TestActs.figures(of: test.office.path, "\(year)", [1: value]))
    }

    private func totals(_ test: TestStore, of office: OfficePath) throws -> [String: Int64] {
        let rows = try test.totalRows(of: office)
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.period.text, $0.total) })
    }

    @Test("Once it is right new work is in force, and stays so when what is held comes due")
    func corrected() async throws {
        let city = try TestStore(.chengdu, .file)
        let province = try TestStore(.sichuan)
        try await self.write(city, 2016, 1)
        city.setClock(TestStore.startMilliseconds + Self.years)
        try await self.write(city, 2017, 2)
        try await self.write(city, 2018, 3)
        let first = try city.counts().incarnation
        #expect(try city.events().isEmpty)
        // The clock is right again after a restart. Reading changes nothing, writing does, once.
        city.store.close()
        let again = try TestStore(.chengdu, folder: city.folder, randomSeed: 99)
        #expect(try again.counts().incarnation == first)
        try await self.write(again, 2018, 4)
        try await self.write(again, 2019, 5)
        let second = try again.counts().incarnation
        #expect(second != first)
        let events = try again.events()
        #expect(events.map(\.kind) == [.clockCorrected])
        #expect(events[0].english.contains("dated up to 9 July 2021, 08:00"))
        #expect(events[0].chinese.contains("2021年7月9日 08:00"))
        let past = try again.store.read { snapshot throws(StoreError) in try snapshot.lostPast() }
        #expect(past == nil)
        let changes = try again.allChanges()
        let stamps = try changes.map { try Change(decoding: $0.body).stamp.milliseconds }
        #expect(stamps.suffix(2).allSatisfy { $0 <= TestStore.startMilliseconds + 1 })

        let verdicts = try await province.ingest(changes, from: .chengdu)
        #expect(verdicts == [.accepted, .held, .held, .accepted, .accepted])
        let path = TestOffice.chengdu.path
        #expect(try self.totals(province, of: path) == ["2016": 1, "2018": 4, "2019": 5])
        // The new value of 2018 names the held one as replaced: it stays when that comes due.
        province.setClock(TestStore.startMilliseconds + Self.years)
        #expect(try await province.store.applyHeld() == 2)
        let all = ["2016": 1, "2017": 2, "2018": 4, "2019": 5] as [String: Int64]
        #expect(try self.totals(province, of: path) == all)
        #expect(try self.totals(again, of: path) == all)
        #expect(try province.totalRows(of: path).allSatisfy { $0.ownConflicts == 0 })
        for test in [again, province] {
            #expect(try test.store.examination.verify().problems.isEmpty)
        }
        // It goes on in the fresh feeds after another restart.
        again.store.close()
        let last = try TestStore(.chengdu, folder: city.folder, randomSeed: 98)
        try await self.write(last, 2015, 6)
        #expect(try last.counts().incarnation == second)
        #expect(try last.events().count == 1)
    }

    @Test(
        "A clock that shows a day before the program was made is behind, and is not said to have been ahead"
    )
    func behind() async throws {
        let test = try TestStore(.chengdu) {
            $0.earliestMilliseconds = TestStore.startMilliseconds - 1
        }
        try await self.write(test, 2016, 1)
        test.setClock(TestStore.startMilliseconds - Self.years)
        try await self.write(test, 2016, 2)
        let event = try #require(try test.events().first)
        #expect(event.kind.rawValue == "clock-corrected")
        #expect(
            event.english.contains("is behind: it shows 11 July 2015, 08:00"),
            "\(event.english)"
        )
        #expect(!event.english.contains("ahead"))
        #expect(event.chinese.contains("时钟落后：现为 2015年7月11日 08:00"), "\(event.chinese)")
    }

    @Test("A clock that is set back by mistake loses nothing, and is set right in the same feeds")
    func setBack() async throws {
        let test = try TestStore(.chengdu)
        try await self.write(test, 2016, 1)
        test.setClock(TestStore.startMilliseconds - 86_400_000)
        try await self.write(test, 2016, 2)
        test.setClock(TestStore.startMilliseconds)
        try await self.write(test, 2016, 3)
        #expect(try self.totals(test, of: test.office.path) == ["2016": 3])
        #expect(try test.store.positions().map(\.0.head.number) == [1, 2])
        #expect(try test.events().map(\.kind.rawValue) == ["clock-corrected"])
    }
}
