import Simulation
import SyncProtocol
import Testing

@Suite("What stays in an office's house")
struct HouseTests {
    private func holders(of space: SpaceID, in simulation: Simulation) -> [Int] {
        simulation.offices.indices.filter {
            simulation.offices[$0].store.durable.summary(of: space) != nil
        }
    }

    @Test("It reaches the office's own nodes and nobody else, and no list shows it")
    func confined() throws {
        var plan = FaultPlan()
        plan.standby = FaultPlan.Standby(office: 1, diesAt: nil, isFirstLost: true)
        let simulation = try Simulation.sichuan(plan: plan)
        try simulation.runUntilLinked()
        let (first, second) = (simulation.office("510000"), simulation.office("510000", node: 1))
        let chengdu = simulation.office("510100")
        let province = try first.writeFigure(5, as: .house)
        let city = try chengdu.writeFigure(7, as: .house)
        try simulation.run(until: "the second node has it") { _ in
            second.disk.summary(of: province) != nil
        }
        try simulation.heal()
        try simulation.converge()
        #expect(self.holders(of: province, in: simulation) == [first.index, second.index])
        #expect(self.holders(of: city, in: simulation) == [chengdu.index])
        #expect(
            first.disk.summary(of: province)?.records == second.disk.summary(of: province)?.records
        )
        #expect(first.total() == nil && chengdu.total() == nil)
    }

    @Test("A neighbour that asks for it gets nothing, and the link goes on", arguments: [1, 2])
    func asked(villain: Int) throws {
        var plan = FaultPlan()
        plan.malices = [.asksForHouse]
        plan.villains = [villain]
        plan.malicePerMille = 1000
        let simulation = try Simulation.sichuan(plan: plan)
        try simulation.runUntilLinked()
        let spaces = try ["100000", "510000", "510100", "510700"].map {
            try simulation.office($0).writeFigure(5, as: .house)
        }
        try simulation.run(for: 5_000)
        try simulation.office("510100").report(3)
        try simulation.run(until: "headquarters has the report") {
            $0.office("100000").total() == 3
        }
        #expect(simulation.counts.faults[.evilAskedForHouse] > 0)
        try simulation.heal()
        try simulation.converge()
        for (office, space) in spaces.enumerated() {
            #expect(self.holders(of: space, in: simulation) == [office])
        }
    }
}
