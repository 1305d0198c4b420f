import Simulation
import SyncProtocol
import Testing

@Suite("Two nodes of one office")
struct StandbyTests {
    /// Sichuan's association has two nodes; Chengdu and Mianyang below it dial both.
    private static func sichuan(diesAt: Int64? = nil, isFirstLost: Bool = true) throws -> Simulation
    {
        var plan = FaultPlan()
        plan.standby = FaultPlan.Standby(office: 1, diesAt: diesAt, isFirstLost: isFirstLost)
        return try Simulation.sichuan(plan: plan)
    }

    @Test("Both are written on, at once too; everything counts once, everywhere")
    func bothWrite() throws {
        let simulation = try Self.sichuan()
        let (first, second) = (simulation.office("510000"), simulation.office("510000", node: 1))
        #expect(first.path == second.path && first.index != second.index)
        try simulation.runUntilLinked()
        try first.report(3)
        try simulation.run(until: "the second node has it") { _ in second.total() == 3 }
        // A correction on the other node replaces the figure.
        try second.report(5)
        try second.report(7, year: 2019)
        try first.issueDirective(1)
        try second.issueDirective(2)
        try simulation.office("510100").report(10)
        let national = simulation.office("100000")
        try simulation.run(until: "headquarters has it, once") { _ in
            national.total() == 15 && national.total(year: 2019) == 7
        }
        try simulation.heal()
        try simulation.converge()
        for node in [first, second] {
            #expect(node.total() == 15 && node.hasDirective(1) && node.hasDirective(2))
        }
        for id in ["510100", "510700"] {
            let office = simulation.office(id)
            #expect(office.hasDirective(1) && office.hasDirective(2))
        }
        #expect(national.conflicts(of: first.path) == 0)
        #expect(simulation.counts.forkedFeeds == 0)
    }

    @Test(
        "What one node said to anybody outlives it, and the other goes on",
        arguments: [true, false]
    )
    func oneDies(isFirstLost: Bool) throws {
        let simulation = try Self.sichuan(diesAt: 40_000, isFirstLost: isFirstLost)
        let nodes = [simulation.office("510000"), simulation.office("510000", node: 1)]
        let (lost, heir) = isFirstLost ? (nodes[0], nodes[1]) : (nodes[1], nodes[0])
        let (chengdu, mianyang) = (simulation.office("510100"), simulation.office("510700"))
        try simulation.runUntilLinked()
        try simulation.run(until: 38_000)
        // Only Mianyang hears of this one before the node is gone.
        simulation.cut(between: nodes[0], and: nodes[1], for: 60_000)
        simulation.cut(between: chengdu, and: lost, for: 60_000)
        simulation.cut(between: mianyang, and: heir, for: 20_000)
        try lost.issueDirective(1)
        try simulation.run(until: "Mianyang has it") { _ in mianyang.hasDirective(1) }
        #expect(!heir.hasDirective(1) && !chengdu.hasDirective(1))
        try simulation.run(until: 45_000)
        #expect(!lost.office.isUp)
        try chengdu.report(4)
        try heir.report(8)
        try heir.issueDirective(2)
        try simulation.heal()
        try simulation.converge()
        #expect(!lost.office.isUp)
        #expect(heir.hasDirective(1) && chengdu.hasDirective(1) && mianyang.hasDirective(2))
        #expect(simulation.office("100000").total() == 12)
        #expect(simulation.finalCounts.faults[.standbyTookOver] == 1)
    }
}
