import SyncProtocol
import Testing

@Suite("Changes that are damaged on a disk")
struct RepairTests {
    /// Written by the city, which is the lower end.
    private static let city = CityFeed(author: AuthorID(high: 9, low: 1), incarnation: 4)

    private static func requests(_ pair: RelayPair, of end: Int) -> [ReadRequest] {
        pair.actions[end].flatMap { action -> [ReadRequest] in
            if case .read(_, let requests, _) = action { requests } else { [] }
        }
    }

    private static func lost(_ pair: RelayPair, at end: Int) -> [ChangePlace] {
        pair.actions[end].flatMap { action -> [ChangePlace] in
            if case .notify(.ownChangesLost(let changes)) = action { changes } else { [] }
        }
    }

    @Test("What is damaged here is asked for where it is, comes alone, and moves nothing else")
    func askedFor() throws {
        var pair = RelayPair(upper: [Self.city.position(3)], lower: [Self.city.position(3)])
        #expect(pair.isEqual)
        pair.step(.damaged([Self.city.place(2)]), at: 0, now: 1)
        #expect(
            Self.requests(pair, of: 1) == [ReadRequest(feed: Self.city.feed, after: 1, through: 2)]
        )
        pair.step(.read(RelayPair.link, [Self.city.change(2)]), at: 1, now: 2)
        let batch = try #require(pair.ingested(by: 0).first)
        #expect(pair.ingested(by: 0).count == 1 && batch.count == 1)
        let outcome = ChangeOutcome(feed: Self.city.feed, number: 2, verdict: .duplicate)
        let report = CommitReport(
            committed: [],
            mended: [Self.city.place(2)],
            batches: [.init(id: batch.batch, outcomes: [outcome])]
        )
        pair.step(.committed(report), at: 0, now: 3)
        pair.run(from: 3, seconds: 130)
        #expect(pair.isEqual)
        #expect(pair.relays.allSatisfy { $0.links[0].sendBehind == 0 })
        #expect(Self.requests(pair, of: 1).count == 1)
    }

    @Test("A neighbour that does not answer is asked again once a minute")
    func askedAgain() {
        var pair = RelayPair(upper: [Self.city.position(3)], lower: [Self.city.position(3)])
        pair.step(.damaged([Self.city.place(2)]), at: 0, now: 1)
        #expect(Self.requests(pair, of: 1).count == 1)
        for minute in 0...1 as ClosedRange<Int64> {
            let now = 2 + minute * 62_000
            pair.step(.read(RelayPair.link, []), at: 1, now: now)
            pair.run(from: now, seconds: 62)
            #expect(Self.requests(pair, of: 1).count == Int(minute) + 2)
        }
    }

    @Test(
        "Of more damaged changes than are asked for at once each has its turn, and none before it"
    )
    func manyDamaged() {
        let asked = Asked()
        var pair = RelayPair(
            upper: [Self.city.position(70)],
            lower: [Self.city.position(70)]
        ) { frame in
            if case .again(let change) = frame { asked.numbers.append(change.number) }
            return frame
        }
        pair.step(.damaged((1...70).map { Self.city.place($0) }), at: 0, now: 1)
        // From the end: a change tells what the one before it was.
        #expect(asked.numbers == Array((7...70).reversed()))
        pair.run(from: 1, seconds: 59)
        #expect(asked.numbers.count == 64)
        pair.run(from: 60_001, seconds: 1)
        #expect(
            Array(asked.numbers[64...]) == Array((1...6).reversed()) + Array((13...70).reversed())
        )
        pair.run(from: 61_001, seconds: 60)
        #expect(
            Array(asked.numbers[128...]) == Array((1...12).reversed()) + Array((19...70).reversed())
        )
    }

    /// The numbers of the changes that the upper end has asked for.
    private final class Asked {
        var numbers: [UInt64] = []
    }

    @Test("Nothing goes out from a damaged change on, and all of it once it is whole again")
    func notPassedOn() throws {
        var pair = RelayPair(lower: [Self.city.position(3)])
        pair.step(.damaged([Self.city.place(2)]), at: 1, now: 1)
        pair.step(.read(RelayPair.link, [Self.city.change(1)]), at: 1, now: 1)
        let batch = try #require(pair.ingested(by: 0).first).batch
        let outcome = ChangeOutcome(feed: Self.city.feed, number: 1, verdict: .accepted)
        pair.step(
            .committed(
                CommitReport(
                    committed: [Self.city.change(1)],
                    batches: [.init(id: batch, outcomes: [outcome])]
                )
            ),
            at: 0,
            now: 2
        )
        pair.run(from: 2, seconds: 5)
        #expect(Self.requests(pair, of: 1).map(\.after) == [0])
        #expect(pair.relays[1].links[0].sendBehind == 2)
        let report = CommitReport(committed: [], mended: [Self.city.place(2)], batches: [])
        pair.step(.committed(report), at: 1, now: 9_000)
        #expect(Self.requests(pair, of: 1).map(\.after) == [0, 1])
    }

    @Test(
        "A damaged change of our own is lost when the office above is linked and does not have it"
    )
    func lostOwn() {
        var without = RelayPair(lower: [Self.city.position(3)])
        without.step(.damaged([Self.city.place(2)]), at: 1, now: 1)
        #expect(Self.lost(without, at: 1) == [Self.city.place(2)])
        without.run(from: 1, seconds: 30)
        #expect(Self.lost(without, at: 1).count == 1)
        var with = RelayPair(upper: [Self.city.position(3)], lower: [Self.city.position(3)])
        with.step(.damaged([Self.city.place(2)]), at: 1, now: 1)
        with.run(from: 1, seconds: 130)
        #expect(Self.lost(with, at: 1).isEmpty)
        // What others have written is theirs to lose.
        with.step(.damaged([Self.city.place(2)]), at: 0, now: 131_000)
        #expect(Self.lost(with, at: 0).isEmpty)
    }

    @Test(
        "What of one space is lost is told at once, and not while another change of it is on its way"
    )
    func lostTogether() {
        let second = CityFeed(author: AuthorID(high: 9, low: 1), incarnation: 6)
        let positions = [Self.city.position(3), second.position(2)]
        var without = RelayPair(lower: positions)
        without.step(.damaged([Self.city.place(2), second.place(1)]), at: 1, now: 1)
        #expect(Self.lost(without, at: 1) == [Self.city.place(2), second.place(1)])
        #expect(
            without.actions[1].count {
                if case .notify(.ownChangesLost) = $0 { true } else { false }
            } == 1
        )
        var half = RelayPair(upper: [second.position(2)], lower: positions)
        half.step(.damaged([Self.city.place(2), second.place(1)]), at: 1, now: 1)
        half.run(from: 1, seconds: 130)
        #expect(Self.lost(half, at: 1).isEmpty)
        half.step(
            .committed(CommitReport(committed: [], mended: [second.place(1)], batches: [])),
            at: 1,
            now: 131_000
        )
        half.run(from: 131_000, seconds: 50)
        #expect(Self.lost(half, at: 1) == [Self.city.place(2)])
    }

    @Test("Of a feed with hundreds of branches the one that is asked for by its name is sent again")
    func againByName() {
        let strands = (1...200).map { number in
            FeedPosition(
                feed: Self.city.feed.strand(
                    from: 1,
                    ChangeID(prefixOf: SignatureSuite.ed25519.hash([UInt8(number)]))
                ),
                head: Self.city.change(1).head
            )
        }
        var pair = RelayPair(upper: strands, lower: strands)
        let wanted = ChangePlace(feed: strands[170].feed, number: 1)
        let frame = Frame.again(wanted).encoded()
        pair.step(.frameReceived(RelayPair.link, frame), at: 1, now: 1)
        #expect(
            Self.requests(pair, of: 1)
                == [ReadRequest(feed: wanted.feed, after: 0, through: 1)]
        )
    }

    @Test("Where its end was withdrawn, a feed reaches no further for anybody")
    func withdrawn() {
        var pair = RelayPair(lower: [Self.city.position(3)])
        pair.step(.damaged([Self.city.place(1)]), at: 1, now: 1)
        let end = FeedPosition(feed: Self.city.feed, head: .nothing)
        pair.step(
            .committed(CommitReport(committed: [], withdrawn: [end], batches: [])),
            at: 1,
            now: 2
        )
        #expect(pair.relays[1].links[0].sendBehind == 0)
        #expect(pair.relays[1].index.damaged.all.isEmpty)
        pair.run(from: 2, seconds: 40)
        #expect(pair.isEqual)
    }

    @Test("A neighbour gets again what it may have, and no more of it than is here")
    func askedTooMuch() {
        let directives = FeedID(
            space: SpaceID(.directives, of: RelayPair.city),
            author: AuthorID(high: 9, low: 1),
            incarnation: 4
        )
        var pair = RelayPair(upper: [Self.city.position(3)], lower: [Self.city.position(3)])
        for change in [Self.city.place(4), ChangePlace(feed: directives, number: 1)] {
            let frame = Frame.again(change).encoded()
            pair.step(.frameReceived(RelayPair.link, frame), at: 1, now: 1)
        }
        #expect(Self.requests(pair, of: 1).isEmpty)
        let frame = Frame.again(Self.city.place(3)).encoded()
        for now in 2...4 as ClosedRange<Int64> {
            pair.step(.frameReceived(RelayPair.link, frame), at: 1, now: now)
        }
        #expect(Self.requests(pair, of: 1).count == 1)
    }
}
