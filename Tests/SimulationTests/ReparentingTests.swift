import Simulation
import SyncProtocol
import Testing

@Suite("Offices that move")
struct ReparentingTests {
    /// Crashes, cuts, doubled and late frames, and an office that goes to another parent meanwhile.
    private func plan(declaredAt: Int64, movedAt: Int64) -> FaultPlan {
        var plan = FaultPlan()
        plan.duration = 60_000
        plan.crashEveryMilliseconds = 8_000
        plan.cutEveryMilliseconds = 4_000
        plan.network.duplicationPerMille = 20
        plan.network.reorderPerMille = 50
        plan.reparenting = FaultPlan.Reparenting(declaredAt: declaredAt, movedAt: movedAt)
        return plan
    }

    @Test(
        "An office goes to another parent while links are cut and work goes on",
        arguments: [UInt64(1), 2, 3, 4, 5, 6]
    )
    func moves(seed: UInt64) throws {
        // Said before, at about the time of, and long after the move.
        let times: [(Int64, Int64)] = [(10_000, 30_000), (30_000, 30_500), (20_000, 59_000)]
        let (declaredAt, movedAt) = times[Int(seed) % times.count]
        let simulation = try Simulation(
            SimulationSettings(seed: seed, officeCount: 12),
            plan: self.plan(declaredAt: declaredAt, movedAt: movedAt)
        )
        try simulation.runToTheEnd()
        #expect(simulation.finalCounts.faults[.reparenting] == 1)
        let moved = try #require(simulation.offices.first { !$0.formerPaths.isEmpty })
        let old = moved.formerPaths[0]
        #expect(simulation.offices[0].store.durable.successions.successors(of: old) == [moved.path])
        // The new parent has all that was written at the old place; the old one nothing newer.
        let parent = try #require(simulation.offices.first { $0.path == moved.path.parent })
        let former = try #require(simulation.offices.first { $0.path == old.parent })
        for position in moved.store.durable.positions
        where position.feed.author == moved.identity.author
            && position.feed.space.kind == .reports
        {
            let isOld = old.contains(position.feed.space.owner)
            let atParent = parent.store.durable.end(of: position.feed)?.head
            #expect(atParent == position.head)
            let isAtFormer = former.store.durable.end(of: position.feed) != nil
            #expect(isAtFormer == isOld || former.path.contains(moved.path))
        }
    }
}
