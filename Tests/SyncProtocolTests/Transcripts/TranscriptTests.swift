import Simulation
import SyncProtocol
import Testing

@Suite("Transcripts of sessions")
struct TranscriptTests {
    private static let provinceAuthor = AuthorID(high: 0, low: 1)
    private static let cityAuthor = AuthorID(high: 1, low: 1)

    /// Of a province and its city without keys.
    private static func transcript() -> Transcript {
        Transcript(TranscriptNames([provinceAuthor: "510000", cityAuthor: "510100"]))
    }

    /// A feed of the city's that nobody but a test has written.
    private static func position(
        _ kind: SpaceKind,
        _ incarnation: UInt64,
        to number: UInt64
    ) -> FeedPosition {
        FeedPosition(
            feed: FeedID(
                space: SpaceID(kind, of: RelayPair.city),
                author: self.cityAuthor,
                incarnation: incarnation
            ),
            head: FeedHead(
                number: number,
                digest: SignatureSuite.ed25519.hash([
                    UInt8(kind.rawValue), UInt8(incarnation / 2), UInt8(number),
                ])
            )
        )
    }

    @Test("Two ends that have the same greet, and compare when asked to")
    func equalEnds() throws {
        let transcript = Self.transcript()
        transcript.remark(
            "Both ends have the same: one frame of each end, and nothing to search for."
        )
        let positions = [Self.position(.reports, 2, to: 7), Self.position(.receipts, 2, to: 3)]
        var pair = RelayPair(upper: positions, lower: positions, watcher: transcript)
        #expect(pair.isEqual)
        transcript.remark("A silent line is pinged.")
        pair.run(from: 0, seconds: 12)
        transcript.remark("Somebody wants to see it proven.")
        pair.step(.compare(RelayPair.link), at: 0, now: 20_000)
        try transcript.check("handshake")
    }

    @Test("Of two hundred feeds two differ, and are found in four turns")
    func search() throws {
        let transcript = Self.transcript()
        transcript.remark(
            "Of 200 feeds the city has one that the province lacks, and one that goes on."
        )
        let common = (0..<198 as Range<UInt64>).map {
            Self.position(.reports, 2 * $0, to: 1 + $0 % 5)
        }
        let longer = Self.position(.reports, 2 * 198, to: 9)
        let known = FeedPosition(
            feed: longer.feed,
            head: Self.position(.reports, 2 * 198, to: 4).head
        )
        let new = Self.position(.reports, 2 * 199, to: 1)
        var pair = RelayPair(
            upper: common + [known],
            lower: common + [longer, new],
            watcher: transcript
        )
        #expect(pair.relays[1].links[0].sendBehind == 6)
        transcript.remark("What is read of the store goes out; it is not on the other disk yet.")
        let changes = (5...9 as ClosedRange<UInt64>).map { number in
            CommitReport.Committed(
                feed: longer.feed,
                head: number == 9
                    ? longer.head
                    : FeedHead(
                        number: number,
                        digest: SignatureSuite.ed25519.hash([UInt8(number)])
                    ),
                signed: SignedChange(body: [UInt8(number)], signature: [])
            )
        }
        pair.step(.read(RelayPair.link, changes), at: 1, now: 5)
        try transcript.check("search")
    }

    @Test("An urgent directive overtakes a backlog of ordinary ones")
    func overtaking() throws {
        let transcript = Self.transcript()
        transcript.remark(
            "9,600 bits a second. The province has a backlog of directives for the city."
        )
        var line = SlowLine(
            upper: RelayPair.province,
            lower: RelayPair.city,
            watcher: transcript
        )
        let feed = { (incarnation: UInt64) in
            FeedID(
                space: SpaceID(.directives, of: RelayPair.province),
                author: Self.provinceAuthor,
                incarnation: incarnation
            )
        }
        var last: FeedHead?
        for _ in 1...12 { last = line.write(feed(8), byteCount: 900, at: 0) }
        line.run(until: 4_000)
        transcript.remark("Something urgent is issued.")
        let urgent = line.write(feed(9), byteCount: 900, at: 0)
        let head = try #require(last)
        #expect(line.run(upTo: 60_000) { $0.arrival(of: head, at: 1) != nil })
        let urgentAt = try #require(line.arrival(of: urgent, at: 1))
        #expect(urgentAt < 8_000)
        try transcript.check("overtaking")
    }

    @Test("A disk that was put back has written on: both branches of the feed are kept")
    func fork() throws {
        let simulation = try Simulation.sichuan()
        let transcript = Transcript(Self.names(simulation), isWriting: false)
        simulation.watcher = transcript
        let chengdu = simulation.office("510100")
        try chengdu.report(1, year: 2016)
        try simulation.run(until: "headquarters has it") {
            $0.office("100000").total(year: 2016) == 1
        }
        chengdu.backUp()
        try chengdu.report(2, year: 2018)
        try simulation.run(until: "headquarters has both") {
            $0.office("100000").total(year: 2018) == 2
        }
        chengdu.restore(keepingFence: false)
        simulation.cut("510100", for: 2_000)
        try chengdu.start()
        transcript.isWriting = true
        transcript.remark(
            "510100 runs from an old backup, and writes under a number that is in use."
        )
        try chengdu.report(7, year: 2016)
        try simulation.run(until: "both branches are at headquarters") {
            $0.office("100000").total(of: chengdu.path, year: 2016) == 7
        }
        try simulation.run(for: 3_000)
        #expect(chengdu.total(year: 2018) == 2)
        try transcript.check("fork")
    }

    @Test("An office goes to another parent, which gets what was written at the old place")
    func reparenting() throws {
        var plan = FaultPlan()
        plan.reparenting = FaultPlan.Reparenting(declaredAt: 10_000, movedAt: 20_000)
        let simulation = try Simulation.sichuan(plan: plan)
        let transcript = Transcript(Self.names(simulation), isWriting: false)
        simulation.watcher = transcript
        try simulation.runUntilLinked()
        try simulation.office("510100").report(1, year: 2016)
        try simulation.office("510700").report(2, year: 2016)
        try simulation.run(until: "headquarters has both") {
            $0.office("100000").total(year: 2016) == 3
        }
        try simulation.run(for: 5_000)
        transcript.isWriting = true
        transcript.remark("An office above both places says in its roster who goes where.")
        try simulation.run(until: "one has moved") { simulation in
            simulation.offices.contains { !$0.formerPaths.isEmpty }
        }
        transcript.remark("The office dials its new parent.")
        try simulation.run(for: 1_500)
        transcript.remark("What it writes now goes to its new parent, and on from there.")
        try simulation.office("510700").report(4, year: 2019)
        try simulation.run(until: "headquarters has it") {
            $0.office("100000").total(year: 2019) == 4
        }
        try simulation.run(for: 1_000)
        let moved = try #require(simulation.offices.first { !$0.formerPaths.isEmpty })
        #expect(moved.relay?.links.allSatisfy(\.isEqual) == true)
        try transcript.check("reparenting")
    }

    private static func names(_ simulation: Simulation) -> TranscriptNames {
        TranscriptNames(
            Dictionary(
                uniqueKeysWithValues: simulation.offices.map {
                    ($0.identity.author, $0.path.office.text)
                }
            )
        )
    }
}
