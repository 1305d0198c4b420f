import Simulation
import SyncProtocol
import Testing

@Suite("Confirmations, statements and alarms")
struct NoteScenarioTests {
    /// Alarms within seconds.
    private static var hasty: FaultPlan {
        var plan = FaultPlan()
        plan.limits.statementFirstMilliseconds = 2_000
        plan.limits.statementMilliseconds = 5_000
        plan.limits.statementValidMilliseconds = 15_000
        plan.confirmMilliseconds = 10_000
        return plan
    }

    /// All are linked, and everybody's key is known below.
    private func sichuan(_ plan: FaultPlan = FaultPlan()) throws -> Simulation {
        let simulation = try Simulation.sichuan(plan: plan)
        try simulation.runUntilLinked()
        try simulation.office("100000").register("510000")
        try simulation.office("510000").register("510100")
        try simulation.office("510000").register("510700")
        return simulation
    }

    /// The province does something evil with every frame that it can.
    private func evilProvince(_ malice: Malice) throws -> Simulation {
        var plan = Self.hasty
        plan.malices = [malice]
        plan.villains = [1]
        plan.malicePerMille = 1000
        return try self.sichuan(plan)
    }

    @Test("An author comes to know who has its report, and knows it after a crash")
    func saved() throws {
        let simulation = try self.sichuan()
        let chengdu = simulation.office("510100")
        try chengdu.report(3)
        #expect(chengdu.saved(at: "510000") == 0)
        try simulation.run(until: "it is saved at both") { _ in
            chengdu.saved(at: "510000") == 1 && chengdu.saved(at: "100000") == 1
        }
        chengdu.crash()
        #expect(chengdu.saved(at: "100000") == 1)
        try chengdu.start()
        try simulation.heal()
        try simulation.converge()
        #expect(chengdu.alarms.isEmpty)
    }

    @Test("Two nodes confirm, and the later word counts where a clock is behind, too")
    func behind() throws {
        // Found by the simulator: to that office all times lay ahead, so the earlier word took the place of the later
        // one, and was old to the author.
        var plan = FaultPlan()
        plan.standby = FaultPlan.Standby(office: 1)
        let simulation = try Simulation.counties(plan: plan)
        let (first, second) = (simulation.office("510000"), simulation.office("510000", node: 1))
        let (chengdu, county) = (simulation.office("510100"), simulation.office("510104"))
        first.stepClock(by: 120_000)
        chengdu.stepClock(by: -1_200_000)
        try simulation.runUntilLinked()
        // The first node's word comes to Chengdu before the other's, and both before the county is there again.
        simulation.cut(between: second, and: chengdu, for: 30_000)
        try county.report(1)
        try simulation.run(until: "it is saved at the province") { _ in
            county.saved(at: "510000") == 1
        }
        try county.report(2)
        try simulation.run(until: "Chengdu has it") { _ in
            county.reported.map { $0.head.number == 2 && chengdu.disk.holds($0) } ?? false
        }
        simulation.cut(between: chengdu, and: county, for: 60_000)
        try simulation.run(until: "it is saved there, too") { _ in
            county.saved(at: "510000") == 2
        }
        try simulation.heal()
        try simulation.converge()
    }

    @Test("An office whose disk was exchanged hears again who has its reports")
    func restored() throws {
        // Found by the simulator: its neighbours remembered that it had the confirmations, and what it got
        // back of its own reports was looked for in no confirmation.
        let simulation = try self.sichuan()
        let chengdu = simulation.office("510100")
        chengdu.backUp()
        try chengdu.report(3)
        try simulation.run(until: "it is saved at headquarters") { _ in
            chengdu.saved(at: "100000") == 1
        }
        chengdu.restore(keepingFence: true)
        #expect(chengdu.saved(at: "100000") == 0)
        try chengdu.start()
        try simulation.run(within: 400_000, until: "it is known again") { _ in
            chengdu.saved(at: "100000") == 1 && chengdu.saved(at: "510000") == 1
        }
    }

    @Test("Reports that a relay withholds raise an alarm at their author until they arrive")
    func withheld() throws {
        let simulation = try self.evilProvince(.freezes)
        let chengdu = simulation.office("510100")
        try chengdu.report(3)
        try simulation.run(until: "Chengdu has an alarm") { _ in
            chengdu.alarms.contains(.unconfirmed)
        }
        #expect(simulation.office("510000").total() == 3)
        #expect(simulation.office("100000").total() == nil)
        try simulation.heal()
        try simulation.converge()
        #expect(chengdu.alarms.isEmpty && chengdu.saved(at: "100000") == 1)
    }

    @Test("A statement that does not come raises an alarm at both ends, until one comes")
    func staleStatement() throws {
        let simulation = try self.evilProvince(.withholdsNotes)
        let (chengdu, province) = (simulation.office("510100"), simulation.office("510000"))
        try simulation.run(until: "Chengdu misses the province") { _ in
            chengdu.alarms.contains(.statementStale)
        }
        try simulation.run(until: "the province knows of it") { _ in
            province.alarms.contains(.statementMissed)
        }
        try simulation.heal()
        try simulation.converge()
        #expect(chengdu.alarms.isEmpty && province.alarms.isEmpty)
    }

    @Test("Confirmations that a relay falsifies are refused, and the true ones come in the end")
    func falsified() throws {
        let simulation = try self.evilProvince(.falsifiesConfirmations)
        let chengdu = simulation.office("510100")
        for value in 1...5 {
            try chengdu.report(value, year: 2000 + value)
            try simulation.run(for: 10_000)
        }
        #expect(chengdu.disk.refusedNotes.contains(.badCredential))
        try simulation.heal()
        try simulation.converge()
        #expect(chengdu.saved(at: "100000") == 5)
    }

    @Test("A clock that is put back by a year silences nobody")
    func clockPutBack() throws {
        // Found by the simulator: a statement that was older than the last one did not count.
        let simulation = try self.sichuan(Self.hasty)
        let (chengdu, province) = (simulation.office("510100"), simulation.office("510000"))
        let year: Int64 = 365 * 86_400_000
        province.stepClock(by: year)
        try simulation.run(for: 20_000)
        province.stepClock(by: -year)
        try simulation.run(for: 60_000)
        #expect(chengdu.alarms.isEmpty && province.alarms.isEmpty)
    }

    @Test("A clock that is put forward by a year raises no alarm")
    func clockPutForward() throws {
        let simulation = try self.sichuan(Self.hasty)
        let chengdu = simulation.office("510100")
        simulation.cut("510000", for: 3_000)
        try chengdu.report(3)
        chengdu.stepClock(by: 365 * 86_400_000)
        try simulation.run(for: 60_000)
        #expect(simulation.counts.notes.alarms == 0)
    }
}
