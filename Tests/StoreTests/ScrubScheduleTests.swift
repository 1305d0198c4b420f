internal import Decision
import SyncProtocol
import Testing

@Suite("When a store looks at itself")
struct ScrubScheduleTests {
    private static let start: Int64 = 1_531_180_800_000
    private static let day = ScrubSchedule.roundMilliseconds

    /// Runs one round, and says when it ended and how long it waited.
    private static func round(
        _ schedule: inout ScrubSchedule,
        slices: Int,
        took: Int64 = 30,
        from start: Int64 = Self.start,
        writes: Bool
    ) -> (end: Int64, waits: [Int64]) {
        var (now, waits, version) = (start, [Int64](), Int64(1))
        for slice in 1...slices {
            if writes { version += 1 }
            schedule.saw(version: version, at: now)
            // People write all the time, not only when it looks.
            let wait = schedule.wait(expecting: slices, at: now)
            waits.append(wait)
            now += wait
            _ = schedule.place(at: now)
            now += took
            let next = slice < slices ? ScrubPlace(step: .changes, key: [.integer(1)]) : nil
            _ = schedule.looked(upTo: next, ScrubRound.Tally(), took: took, at: now)
        }
        return (now, waits)
    }

    @Test("A million changes are gone through within a day, even if people write all the time")
    func busy() {
        var schedule = ScrubSchedule(isOrderly: true, at: Self.start)
        // Two looks at a million changes, three at as many records.
        let (end, waits) = Self.round(&schedule, slices: 19_600, writes: true)
        #expect(end - Self.start < Self.day)
        #expect(schedule.last?.endedAt == end && schedule.round == nil)
        // Of a processor's time it takes a fiftieth.
        #expect(waits.dropFirst().allSatisfy { $0 == ScrubSchedule.busyPauseMilliseconds })
    }

    @Test(
        "With ever more changes it looks more often, and comes to its end in the day all the same"
    )
    func busier() {
        var schedule = ScrubSchedule(isOrderly: true, at: Self.start)
        let (end, waits) = Self.round(&schedule, slices: 196_000, writes: true)
        #expect(end - Self.start < Self.day + 196_000 * 60)
        #expect(waits.max() ?? 0 < ScrubSchedule.busyPauseMilliseconds / 2)
    }

    @Test("While nobody writes it takes half of the time, and is done in minutes")
    func idle() {
        var schedule = ScrubSchedule(isOrderly: true, at: Self.start)
        let (end, waits) = Self.round(&schedule, slices: 19_600, writes: false)
        #expect(end - Self.start < 30 * 60_000)
        // What was written just before it began counts for a moment.
        #expect(waits.dropFirst(100).allSatisfy { $0 == 30 })
    }

    @Test("The next round begins a day after the last began, and soon when something was found")
    func next() {
        var schedule = ScrubSchedule(isOrderly: true, at: Self.start)
        #expect(schedule.wait(expecting: 1, at: Self.start) == 0)
        _ = schedule.place(at: Self.start)
        let end = Self.start + 1_000
        _ = schedule.looked(upTo: nil, ScrubRound.Tally(), took: 5, at: end)
        #expect(schedule.wait(expecting: 1, at: end) == Self.day - 1_000)
        #expect(schedule.wait(expecting: 1, at: Self.start + Self.day) == 0)
        // By a clock that was put back far the last round ended in time to come.
        #expect(schedule.wait(expecting: 1, at: Self.start - 365 * Self.day) == 0)
        _ = schedule.place(at: Self.start + Self.day)
        #expect(schedule.round?.cause == .due)
        var tally = ScrubRound.Tally()
        tally.problems = 1
        _ = schedule.looked(upTo: nil, tally, took: 5, at: Self.start + Self.day)
        let soon = ScrubSchedule.findingsMilliseconds
        #expect(schedule.wait(expecting: 1, at: Self.start + Self.day) == soon)
        _ = schedule.place(at: Self.start + Self.day + soon)
        #expect(schedule.round?.cause == .findings)
    }

    @Test("What is kept of it is read again as it was; after an unclean stop it begins anew")
    func kept() throws {
        var schedule = ScrubSchedule(isOrderly: true, at: Self.start)
        _ = schedule.place(at: Self.start)
        var tally = ScrubRound.Tally()
        (tally.changes, tally.records, tally.rows, tally.problems) = (1, 2, 3, 4)
        _ = schedule.looked(upTo: nil, tally, took: 5, at: Self.start + 7)
        _ = schedule.place(at: Self.start + 9)
        let key: [KeyPart] = [.integer(-3), .text("〔2018〕"), .bytes([0, 255])]
        let place = ScrubPlace(step: .lists, key: key)
        _ = schedule.looked(upTo: place, tally, took: 5, at: Self.start + 11)
        let read = try ScrubSchedule(decoding: schedule.encoded())
        #expect(read == schedule)
        let resumed = ScrubSchedule(read, isOrderly: true, at: Self.start + 20)
        #expect(resumed.round?.place == place && resumed.round?.tally == schedule.round?.tally)
        let anew = ScrubSchedule(read, isOrderly: false, at: Self.start + 20)
        #expect(anew.round?.cause == .uncleanStop && anew.round?.place == .start)
        #expect(anew.round?.startedAt == Self.start + 20 && anew.last == schedule.last)
    }

    @Test("Where it stands is kept once a minute, and at once at the end of a round")
    func keeping() {
        var schedule = ScrubSchedule(isOrderly: true, at: Self.start)
        var kept = [0, 59_999, 60_000].map { schedule.takesKeeping(at: Self.start + $0) }
        #expect(kept == [true, false, true])
        _ = schedule.place(at: Self.start)
        _ = schedule.looked(upTo: nil, ScrubRound.Tally(), took: 5, at: Self.start + 60_001)
        kept = [60_001, 60_002].map { schedule.takesKeeping(at: Self.start + $0) }
        #expect(kept == [true, false])
    }
}
