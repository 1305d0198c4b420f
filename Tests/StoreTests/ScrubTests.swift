internal import Decision
import OfficeWork
import PlainText
import SyncProtocol
import Testing

@testable import Store

@Suite("A store that looks at itself in the background")
struct ScrubTests {
    /// Runs the examination by the clock of the test.
    private struct Runner {
        let test: TestStore
        let scrub: StoreScrub
        var progress: ScrubProgress {
            get throws { try #require(self.test.store.examination.scrubProgress) }
        }
        private(set) var now = TestStore.startMilliseconds
        /// How long it waited before each slice, in milliseconds.
        private(set) var waits: [Int64] = []

        init(_ test: TestStore, at now: Int64 = TestStore.startMilliseconds) throws {
            self.test = test
            self.now = now
            self.scrub = try StoreScrub(test.store, at: now)
        }

        /// Looks at the next slice, when it is due.
        mutating func step() async throws {
            let wait = self.scrub.wait(at: self.now)
            self.waits.append(wait)
            self.now += wait
            self.test.setClock(self.now)
            #expect(self.scrub.wait(at: self.now) == 0)
            try self.scrub.examine(at: self.now)
            try await self.scrub.settle(at: self.now)
        }

        /// Until the round under way, or the next one, has come to its end.
        mutating func round(between: () async throws -> Void = {}) async throws {
            let last = try self.progress.last
            repeat {
                try await self.step()
                try await between()
                try #require(self.waits.count < 5_000)
            } while try self.progress.last == last
        }
    }

    private static func reports(_ count: UInt64, in folder: TestFolder) async throws -> TestStore {
        let test = try TestStore(.national, folder: folder)
        for number in 1...count {
            try await test.store.write(TestActs.report(number, of: test.office.path))
        }
        return test
    }

    // MARK: What nobody reads

    @Test(
        "Of every list a damaged row is found, mended, and found to be mended, without anybody's doing",
        arguments: FullStore.damages
    )
    func mends(damage: String) async throws {
        let folder = try await FullStore.closed()
        try DamagedFile(folder: folder).run(damage)
        let test = try TestStore(.national, folder: folder)
        var runner = try Runner(test)
        repeat { try await runner.step() } while try test.store.examination.findings() == nil
        #expect(try test.events().first?.kind == .verifyFailed)
        try await runner.round()
        #expect(try runner.progress.last?.tally.problems == 0)
        #expect(try test.store.examination.findings() == nil)
        #expect(test.store.fault == nil)
        #expect(try test.events().prefix(2).map(\.kind) == [.verifyPassed, .verifyFailed])
        #expect(try test.store.examination.verify().problems.isEmpty)
    }

    @Test("An index that lacks rows is found and made anew")
    func index() async throws {
        let folder = try await FullStore.closed()
        try DamagedFile(folder: folder).loseRows(ofIndex: "document_by_number")
        let test = try TestStore(.national, folder: folder)
        var runner = try Runner(test)
        try await runner.round()
        #expect(try test.events().prefix(2).map(\.kind) == [.verifyPassed, .verifyFailed])
        #expect(try test.store.examination.verify().problems.isEmpty)
    }

    @Test("A broken row of the audit log is named there, and the next round finds nothing")
    func audit() async throws {
        let folder = try await FullStore.closed()
        try DamagedFile(folder: folder).alterAudit(1)
        let test = try TestStore(.national, folder: folder)
        var runner = try Runner(test)
        try await runner.round()
        #expect(try test.store.examination.findings()?.problems == 1)
        let end = runner.now
        try await runner.round()
        #expect(try test.store.examination.findings() == nil)
        // It does not wait for the next day.
        #expect(runner.now - end < ScrubSchedule.findingsMilliseconds + 60_000)
    }

    @Test("A damaged change that nobody asks for is found and listed, to be fetched again")
    func change() async throws {
        let folder = TestFolder()
        let test = try TestStore(.sichuan, folder: folder)
        let changes = TestOffice.chengdu.changes(
            in: SpaceID(.reports, of: TestOffice.chengdu.path),
            stamps: (0..<3).map { TestStore.startMilliseconds + $0 }
        ) { [TestActs.edit(1, Int64($0))] }
        try await test.ingest(changes, from: .chengdu)
        let total = try test.store.wholeTotal()
        test.store.close()
        try DamagedFile(folder: folder).run(
            "UPDATE change SET body = zeroblob(99) WHERE (position & 1023) = 2"
        )
        let damaged = try TestStore(.sichuan, folder: folder)
        var runner = try Runner(damaged)
        try await runner.round()
        #expect(try damaged.store.damage.changes().map(\.change.number) == [2])
        // As long as it is damaged no round has found all well, and the next one comes soon.
        try await damaged.store.examination.note(findings: [
            StoreVerification.Problem(chinese: "坏", english: "bad")
        ])
        try await runner.round()
        #expect(try runner.progress.last?.tally.problems == 1)
        #expect(runner.scrub.wait(at: runner.now) < ScrubSchedule.roundMilliseconds / 2)
        #expect(try damaged.store.examination.findings() != nil)
        // Its records are not judged by what is not known, and not derived without it.
        #expect(try damaged.store.wholeTotal() == total)
        try await damaged.ingest(changes, from: .chengdu)
        #expect(try damaged.store.damage.changes().isEmpty)
        try await runner.round()
        #expect(try damaged.store.examination.findings() == nil)
        #expect(try damaged.store.examination.verify().problems.isEmpty)
    }

    @Test("What a reader came upon is mended by itself, and the alarm ends once all is found well")
    func fault() async throws {
        let folder = try await FullStore.closed()
        try DamagedFile(folder: folder).run("UPDATE totals SET content = zeroblob(40)")
        let test = try TestStore(.national, folder: folder)
        #expect(throws: StoreError.self) { try test.totalRows(of: test.office.path) }
        try await test.settle()
        #expect(test.store.fault != nil)
        var runner = try Runner(test)
        try await runner.round()
        #expect(test.store.fault == nil)
        // Once more, while no round is due for a day.
        try await test.store.perform { writer throws(StoreError) in
            try writer.commit { work throws(StoreError) in
                _ = try work.connection.run("UPDATE totals SET content = ?1", .bytes([0xFF]))
            }
            return ()
        }
        #expect(throws: StoreError.self) { try test.totalRows(of: test.office.path) }
        try await test.settle()
        #expect(test.store.fault != nil)
        // From when the round before has ended: what it took lies beyond the runner's clock.
        #expect(runner.scrub.wait(at: runner.now) < 2 * ScrubSchedule.findingsMilliseconds)
        try await runner.round()
        #expect(test.store.fault == nil)
    }

    @Test("The check of a table is broken off when it is not wanted any more")
    func brokenOff() async throws {
        let test = try await Self.reports(600, in: TestFolder())
        #expect(throws: StoreError.closed) {
            try test.store.driver.structuralFaults(of: "change") { false }
        }
        #expect(try test.store.driver.structuralFaults(of: "change") { true }.isEmpty)
        #expect(test.store.fault == nil)
    }

    // MARK: In its time

    @Test(
        "Each slice is short, and while people write in between a round still finds nothing wrong"
    )
    func slices() async throws {
        let test = try await Self.reports(600, in: TestFolder())
        var runner = try Runner(test)
        var number: UInt64 = 1_000
        var before = ScrubRound.Tally()
        let rows = Int64(SliceLimit.slice.rows)
        try await runner.round {
            number += 1
            try await test.store.write(TestActs.report(number % 1_009, of: test.office.path))
            guard let tally = test.store.examination.scrubProgress?.round?.tally else { return }
            #expect(tally.changes - before.changes <= rows)
            #expect(tally.records - before.records <= rows && tally.rows - before.rows <= rows)
            before = tally
        }
        let last = try #require(try runner.progress.last)
        #expect(last.tally.problems == 0)
        #expect(last.tally.changes >= 600 && last.tally.records >= 601)
        #expect(try test.store.examination.findings() == nil && test.store.damage.changes().isEmpty)
    }

    @Test("After a restart a round goes on where it stood")
    func resumes() async throws {
        let folder = TestFolder()
        let test = try await Self.reports(900, in: folder)
        var runner = try Runner(test)
        while try runner.progress.round?.tally.changes ?? 0 < 500 { try await runner.step() }
        let stood = try #require(try runner.progress.round)
        #expect(stood.place.step == .changes)
        try await runner.scrub.rest()
        test.store.close()
        let again = try TestStore(.national, folder: folder)
        var later = try Runner(again, at: runner.now + 5_000)
        #expect(try later.progress.round == stood)
        try await later.round()
        let last = try #require(try later.progress.last)
        #expect(last.startedAt == stood.startedAt && last.tally.changes == 900)
    }

    @Test("An orderly restart begins no round before its day; a process that was killed begins one")
    func restarts() async throws {
        let folder = TestFolder()
        let test = try await Self.reports(5, in: folder)
        var runner = try Runner(test)
        try await runner.round()
        let killed = folder.copy()
        test.store.close()
        let orderly = try TestStore(.national, folder: folder)
        let scrub = try StoreScrub(orderly.store, at: runner.now)
        let progress = try #require(orderly.store.examination.scrubProgress)
        #expect(progress.round == nil && progress.last != nil && progress.percent == 100)
        #expect(scrub.wait(at: runner.now) > ScrubSchedule.roundMilliseconds / 2)
        #expect(scrub.wait(at: runner.now + ScrubSchedule.roundMilliseconds) == 0)
        let again = try TestStore(.national, folder: killed)
        let unclean = try StoreScrub(again.store, at: runner.now)
        #expect(again.store.examination.scrubProgress?.round?.cause == .uncleanStop)
        #expect(unclean.wait(at: runner.now) == 0)
    }

    @Test("A disk that has lost what was acknowledged is looked at at once")
    func lostPages() async throws {
        let folder = TestFolder()
        let test = try await Self.reports(5, in: folder)
        var runner = try Runner(test)
        try await runner.round()
        test.store.close()
        let old = folder.copy()
        let later = try TestStore(.national, folder: folder)
        try await later.store.write(TestActs.report(9, of: later.office.path))
        later.store.close()
        folder.replace("store.sqlite", from: old)
        let lost = try TestStore(.national, folder: folder, randomSeed: 5)
        _ = try StoreScrub(lost.store, at: runner.now)
        #expect(lost.store.examination.scrubProgress?.round?.cause == .uncleanStop)
    }
}

extension OfficeStore {
    /// The total of the first indicator over all.
    fileprivate func wholeTotal() throws -> Int64? {
        try self.read { snapshot throws(StoreError) in
            try snapshot.totals.rows(of: TestOffice.sichuan.path).first?.total
        }
    }
}
