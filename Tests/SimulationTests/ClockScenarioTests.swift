import Simulation
import SyncProtocol
import Testing

@Suite("Wrong clocks")
struct ClockScenarioTests {
    private static let minute: Int64 = 60_000

    @Test(
        "A change from a clock more than ten minutes ahead is held, passed on, and applied in time"
    )
    func clockAhead() throws {
        let simulation = try Simulation.sichuan()
        try simulation.runUntilLinked()
        let chengdu = simulation.office("510100")
        let province = simulation.office("510000")
        let national = simulation.office("100000")
        chengdu.stepClock(by: 12 * Self.minute)
        try chengdu.report(8)
        #expect(chengdu.total() == nil)
        try simulation.run(until: "headquarters holds it") { _ in !national.disk.held.isEmpty }
        #expect(chengdu.total() == 8)
        #expect(province.total() == nil && national.total() == nil)
        try simulation.office("510700").report(1)
        try simulation.run(until: "other feeds go on") { _ in national.total() == 1 }
        try simulation.run(within: 3 * Self.minute, until: "it is applied") { _ in
            national.total() == 9 && province.total() == 9
        }
    }

    @Test("Once a clock that was years ahead is right, what its office writes is in force at once")
    func yearsAheadPutRight() throws {
        let simulation = try Simulation.sichuan()
        try simulation.runUntilLinked()
        let (chengdu, national) = (simulation.office("510100"), simulation.office("100000"))
        let years: Int64 = 3 * 365 * 86_400_000
        chengdu.stepClock(by: years)
        try chengdu.report(8)
        try chengdu.report(30, year: 2017)
        try simulation.run(until: "headquarters holds it") { _ in !national.disk.held.isEmpty }
        chengdu.stepClock(by: -years)
        // A restart in between changes nothing.
        chengdu.crash()
        try chengdu.start()
        try chengdu.report(9)
        try chengdu.report(1, year: 2019)
        try simulation.run(until: "what is new is in force") { _ in
            national.total() == 9 && national.total(year: 2019) == 1
        }
        #expect(national.total(year: 2017) == nil && national.conflicts(of: chengdu.path) == 0)
        #expect(chengdu.incarnations.count == 2)
        // Nothing more is opened as long as the clock is right.
        try chengdu.report(2, year: 2020)
        try simulation.heal()
        try simulation.converge()
        #expect(chengdu.incarnations.count == 2)
        // The time of what is held comes: the correction stands, what was not corrected counts.
        for office in [national, simulation.office("510000")] { office.stepClock(by: years) }
        try simulation.run(until: "what was held is applied") { _ in
            national.total(year: 2017) == 30
        }
        #expect(national.total() == 9 && chengdu.total() == 9)
        #expect(national.conflicts(of: chengdu.path) == 0)
        #expect(national.disk.held.isEmpty)
    }

    @Test("A clock that goes back by nine minutes still gives stamps that rise, in the same feeds")
    func clockBackALittle() throws {
        let simulation = try Simulation.sichuan()
        try simulation.runUntilLinked()
        let chengdu = simulation.office("510100")
        for value in 1...3 {
            try chengdu.report(value)
            try simulation.run(until: "it is saved") { $0.counts.acknowledgedActs == value }
            chengdu.stepClock(by: -3 * Self.minute)
        }
        try simulation.heal()
        try simulation.converge()
        #expect(simulation.office("100000").total() == 3)
        #expect(chengdu.incarnations.count == 1)
    }

    @Test("A clock that goes back by an hour still gives stamps that rise")
    func clockBack() throws {
        let simulation = try Simulation.sichuan()
        try simulation.runUntilLinked()
        let chengdu = simulation.office("510100")
        try chengdu.report(1)
        try simulation.run(until: "it is saved") { $0.counts.acknowledgedActs == 1 }
        chengdu.stepClock(by: -60 * Self.minute)
        try chengdu.report(2)
        try simulation.run(until: "it is saved, too") { $0.counts.acknowledgedActs == 2 }
        // Its memory of the last stamp survives a crash.
        chengdu.crash()
        try chengdu.start()
        try chengdu.report(3)
        // What others write with right clocks lies far ahead for it, and waits.
        try simulation.heal()
        try simulation.converge()
        #expect(simulation.office("100000").total() == 3)
        #expect(simulation.office("100000").conflicts(of: chengdu.path) == 0)
    }
}
