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
}
