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
