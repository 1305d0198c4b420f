import Simulation
import SyncProtocol
import Testing

@Suite("People who save what they made of what they saw")
struct EditScenarioTests {
    /// Sichuan's association has two nodes; Chengdu and Mianyang below it dial both.
    private static func twoNodes(_ sabotage: Sabotage? = nil) throws -> Simulation {
        var plan = FaultPlan()
        plan.standby = FaultPlan.Standby(office: 1)
        return try Simulation.sichuan(plan: plan, sabotage: sabotage)
    }

    @Test(
        "Of two people at one node the later one is told what the other saved, and nothing is written"
    )
    func twoAtOneNode() throws {
        let simulation = try Simulation.sichuan()
        try simulation.runUntilLinked()
        let chengdu = simulation.office("510100")
        try chengdu.save(chengdu.open(), [1: "初稿", 2: "附注"])
        let (first, second) = (try chengdu.open(by: "甲"), try chengdu.open(by: "乙"))
        try chengdu.save(first, [1: "甲稿"])
        try chengdu.save(second, [1: "乙稿", 2: "乙注"])
        #expect(simulation.finalCounts.edits.unseen == 1)
        #expect(try chengdu.texts(1) == ["甲稿"] && chengdu.texts(2) == ["附注"])
        // What the other one left alone is saved from the same page.
        try chengdu.save(second, [2: "乙注", 3: "新"])
        #expect(try chengdu.texts(2) == ["乙注"] && chengdu.texts(3) == ["新"])
        // Who has looked again replaces what is there.
        try chengdu.save(chengdu.open(by: "乙"), [1: "合稿"])
        try simulation.heal()
        try simulation.converge()
        for id in ["100000", "510000", "510100"] {
            let reports = SpaceID(.reports, of: chengdu.path)
            #expect(try simulation.office(id).texts(1, in: reports) == ["合稿"])
        }
        #expect(simulation.finalCounts.edits.saved == 4)
    }

    @Test("What two nodes of an office save apart lives on both until somebody settles it, once")
    func twoNodes() throws {
        let simulation = try Self.twoNodes()
        let (first, second) = (simulation.office("510000"), simulation.office("510000", node: 1))
        let national = simulation.office("100000")
        let reports = SpaceID(.reports, of: first.path)
        try simulation.runUntilLinked()
        try first.save(first.open(), [1: "原"])
        try simulation.run(until: "the other node has it") { _ in
            (try? second.texts(1)) == ["原"]
        }
        for other in [second, national, simulation.office("510100"), simulation.office("510700")] {
            simulation.cut(between: first, and: other, for: 20_000)
        }
        try first.save(first.open(), [1: "一"])
        try second.save(second.open(), [1: "二"])
        try simulation.run(until: "both have both") { _ in
            [first, second, national].allSatisfy {
                (try? $0.texts(1, in: reports)) == ["一", "二"]
            }
        }
        let (here, there) = (try first.open(), try second.open())
        #expect(here.fieldsAtOdds == [1])
        try first.save(here, [1: "定"], settling: true)
        try simulation.run(until: "the other node has it") { _ in
            (try? second.texts(1)) == ["定"]
        }
        // Whoever comes later with the old page has not seen what holds now; with a new one there is nothing left.
        try second.save(there, [1: "另定"], settling: true)
        try second.save(second.open(), [1: "再定"], settling: true)
        let counts = simulation.finalCounts.edits
        #expect((counts.settlements, counts.unseen, counts.settled) == (1, 1, 1))
        try simulation.heal()
        try simulation.converge()
        #expect(try national.texts(1, in: reports) == ["定"])
    }

    @Test(
        "In a case of two branches both texts live until somebody who has seen both replaces them"
    )
    func inACase() throws {
        let simulation = try Simulation.sichuan()
        let (chengdu, mianyang) = (simulation.office("510100"), simulation.office("510700"))
        let space = SpaceID(case: CaseID(high: 2018, low: 4), of: chengdu.path)
        try simulation.runUntilLinked()
        try chengdu.issue(CharterWish(space, adding: [mianyang.path]))
        try simulation.run(until: "Mianyang knows of it") { _ in
            mianyang.disk.charters[space] != nil
        }
        // Both opened the page when nothing was there.
        let (here, there) = (try chengdu.open(space), try mianyang.open(space))
        simulation.cut("510700", for: 5_000)
        try chengdu.save(here, [1: "成都"])
        try mianyang.save(there, [1: "绵阳"])
        let seen = try mianyang.open(space)
        try simulation.run(until: "Chengdu's has come") { _ in
            (try? mianyang.texts(1, in: space)) == ["成都", "绵阳"]
        }
        try mianyang.save(seen, [1: "绵阳二稿"])
        #expect(try mianyang.texts(1, in: space) == ["成都", "绵阳"])
        try mianyang.save(mianyang.open(space), [1: "两市"])
        try simulation.heal()
        try simulation.converge()
        #expect(try chengdu.texts(1, in: space) == ["两市"])
    }

    @Test("What was written before a crash is not written again by whoever did not hear of it")
    func savedTwice() throws {
        let simulation = try Simulation.sichuan()
        try simulation.runUntilLinked()
        let chengdu = simulation.office("510100")
        let page = try chengdu.open()
        try chengdu.ask(page, [1: "一", 2: "二"])
        try simulation.run(until: "it is on disk") { $0.finalCounts.edits.saved == 1 }
        chengdu.crash()
        #expect(simulation.counts.acknowledgedActs == 0)
        try chengdu.start()
        try chengdu.save(page, [1: "一", 2: "二"])
        #expect(simulation.counts.acknowledgedActs == 1)
        #expect(
            simulation.finalCounts.edits.saved == 1 && simulation.finalCounts.edits.repeated == 1
        )
        try simulation.heal()
        try simulation.converge()
    }

    // MARK: The checker

    @Test(
        "A save that looks at nothing is found when it takes the place of what its page did not show"
    )
    func overwriting() throws {
        let simulation = try Simulation.sichuan(sabotage: .overwriteUnseen)
        let chengdu = simulation.office("510100")
        try simulation.run(for: 10)
        let page = try chengdu.open()
        try chengdu.save(chengdu.open(), [1: "甲", 2: "乙"])
        // What its page showed it may replace.
        try chengdu.save(chengdu.open(), [1: "丙"])
        #expect(throws: CheckFailure.self) { try chengdu.save(page, [2: "丁"]) }
    }

    @Test("A text that somebody saw saved and that a program overwrites is missed")
    func lost() throws {
        let simulation = try Simulation.sichuan()
        let chengdu = simulation.office("510100")
        try simulation.run(for: 10)
        try chengdu.save(chengdu.open(), [1: "甲"])
        let intent = RecordIntent(
            space: SpaceID(.reports, of: chengdu.path),
            record: try #require(EditedKind.record(0, in: SpaceID(.reports, of: chengdu.path)))
                .record,
            fields: [FieldIntent(1, .choose(.text("乙")))]
        )
        try chengdu.submit([intent], "writes over everything")
        let failure = #expect(throws: CheckFailure.self) { try simulation.run(for: 1_000) }
        #expect(failure?.checker == "what somebody saw saved is not lost unseen")
    }

    @Test("A text that an office lacks in the end is missed there")
    func lacking() throws {
        let simulation = try Simulation.sichuan()
        try simulation.runUntilLinked()
        let chengdu = simulation.office("510100")
        simulation.cut("510100", for: 5_000)
        try chengdu.save(chengdu.open(), [1: "甲"])
        let failure = #expect(throws: CheckFailure.self) { try simulation.checkEdits() }
        #expect(failure?.office == 0)
        #expect(failure?.checker == "what somebody saw saved is not lost unseen")
        try simulation.heal()
        try simulation.converge()
        try simulation.checkEdits()
    }

    @Test("Seeds bring up whatever can become of a save")
    func seeds() {
        var counts = EditCounts()
        for seed in UInt64(1)...6 {
            let run = SeedRun.run(
                seed: seed,
                officeCount: 7,
                profile: .edit,
                faultMilliseconds: 60_000
            )
            #expect(run.failure == nil, "seed \(seed) \(run.lastEvents.joined(separator: "\n"))")
            counts += run.counts.edits
        }
        #expect(counts.saved > 100 && counts.settlements > 0 && counts.repeated > 0)
        #expect(counts.unseen > 20 && counts.settled > 0 && counts.atOdds > 0)
    }
}
