import OfficeWork
import Testing

@Suite("When folds go up")
struct FoldScheduleTests {
    @Test("What is news is told within seconds, a complete fold at once")
    func news() {
        var schedule = FoldSchedule()
        #expect(!schedule.isDue(isComplete: true, at: 0))
        schedule.changed(at: 1_000)
        #expect(schedule.isDue(isComplete: true, at: 1_000))
        #expect(!schedule.isDue(isComplete: false, at: 2_999))
        #expect(schedule.isDue(isComplete: false, at: 3_000))
        schedule.told(isComplete: false, byteCount: 120, at: 3_000)
        #expect(!schedule.isDue(isComplete: true, at: 60_000))
        // After a while of rest the next one is as quick.
        schedule.changed(at: 60_000)
        #expect(schedule.isDue(isComplete: false, at: 62_000))
    }

    @Test("What comes together is told together, from the first of it on")
    func gathered() {
        var schedule = FoldSchedule()
        for now in stride(from: Int64(0), to: 2_000, by: 100) {
            schedule.changed(at: now)
            #expect(!schedule.isDue(isComplete: false, at: now))
        }
        #expect(schedule.isDue(isComplete: false, at: 2_000))
    }

    @Test("However much happens, folds of one directive cost the line little")
    func bounded() {
        var schedule = FoldSchedule()
        var sent = 0
        let hour: Int64 = 3_600_000
        for now in stride(from: Int64(0), to: hour, by: 500) {
            schedule.changed(at: now)
            guard schedule.isDue(isComplete: false, at: now) else { continue }
            let byteCount = 130 + Int(now % 7_000)
            sent += byteCount
            schedule.told(isComplete: false, byteCount: byteCount, at: now)
        }
        #expect(sent > 0)
        #expect(sent <= Int(FoldSchedule.bytesPerSecondMax * hour / 1_000) + 7_130)
    }

    @Test("A clock that is set back holds nothing back")
    func clock() {
        var schedule = FoldSchedule()
        schedule.changed(at: 10_000_000)
        #expect(schedule.isDue(isComplete: false, at: 9_999_999))
        schedule.told(isComplete: false, byteCount: 8_000, at: 10_000_000)
        schedule.changed(at: 1_000)
        #expect(schedule.isDue(isComplete: false, at: 3_000))
    }
}
