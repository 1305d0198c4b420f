import Simulation
import SyncProtocol
import Testing

@Suite("Neighbours that lie")
struct MaliceScenarioTests {
    /// A tree whose province does something evil with every frame that it can.
    private func evilProvince(_ malice: Malice) throws -> Simulation {
        var plan = FaultPlan()
        plan.malices = [malice]
        plan.villains = [1]
        plan.malicePerMille = 1000
        return try Simulation.sichuan(plan: plan)
    }

    @Test("A change with a flipped bit is quarantined, and comes rightly from an honest neighbour")
    func flippedBit() throws {
        let simulation = try self.evilProvince(.flipsBits)
        let national = simulation.office("100000")
        try simulation.run(for: 5_000)
        try simulation.office("510100").report(5)
        try simulation.run(until: "headquarters has refused it") { _ in
            !national.disk.quarantine.isEmpty
        }
        #expect(national.total() == nil)
        #expect(simulation.office("510000").total() == 5)
        try simulation.heal()
        try simulation.converge()
        #expect(national.total() == 5)
    }

    @Test("A city that floods its roster fills its own places, and no others")
    func floodedRoster() throws {
        let simulation = try self.floodingChengdu()
        let offices = ["100000", "510000"].map { simulation.office($0) }
        let chengdu = simulation.office("510100")
        try simulation.run(until: "headquarters hold what has no place") {
            $0.office("100000").used(below: chengdu) > 0 && $0.office("100000").hasHeld
        }
        for office in offices {
            let places = try #require(office.places(of: chengdu))
            #expect((1...places).contains(office.used(below: chengdu)))
        }
        #expect(chengdu.used(below: chengdu) > offices[0].used(below: chengdu))
        // The others go on.
        try simulation.office("510700").report(4)
        try simulation.run(until: "headquarters has the report") {
            $0.office("100000").total() == 4
        }
        // All have all once there are places.
        try simulation.heal()
        try simulation.converge()
        let used = chengdu.used(below: chengdu)
        #expect(offices.map { $0.used(below: chengdu) } == [used, used])
        #expect(offices.allSatisfy { !$0.hasHeld })
    }

    @Test("Where nobody counts places, a flooded roster is noticed")
    func uncountedPlaces() throws {
        let simulation = try self.floodingChengdu(sabotage: .skipPlaces)
        #expect {
            try simulation.run(for: 60_000)
        } throws: { error in
            (error as? CheckFailure)?.kind == .correctness
        }
    }

    private func floodingChengdu(sabotage: Sabotage? = nil) throws -> Simulation {
        var plan = FaultPlan()
        plan.malices = [.floodsRoster]
        plan.villains = [2]
        plan.malicePerMille = 1000
        return try Simulation.sichuan(plan: plan, sabotage: sabotage)
    }

    @Test("A frame that is none ends the link and nothing else")
    func malformedFrame() throws {
        let simulation = try self.evilProvince(.sendsMalformedFrames)
        try simulation.run(for: 5_000)
        try simulation.office("510100").report(5)
        try simulation.office("100000").issueDirective(1)
        try simulation.run(for: 20_000)
        #expect(simulation.offices.allSatisfy { $0.isUp })
        #expect(!simulation.office("510100").hasDirective(1))
        try simulation.heal()
        try simulation.converge()
        #expect(simulation.office("510100").hasDirective(1))
    }

    @Test("A directive in another office's name is quarantined, and the true ones still arrive")
    func forgedDirective() throws {
        let simulation = try self.evilProvince(.forgesDirectives)
        let chengdu = simulation.office("510100")
        try simulation.run(for: 5_000)
        try simulation.office("100000").issueDirective(1)
        try simulation.run(until: "the forged one is refused") { _ in
            chengdu.disk.quarantine.contains { $0.reason == .notAuthorised }
        }
        try simulation.run(until: "the true one has arrived") { _ in chengdu.hasDirective(1) }
        #expect(chengdu.disk.directives.count == 1)
        try simulation.heal()
        try simulation.converge()
    }
}
