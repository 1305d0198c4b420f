import Simulation
import SyncProtocol
import Testing

@Suite("Restored disks")
struct RestoreScenarioTests {
    /// Chengdu is backed up after its first report and writes a second one, which its province gets.
    private func chengduAfterBackup() throws -> (Simulation, OfficeHandle) {
        let simulation = try Simulation.sichuan()
        try simulation.runUntilLinked()
        let chengdu = simulation.office("510100")
        try chengdu.report(1, year: 2017)
        try simulation.run(until: "it is saved") { $0.counts.acknowledgedActs == 1 }
        chengdu.backUp()
        try chengdu.report(2, year: 2018)
        try simulation.run(until: "headquarters has both") {
            $0.office("100000").total(year: 2018) == 2
        }
        return (simulation, chengdu)
    }

    @Test("The fence file shows at start that the disk is older: a new incarnation, nothing lost")
    func fenceSurvives() throws {
        let (simulation, chengdu) = try self.chengduAfterBackup()
        chengdu.restore(keepingFence: true)
        #expect(chengdu.total(year: 2018) == nil)
        try chengdu.start()
        // Written before any neighbour has answered.
        try chengdu.report(3, year: 2019)
        try simulation.heal()
        try simulation.converge()
        #expect(chengdu.incarnations.count == 2)
        #expect(chengdu.total(year: 2018) == 2)
        #expect(simulation.office("100000").total(year: 2019) == 3)
        #expect(simulation.counts.forkedFeeds == 0)
    }

    @Test("Without the fence a neighbour's longer copy shows it, as soon as one answers")
    func neighbourShows() throws {
        let (simulation, chengdu) = try self.chengduAfterBackup()
        chengdu.restore(keepingFence: false)
        try chengdu.start()
        try simulation.run(until: "its lost report is back") { _ in chengdu.total(year: 2018) == 2 }
        try chengdu.report(3, year: 2019)
        try simulation.heal()
        try simulation.converge()
        #expect(chengdu.incarnations.count == 2)
        #expect(simulation.office("100000").total(year: 2019) == 3)
        #expect(simulation.counts.forkedFeeds == 0)
    }

    @Test("Two branches of one feed stop that feed alone; the office goes on in a new incarnation")
    func forkedFeed() throws {
        let (simulation, chengdu) = try self.chengduAfterBackup()
        chengdu.restore(keepingFence: false)
        simulation.cut("510100", for: 10_000)
        try chengdu.start()
        // A second change under the number of the lost one.
        try chengdu.report(7, year: 2016)
        try simulation.run(until: "it is saved") { $0.counts.acknowledgedActs == 3 }
        try simulation.run(until: "the fork is noticed") { _ in
            chengdu.disk.incarnation != chengdu.incarnations[0]
        }
        try chengdu.report(3, year: 2019)
        try simulation.office("510700").report(4, year: 2019)
        try simulation.office("100000").issueDirective(13)
        try simulation.heal()
        try simulation.converge()
        #expect(simulation.counts.forkedFeeds == 1)
        #expect(simulation.office("100000").total(year: 2019) == 7)
        #expect(chengdu.hasDirective(13))
        // Both branches are kept, each where it is.
        #expect(chengdu.total(year: 2016) == 7)
        #expect(simulation.office("100000").total(year: 2018) == 2)
    }
}
