import Simulation
import SyncProtocol
import Testing

@Suite("Scenarios on a quiet tree")
struct ScenarioTests {
    @Test("A directive goes down to every office, and their receipts come one level up")
    func directiveDownReceiptsUp() throws {
        let simulation = try Simulation.sichuan()
        try simulation.runUntilLinked()
        try simulation.office("100000").issueDirective(60)
        try simulation.run(until: "the directive is everywhere") { simulation in
            ["510000", "510100", "510700"].allSatisfy { simulation.office($0).hasDirective(60) }
        }
        let chengdu = simulation.office("510100")
        let society = chengdu.office.identity.hosted[0]
        try chengdu.host(society)
        for id in ["510000", "510100", "510700"] { try simulation.office(id).signReceipt(60) }
        try chengdu.signReceipt(60, for: society)
        let above = ["510000": "100000", "510100": "510000", "510700": "510000"]
        try simulation.run(until: "every receipt is at the office above") { simulation in
            above.allSatisfy { below, upper in
                simulation.office(upper).receiptStep(60, of: simulation.office(below).path) == 2
            }
        }
        #expect(chengdu.receiptStep(60, of: society) == 2)
        try simulation.heal()
        try simulation.converge()
        // What lies two levels below is known at the top by folds only.
        #expect(simulation.office("100000").receiptStep(60, of: chengdu.path) == 0)
        #expect(simulation.office("510000").receiptStep(60, of: society) == 0)
    }

    @Test("A crash between the commit and its acknowledgement keeps the act, once")
    func crashBeforeAcknowledgement() throws {
        let simulation = try Simulation.sichuan()
        try simulation.runUntilLinked()
        let chengdu = simulation.office("510100")
        try chengdu.report(12)
        try simulation.run(until: "the report is on disk") { _ in
            chengdu.office.store.hasUnreportedCommit
        }
        chengdu.crash()
        #expect(simulation.counts.acknowledgedActs == 0)
        #expect(chengdu.total() == 12)
        try chengdu.start()
        try simulation.heal()
        try simulation.converge()
        #expect(simulation.office("100000").total() == 12)
    }

    @Test("A crash before the disk has a report loses it, and its user was not told")
    func crashBeforeDurable() throws {
        let simulation = try Simulation.sichuan()
        try simulation.runUntilLinked()
        let chengdu = simulation.office("510100")
        try chengdu.report(12)
        chengdu.crash()
        try chengdu.start()
        try simulation.heal()
        try simulation.converge()
        #expect(simulation.counts.acknowledgedActs == 0)
        #expect(simulation.office("100000").total() == nil)
    }

    @Test("Acts that arrive while a commit runs share the next one")
    func groupCommit() throws {
        let simulation = try Simulation.sichuan()
        let chengdu = simulation.office("510100")
        try simulation.run(for: 10)
        for year in 2001...2020 { try chengdu.report(1, year: year) }
        try simulation.run(until: "all are saved") { $0.counts.acknowledgedActs == 20 }
        #expect(chengdu.disk.positions.map(\.head.number) == [2])
    }

    @Test("A link that is cut in the middle of a stream goes on where the disks are")
    func cutMidStream() throws {
        var plan = FaultPlan()
        plan.limits.creditByteCount = 1024
        let simulation = try Simulation.sichuan(plan: plan)
        let chengdu = simulation.office("510100")
        try simulation.run(for: 10)
        for year in 2001...2040 {
            try chengdu.report(year, year: year)
            try simulation.run(for: 20)
        }
        try simulation.run(until: "a part has arrived") { simulation in
            simulation.office("510000").total(of: chengdu.path, year: 2010) != nil
        }
        simulation.cut("510100", for: 3_000)
        #expect(simulation.office("510000").total(of: chengdu.path, year: 2040) == nil)
        try simulation.heal()
        try simulation.converge()
        #expect(simulation.office("100000").total(year: 2040) == 2040)
    }

    @Test("A backlog goes over a line of two kilobytes a second without the link being given up")
    func slowLine() throws {
        // Found by the simulator: a batch as large as the backlog took longer than either end waits
        // for a sign of life, so the link was ended and begun again for ever, with nothing gained.
        var plan = FaultPlan()
        plan.network.bytesPerMillisecond = 2
        let simulation = try Simulation.sichuan(plan: plan)
        let chengdu = simulation.office("510100")
        try simulation.run(for: 10)
        simulation.cut("510100", for: 20_000)
        for year in 1950...2150 {
            try chengdu.report(1, year: year)
            try simulation.run(for: 20)
        }
        #expect(chengdu.disk.positions[0].head.number > 150)
        let province = simulation.office("510000")
        try simulation.run(within: 600_000, until: "the backlog is at the province") { _ in
            province.total(of: chengdu.path, year: 2150) == 1
        }
        #expect(simulation.counts.cuts <= 1)
    }

    @Test("A cut that only one end notices is found by the silence")
    func halfOpen() throws {
        let simulation = try Simulation.sichuan()
        try simulation.runUntilLinked()
        simulation.cut("510100", for: 1_000, isNoticedByAll: false)
        try simulation.office("510100").report(5)
        try simulation.run(within: 60_000, until: "the report is at headquarters") {
            $0.office("100000").total() == 5
        }
    }

    @Test("Doubled, lost and reordered frames change nothing")
    func unreliableFrames() throws {
        var plan = FaultPlan()
        plan.network.duplicationPerMille = 300
        plan.network.reorderPerMille = 300
        plan.network.lossPerMille = 30
        let simulation = try Simulation.sichuan(plan: plan)
        for value in 1...40 {
            try simulation.run(for: 1_000)
            try simulation.office("510100").report(value)
            try simulation.office("510700").report(100 * value)
            try simulation.office("100000").issueDirective(value)
        }
        try simulation.heal()
        try simulation.converge()
        #expect(simulation.office("100000").total() == 4_040)
        #expect(simulation.office("510700").hasDirective(40))
    }

    @Test(
        "A parent that restarts after a batch is durable and before it answers takes nothing twice"
    )
    func parentRestarts() throws {
        let simulation = try Simulation.sichuan()
        try simulation.runUntilLinked()
        let province = simulation.office("510000")
        try simulation.office("510100").report(7)
        try simulation.run(until: "the report is on the province's disk") { _ in
            province.office.store.hasUnreportedCommit
        }
        province.crash()
        try province.start()
        try simulation.heal()
        try simulation.converge()
        #expect(simulation.office("100000").total() == 7)
        #expect(province.disk.quarantine.isEmpty)
    }

    @Test("Two children that report at once add up")
    func twoChildren() throws {
        let simulation = try Simulation.sichuan()
        try simulation.runUntilLinked()
        try simulation.office("510100").report(3)
        try simulation.office("510700").report(4)
        try simulation.run(until: "both are at headquarters") {
            $0.office("100000").total() == 7
        }
        #expect(simulation.office("510100").total(of: simulation.office("510700").path) == nil)
    }

    @Test("A figure that two nodes of an office write at once keeps both until one settles it")
    func concurrentEdits() throws {
        var plan = FaultPlan()
        plan.standby = FaultPlan.Standby(office: 1, diesAt: nil, isFirstLost: true)
        let simulation = try Simulation.sichuan(plan: plan)
        let first = simulation.office("510000")
        let second = simulation.office("510000", node: 1)
        let national = simulation.office("100000")
        try simulation.runUntilLinked()
        try first.report(3)
        try simulation.run(until: "the second node has it") { _ in second.total() == 3 }
        try first.report(4)
        try second.report(5)
        try simulation.run(until: "all know of both") { _ in
            [first, second, national].allSatisfy { $0.conflicts(of: first.path) == 1 }
        }
        #expect(first.total() == second.total())
        try first.report(6)
        try simulation.run(until: "it is settled") { _ in
            [first, second, national].allSatisfy {
                $0.conflicts(of: first.path) == 0 && $0.total(of: first.path) == 6
            }
        }
    }

    @Test("An office above cannot change the owner's records, and its review arrives")
    func reviews() throws {
        let simulation = try Simulation.sichuan()
        let chengdu = simulation.office("510100")
        let (province, national) = (simulation.office("510000"), simulation.office("100000"))
        let all = [chengdu, province, national]
        try simulation.runUntilLinked()
        try chengdu.report(3)
        try simulation.run(until: "all have it") { _ in
            all.allSatisfy { $0.total(of: chengdu.path) == 3 }
        }
        try province.correct(5, of: chengdu.path)
        // Of a year of which the owner has said nothing, too.
        try national.correct(7, of: chengdu.path, year: 2019)
        let review = try province.review(chengdu.path)
        try simulation.heal()
        try simulation.converge()
        for office in all {
            #expect(office.total(of: chengdu.path) == 3)
            #expect(office.total(of: chengdu.path, year: 2019) == nil)
            #expect(office.conflicts(of: chengdu.path) == 0)
            #expect(office.disk.state(review).choice(1) == .text("退回修改"))
            // Everybody has what was written, and nobody refuses it.
            let feeds = office.disk.positions.filter { $0.feed.space == review.space }
            #expect(feeds.count == 3 && office.disk.quarantine.isEmpty)
        }
        try chengdu.report(4)
        try simulation.run(until: "the owner settles nothing and goes on") { _ in
            all.allSatisfy { $0.total(of: chengdu.path) == 4 }
        }
    }

    @Test("An office that joins late gets all that is meant for it")
    func lateJoiner() throws {
        var plan = FaultPlan()
        plan.lateJoinAt = 60_000
        let simulation = try Simulation.sichuan(plan: plan)
        try simulation.run(for: 5_000)
        for number in 1...50 { try simulation.office("100000").issueDirective(number) }
        try simulation.run(until: 59_000)
        let mianyang = simulation.office("510700")
        #expect(!mianyang.office.isUp && !mianyang.hasDirective(1))
        try simulation.run(until: "the joiner has every directive") { _ in
            (1...50).allSatisfy(mianyang.hasDirective)
        }
    }

    @Test("With the province down, reports go over a second link and count once")
    func shortcut() throws {
        let simulation = try Simulation.sichuan(hasShortcut: true)
        try simulation.runUntilLinked()
        simulation.office("510000").crash()
        try simulation.office("510100").report(9)
        try simulation.run(until: "headquarters has it") { $0.office("100000").total() == 9 }
        try simulation.office("510000").start()
        try simulation.heal()
        try simulation.converge()
        #expect(simulation.office("510000").total() == 9)
    }
}
