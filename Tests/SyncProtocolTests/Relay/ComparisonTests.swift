import SyncProtocol
import Testing

@Suite("Proof that both ends have the same")
struct ComparisonTests {
    private static let link = LinkID(1)
    private let city = OfficePath(text: "100000/510000/510100")!
    private let province = OfficePath(text: "100000/510000")!
    private let author = AuthorID(high: 1, low: 2)

    private func relay(_ office: OfficePath) -> Relay {
        Relay(
            office: office,
            context: TreeContext(tree: TreeID(high: 7, low: 7), suite: .ed25519),
            own: OwnAuthors(writing: self.author),
            positions: []
        )
    }

    private func frames(_ actions: [Relay.Action]) -> [[UInt8]] {
        actions.compactMap { action in
            guard case .send(_, let bytes) = action else { return nil }
            return bytes
        }
    }

    private func kinds(_ actions: [Relay.Action]) throws -> [String] {
        try self.frames(actions).map { bytes in
            switch try Frame(decoding: bytes) {
            case .ping: "ping"
            case .pong: "pong"
            case .changes: "changes"
            case .acknowledgement: "acknowledgement"
            default: "other"
            }
        }
    }

    private func hand(
        _ actions: [Relay.Action],
        to relay: inout Relay,
        at now: Int64
    ) -> [Relay.Action] {
        self.frames(actions).flatMap { relay.step(.frameReceived(Self.link, $0), at: now) }
    }

    @Test("once all has come to rest the digests are compared, once, and both ends know it")
    func comparedWhenSettled() throws {
        var below = self.relay(self.city)
        var above = self.relay(self.province)
        let greeting = below.step(.linkOpened(Self.link, peer: self.province), at: 0)
        let answer = above.step(.linkOpened(Self.link, peer: self.city), at: 0)
        #expect(self.hand(greeting, to: &above, at: 1).contains(.notify(.inSync(Self.link))))
        #expect(self.hand(answer, to: &below, at: 1).contains(.notify(.inSync(Self.link))))

        let feed = FeedID(
            space: SpaceID(.reports, of: self.city),
            author: self.author,
            incarnation: 3
        )
        let change = CommitReport.Committed(
            feed: feed,
            head: FeedHead(number: 1, digest: SignatureSuite.ed25519.hash([1])),
            signed: SignedChange(body: [1, 2, 3], signature: [4])
        )
        let sent = below.step(.committed(CommitReport(committed: [change], batches: [])), at: 2)
        #expect(try self.kinds(sent) == ["changes"])
        // Nothing is compared while something is on its way.
        #expect(try self.kinds(below.step(.tick, at: 1_000)).isEmpty)

        let taken = self.hand(sent, to: &above, at: 3)
        guard case .ingest(let batch, _, _)? = taken.first else {
            Issue.record("\(taken)")
            return
        }
        let outcome = ChangeOutcome(feed: feed, number: 1, verdict: .accepted)
        let stored = above.step(
            .committed(
                CommitReport(committed: [change], batches: [.init(id: batch, outcomes: [outcome])])
            ),
            at: 4
        )
        #expect(try self.kinds(stored) == ["acknowledgement"])
        _ = self.hand(stored, to: &below, at: 5)

        let ping = below.step(.tick, at: 2_000)
        #expect(try self.kinds(ping) == ["ping"])
        let pong = self.hand(ping, to: &above, at: 2_001)
        #expect(pong.contains(.notify(.inSync(Self.link))))
        #expect(self.hand(pong, to: &below, at: 2_002).contains(.notify(.inSync(Self.link))))
        #expect(below.links[0].scopeDigest == below.links[0].peerScopeDigest)
        #expect(above.links[0].scopeDigest == above.links[0].peerScopeDigest)
        #expect(try self.kinds(below.step(.tick, at: 3_000)).isEmpty)
        #expect(try self.kinds(above.step(.tick, at: 3_000)).isEmpty)
    }
}
