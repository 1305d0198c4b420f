import SyncProtocol
import Testing

@Suite("Answers that leave out what is there, or say what is not")
struct FalseAnswerTests {
    private static let city = CityFeed(author: AuthorID(high: 1, low: 2), incarnation: 3)

    /// The province's store has judged the oldest batch that it was handed: nothing in it fits.
    private static func refuseAsGap(
        batch number: Int,
        of pair: inout RelayPair,
        change: UInt64
    ) throws {
        let batch = try #require(pair.ingested(by: 0).dropFirst(number).first).batch
        let outcome = ChangeOutcome(feed: Self.city.feed, number: change, verdict: .gap)
        let report = CommitReport(committed: [], batches: [.init(id: batch, outcomes: [outcome])])
        pair.step(.committed(report), at: 0, now: 2)
    }

    @Test("Equal digests prove that the other end has all, whatever its answers have said")
    func equalDigests() throws {
        // Found by the simulator: "equal digests, 3 to send", for good.
        var pair = RelayPair(lower: [Self.city.position(1)])
        #expect(pair.reads(of: 1) == [Self.city.feed])
        pair.step(.read(RelayPair.link, [Self.city.change(1)]), at: 1, now: 1)
        try Self.refuseAsGap(batch: 0, of: &pair, change: 1)
        // The change reaches the province by another way.
        pair.step(
            .committed(CommitReport(committed: [Self.city.change(1)], batches: [])),
            at: 0,
            now: 3
        )
        #expect(pair.relays[1].links.first?.sendBehind == 1)
        // A ping, once the link has been silent for a while.
        pair.run(from: 0, seconds: 15)
        let city = try #require(pair.relays[1].links.first)
        #expect(city.scopeDigest == city.peerScopeDigest)
        #expect(city.sendBehind == 0)
    }

    @Test(
        "Two nodes of one office that greeted as equals search again, whoever lacks something",
        arguments: 0..<2
    )
    func twoNodes(writer: Int) throws {
        // The other node says that it has what its disk has not.
        var pair = RelayPair(offices: (RelayPair.city, RelayPair.city)) { frame in
            guard case .acknowledgement(let answer) = frame else { return frame }
            return .acknowledgement(
                BatchAcknowledgement(
                    number: answer.number,
                    positions: [Self.city.position(1)],
                    refusals: []
                )
            )
        }
        let reader = 1 - writer
        pair.step(
            .committed(CommitReport(committed: [Self.city.change(1)], batches: [])),
            at: writer,
            now: 1
        )
        let batch = try #require(pair.ingested(by: reader).first).batch
        let outcome = ChangeOutcome(feed: Self.city.feed, number: 1, verdict: .gap)
        let report = CommitReport(committed: [], batches: [.init(id: batch, outcomes: [outcome])])
        pair.step(.committed(report), at: reader, now: 2)
        #expect(pair.relays[writer].links.first?.sendBehind == 0)
        #expect(pair.reads(of: writer).isEmpty)
        pair.run(from: 0, seconds: 120)
        #expect(pair.pageCount > 0)
        #expect(pair.reads(of: writer).contains(Self.city.feed))
        #expect(pair.relays.allSatisfy { $0.links.count == 1 }, "the link stands")
    }

    @Test("A contradicted feed begins again from its base, whatever the batches behind hear")
    func contradicted() throws {
        // The province has five changes of another branch, the city nine of its own.
        let other = FeedHead(number: 5, digest: SignatureSuite.ed25519.hash([99]))
        var pair = RelayPair(
            upper: [FeedPosition(feed: Self.city.feed, head: other)],
            lower: [Self.city.position(9)]
        )
        // Two batches of one change are under way before either is answered.
        for number in UInt64(6)...7 {
            pair.step(.read(RelayPair.link, [Self.city.change(number)]), at: 1, now: 1)
        }
        #expect(pair.ingested(by: 0).map(\.count) == [1, 1])
        // The first answer shows that the branches differ; the second only how far the province is.
        try Self.refuseAsGap(batch: 0, of: &pair, change: 6)
        try Self.refuseAsGap(batch: 1, of: &pair, change: 7)
        pair.step(.read(RelayPair.link, [Self.city.change(1)]), at: 1, now: 3)
        // Behind what was sent up to now a read finds nothing that follows, and sends nothing.
        #expect(pair.ingested(by: 0).map(\.count) == [1, 1, 1])
    }
}
