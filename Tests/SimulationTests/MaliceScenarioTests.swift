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
