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

    @Test(
        "Two branches of one feed are both kept everywhere; the office goes on in a new incarnation"
    )
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
        // Both branches are kept and merged, everywhere.
        for office in [chengdu, simulation.office("510000"), simulation.office("100000")] {
            #expect(office.total(of: chengdu.path, year: 2016) == 7)
            #expect(office.total(of: chengdu.path, year: 2018) == 2)
            #expect(office.disk.forked.count == 1)
            #expect(office.disk.quarantine.isEmpty)
        }
        let positions = simulation.offices[...2].map { office in
            office.store.durable.positions.filter { $0.feed.space.owner == chengdu.path }
                .sorted { $0.feed < $1.feed }
        }
        #expect(positions[0] == positions[1] && positions[1] == positions[2])
    }

    @Test("An old copy that is put back and written on again and again loses no branch")
    func restoredAgainAndAgain() throws {
        let (simulation, chengdu) = try self.chengduAfterBackup()
        for turn in 0..<4 {
            chengdu.restore(keepingFence: false)
            simulation.cut("510100", for: 10_000)
            try chengdu.start()
            try chengdu.report(10 + turn, year: 2000 + turn)
            try simulation.run(until: "it is known at headquarters") {
                $0.office("100000").total(year: 2000 + turn) == Int64(10 + turn)
            }
        }
        try simulation.heal()
        try simulation.converge()
        for turn in 0..<4 {
            #expect(chengdu.total(year: 2000 + turn) == Int64(10 + turn))
        }
        #expect(chengdu.total(year: 2018) == 2)
        #expect(chengdu.disk.forked.count == 1)
        // The common part, what was there first, and one branch for each time.
        let feed = try #require(chengdu.disk.forked.first)
        #expect(chengdu.disk.strands(of: feed).count == 6)
    }

    @Test("Neighbours with false words about our feeds make us open a new one once in ten minutes")
    func falseClaims() throws {
        var plan = FaultPlan()
        plan.malices = [.liesAboutHeads]
        plan.villains = [1]
        plan.malicePerMille = 1000
        let simulation = try Simulation.sichuan(plan: plan)
        let chengdu = simulation.office("510100")
        try chengdu.report(1, year: 2017)
        try simulation.run(until: "it is saved") { $0.counts.acknowledgedActs == 1 }
        let first = chengdu.disk.incarnation
        var incarnations = [first]
        for turn in 0..<60 {
            simulation.cut("510100", for: 1_000)
            // Both ends differ, so that they compare, and the province lies.
            try chengdu.report(turn, year: 2001)
            try simulation.run(for: 15_000)
            let present = chengdu.disk.incarnation
            if incarnations.last != present { incarnations.append(present) }
        }
        // A quarter of an hour.
        #expect(incarnations.count <= 3)
    }
}
