import Simulation
import SyncProtocol
import Testing

@Suite("Cases that several offices work on")
struct CaseScenarioTests {
    private static let id = CaseID(high: 2018, low: 26)

    private func holders(of space: SpaceID, in simulation: Simulation) -> [Int] {
        simulation.offices.indices.filter { index in
            simulation.offices[index].store.durable.positions.contains {
                $0.feed.space == space && $0.head.number > 0
            }
        }
    }

    @Test("A city's case with the city beside it: both write, the province between has it")
    func acrossBranches() throws {
        let simulation = try Simulation.sichuan()
        let chengdu = simulation.office("510100")
        let mianyang = simulation.office("510700")
        let space = SpaceID(case: Self.id, of: chengdu.path)
        try simulation.runUntilLinked()
        try chengdu.issue(CharterWish(space, adding: [mianyang.path]))
        try chengdu.write("成都", in: space)
        try simulation.run(until: "Mianyang has it") { _ in mianyang.texts(in: space) == ["成都"] }
        try mianyang.write("绵阳", in: space)
        let all = ["100000", "510000", "510100", "510700"].map { simulation.office($0) }
        try simulation.run(until: "all have both") { _ in
            all.allSatisfy { $0.texts(in: space) == ["成都", "绵阳"] }
        }
        try simulation.heal()
        try simulation.converge()
        #expect(all.allSatisfy { $0.disk.quarantine.isEmpty })
    }

    @Test("Who is no party has nothing of it until a charter names it, and then all")
    func addedLater() throws {
        let simulation = try Simulation.sichuan()
        let province = simulation.office("510000")
        let chengdu = simulation.office("510100")
        let mianyang = simulation.office("510700")
        let space = SpaceID(case: Self.id, of: province.path)
        try simulation.runUntilLinked()
        try province.issue(CharterWish(space, adding: [chengdu.path]))
        try province.write("省", in: space)
        try simulation.run(until: "Chengdu has it") { _ in chengdu.texts(in: space) == ["省"] }
        try chengdu.write("成都", in: space)
        try simulation.run(until: "headquarters has both") {
            $0.office("100000").texts(in: space) == ["成都", "省"]
        }
        #expect(self.holders(of: space, in: simulation) == [0, 1, 2])
        // An office that is no party writes nothing.
        try mianyang.write("绵阳", in: space)
        try simulation.run(for: 2_000)
        #expect(self.holders(of: space, in: simulation) == [0, 1, 2])
        try province.issue(CharterWish(space, adding: [mianyang.path]))
        try simulation.run(until: "Mianyang has all, over the same link") { _ in
            mianyang.texts(in: space) == ["成都", "省"]
        }
        try mianyang.write("绵阳", in: space)
        try simulation.heal()
        try simulation.converge()
        for office in [province, chengdu, mianyang] {
            #expect(office.texts(in: space) == ["成都", "省", "绵阳"])
            #expect(office.disk.quarantine.isEmpty)
        }
    }

    @Test("Who is taken off has what counts, and what it wrote meanwhile counts nowhere")
    func takenOff() throws {
        let simulation = try Simulation.sichuan()
        let province = simulation.office("510000")
        let chengdu = simulation.office("510100")
        let mianyang = simulation.office("510700")
        let space = SpaceID(case: Self.id, of: province.path)
        try simulation.runUntilLinked()
        try province.issue(CharterWish(space, adding: [chengdu.path, mianyang.path]))
        try simulation.run(until: "both know of it") { _ in
            [chengdu, mianyang].allSatisfy { $0.disk.charters[space] != nil }
        }
        try chengdu.write("一", in: space)
        try simulation.run(until: "Mianyang has it") { _ in mianyang.texts(in: space) == ["一"] }
        simulation.cut("510100", for: 5_000)
        try chengdu.write("二", in: space)
        try province.issue(CharterWish(space, takingOff: [chengdu.path]))
        try simulation.run(for: 1_000)
        #expect(chengdu.texts(in: space) == ["一", "二"])
        try simulation.run(until: "Chengdu has heard it") { _ in
            chengdu.texts(in: space) == ["一"]
        }
        #expect(chengdu.disk.quarantine.map(\.reason) == [.notAuthorised])
        try chengdu.write("三", in: space)
        try mianyang.write("四", in: space)
        try simulation.heal()
        try simulation.converge()
        for office in [province, chengdu, mianyang, simulation.office("100000")] {
            #expect(office.texts(in: space) == ["一", "四"])
        }
        // Closed is closed for its owner, too.
        try province.issue(CharterWish(space, closing: true))
        try simulation.run(for: 2_000)
        try province.write("五", in: space)
        try mianyang.write("六", in: space)
        try simulation.converge()
        #expect(mianyang.texts(in: space) == ["一", "四"])
    }

    @Test(
        "Forged charters, and what an ousted office goes on writing, are refused",
        arguments: 1...2
    )
    func forged(villain: Int) throws {
        var plan = FaultPlan()
        plan.malices = [.forgesCharters]
        plan.villains = [villain]
        plan.malicePerMille = 1000
        let simulation = try Simulation.sichuan(plan: plan)
        try simulation.runUntilLinked()
        let province = simulation.office("510000")
        let space = SpaceID(case: Self.id, of: province.path)
        try province.issue(CharterWish(space, adding: [simulation.office("510100").path]))
        try simulation.run(for: 2_000)
        for office in ["510000", "510100"] {
            try simulation.office(office).write(office, in: space)
        }
        try province.issue(CharterWish(space, takingOff: [simulation.office("510100").path]))
        for number in 1...5 {
            try simulation.office("510100").report(number)
            try simulation.run(for: 3_000)
        }
        #expect(simulation.counts.faults[.evilForgedCharter] > 0)
        try simulation.heal()
        try simulation.converge()
        #expect(!self.holders(of: space, in: simulation).contains(3))
    }
}
