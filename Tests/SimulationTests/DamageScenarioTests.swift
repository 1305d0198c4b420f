import Simulation
import SyncProtocol
import Testing

@Suite("Damage on a disk, in a tree")
struct DamageScenarioTests {
    /// Three directives of headquarters are at Sichuan, whose copy of the second one is damaged.
    private static func damagedAtSichuan() throws -> (Simulation, ChangePlace) {
        let simulation = try Simulation.sichuan()
        try simulation.runUntilLinked()
        simulation.cut("510100", for: 60_000)
        for number in 1...3 {
            try simulation.office("100000").issueDirective(number)
            try simulation.run(until: "Sichuan has \(number)") {
                $0.office("510000").disk.directives.count == number
            }
        }
        let feed = try #require(
            simulation.office("510000").disk.positions.first {
                $0.feed.space.kind == .directives && $0.head.number == 3
            }?.feed
        )
        let change = ChangePlace(feed: feed, number: 2)
        try simulation.office("510000").rot(change)
        #expect(!simulation.office("510000").disk.isWhole(change))
        return (simulation, change)
    }

    @Test(
        "A relay fetches a damaged change from its parent again, and the office below gets it whole"
    )
    func fetchedFromAbove() throws {
        let (simulation, change) = try Self.damagedAtSichuan()
        try simulation.run(until: "Chengdu has three") {
            $0.office("510100").disk.directives.count == 3
        }
        let disk = simulation.office("510000").disk
        #expect(disk.damaged.isEmpty && disk.isWhole(change))
        try simulation.heal()
        try simulation.converge()
    }

    private static let years = [2016, 2017, 2018]

    /// Chengdu has saved three reports that nobody else has, and is stopped; the second one is damaged.
    private static func damagedAtChengdu() throws -> (Simulation, ChangePlace) {
        let simulation = try Simulation.sichuan()
        try simulation.runUntilLinked()
        let chengdu = simulation.office("510100")
        simulation.cut("510100", for: 30_000)
        for (place, year) in Self.years.enumerated() {
            try chengdu.report(year, year: year)
            try simulation.run(until: "it is saved") { $0.counts.acknowledgedActs == place + 1 }
        }
        let feed = try #require(chengdu.reported).feed
        let change = ChangePlace(feed: feed, number: 2)
        chengdu.crash()
        try chengdu.rot(change)
        return (simulation, change)
    }

    private static func expectAll(_ simulation: Simulation) throws {
        let chengdu = simulation.office("510100")
        try simulation.run(until: "headquarters has all three") { simulation in
            Self.years.allSatisfy { simulation.office("100000").total(year: $0) == Int64($0) }
        }
        #expect(Self.years.allSatisfy { chengdu.total(year: $0) == Int64($0) })
        #expect(chengdu.disk.damaged.isEmpty)
        try simulation.heal()
        try simulation.converge()
    }

    @Test(
        "A report that nobody has yet rots while its node is stopped: known at the start, and it arrives"
    )
    func ownUnsent() throws {
        let (simulation, change) = try Self.damagedAtChengdu()
        let chengdu = simulation.office("510100")
        try chengdu.start()
        #expect(chengdu.disk.damaged == [change])
        #expect(chengdu.disk.incarnation != change.feed.incarnation)
        try Self.expectAll(simulation)
    }

    @Test("Sums rot, too, and are made anew: what only they and the records have is written again")
    func ownUnsentAndSums() throws {
        let (simulation, _) = try Self.damagedAtChengdu()
        let chengdu = simulation.office("510100")
        try chengdu.rotTotals()
        try chengdu.start()
        try chengdu.report(7, year: 2018)
        try chengdu.report(2018, year: 2018)
        try Self.expectAll(simulation)
    }

    @Test("An engine that refuses all that can be divided keeps everything, part by part")
    func refusedTurns() throws {
        var plan = FaultPlan()
        plan.refusedPerMille = 1_000
        let simulation = try Simulation.sichuan(plan: plan)
        for number in 1...5 { try simulation.office("100000").issueDirective(number) }
        for year in Self.years { try simulation.office("510100").report(year, year: year) }
        try simulation.run(until: "all is everywhere") { simulation in
            simulation.office("510700").disk.directives.count == 5
                && Self.years.allSatisfy {
                    simulation.office("100000").total(year: $0) == Int64($0)
                }
        }
        #expect(simulation.finalCounts.faults[.turnRefused] > 10)
        try simulation.heal()
        try simulation.converge()
    }
}
