import SyncProtocol
import Testing

@testable import Node

/// What a hostile other end can make a relay keep in memory, step by step and without a network.
@Suite("Attack: sessions that are led astray", .serialized)
struct HostileSessionTests {
    private static let link = LinkID(1)

    /// Sichuan's relay with a greeted link to Chengdu.
    private func relay(
        _ offices: AttackOffices,
        positions: [FeedPosition] = [],
        credit: UInt64 = 4 * 1024 * 1024,
        limits: RelayLimits = RelayLimits()
    ) -> Relay {
        var relay = Relay(
            office: offices.sichuan.path,
            context: TreeContext(tree: offices.sichuan.tree, suite: .ed25519),
            own: OwnAuthors(writing: offices.sichuan.signer.author),
            positions: positions,
            limits: limits
        )
        _ = relay.step(.linkOpened(Self.link, peer: offices.chengdu.path), at: 0)
        let hello = Hello.sample(offices.chengdu, creditByteCount: credit)
        _ = relay.step(.frameReceived(Self.link, Frame.hello(hello).encoded()), at: 0)
        return relay
    }

    private func ends(_ actions: [Relay.Action]) -> Relay.LinkEnd? {
        for case .close(_, let end) in actions { return end }
        return nil
    }

    @Test("one of several batches of one number on disk does not pay for the others")
    func repeatedNumberPaysOnce() throws {
        let offices = try AttackOffices()
        var relay = self.relay(offices, limits: RelayLimits(creditByteCount: 65_536))
        let change = SignedChange(body: [UInt8](repeating: 0, count: 500_000), signature: [])
        let frame = Frame.changes(ChangeBatch(number: 1, changes: [change])).encoded()
        for _ in 0..<3 {
            #expect(self.ends(relay.step(.frameReceived(Self.link, frame), at: 0)) == nil)
        }
        let refused = ChangeOutcome(
            feed: nil,
            number: nil,
            verdict: .quarantined(.malformedChange)
        )
        let id = BatchID(link: Self.link, number: 1)
        let batch = CommitReport.Batch(id: id, outcomes: [refused])
        _ = relay.step(.committed(CommitReport(committed: [], batches: [batch])), at: 0)
        // Two are still on their way: there is room for one more, not for three.
        #expect(self.ends(relay.step(.frameReceived(Self.link, frame), at: 0)) == nil)
        #expect(
            self.ends(relay.step(.frameReceived(Self.link, frame), at: 0)) == .creditExceeded
        )
    }

    @Test("batches without any change are bounded in number")
    func emptyBatches() throws {
        let offices = try AttackOffices()
        var relay = self.relay(offices)
        let frame = Frame.changes(ChangeBatch(number: 1, changes: [])).encoded()
        var count = 0
        while self.ends(relay.step(.frameReceived(Self.link, frame), at: 0)) == nil {
            count += 1
            try #require(count <= WireLimits.batchesInFlightMax)
        }
        #expect(count == WireLimits.batchesInFlightMax)
    }

    @Test("claims about a branch of our own feed are passed on once in ten minutes")
    func claimedFork() throws {
        let offices = try AttackOffices()
        let feed = FeedID(
            space: SpaceID(.reports, of: offices.chengdu.path),
            author: offices.sichuan.signer.author,
            incarnation: 3
        )
        let ours = FeedPosition(
            feed: feed,
            head: FeedHead(number: 5, digest: SignatureSuite.ed25519.hash([1]))
        )
        let theirs = FeedPosition(feed: feed, head: FeedHead(number: 5, digest: .nothing))
        var relay = self.relay(offices, positions: [ours])
        let positions = [FeedPosition](repeating: theirs, count: WireLimits.positionsPerPageMax)
        let page = ReconcilePage.everything(positions)
        let actions = relay.step(.frameReceived(Self.link, Frame.reconcile(page).encoded()), at: 0)
        let notices = { (actions: [Relay.Action]) in
            actions.filter { if case .notify = $0 { true } else { false } }
        }
        let claim = Relay.Action.notify(.ownFeedAhead(Self.link, feed, theirs: theirs.head))
        #expect(notices(actions) == [claim])
        // The same on new links, again and again: an office opens no incarnations without end.
        for minute in 1...25 as ClosedRange<Int64> {
            let now = minute * 60_000
            _ = relay.step(.linkClosed(Self.link), at: now)
            _ = relay.step(.linkOpened(Self.link, peer: offices.chengdu.path), at: now)
            let hello = Frame.hello(.sample(offices.chengdu)).encoded()
            _ = relay.step(.frameReceived(Self.link, hello), at: now)
            let frame = Frame.reconcile(page).encoded()
            let again = relay.step(.frameReceived(Self.link, frame), at: now)
            #expect(notices(again) == (minute.isMultiple(of: 10) ? [claim] : []))
        }
    }

    @Test(
        "versions that do not ascend are no greeting",
        arguments: [[2, 1], [1, 1]] as [[UInt64]]
    )
    func versionsOutOfOrder(_ versions: [UInt64]) throws {
        let offices = try AttackOffices()
        let good = Hello.sample(offices.chengdu)
        let hello = Hello(
            versions: versions,
            tree: good.tree,
            path: good.path,
            scopeDigest: good.scopeDigest,
            creditByteCount: good.creditByteCount
        )
        #expect(throws: CBORError.self) { try Hello(decoding: hello.encoded()) }
    }

    @Test("claims about incarnations that are not ours do not hide the one that counts")
    func claimAmongOthers() throws {
        let offices = try AttackOffices()
        let space = SpaceID(.reports, of: offices.chengdu.path)
        let claims = [1, 3, 7, 9].map { incarnation in
            FeedPosition(
                feed: FeedID(
                    space: space,
                    author: offices.sichuan.signer.author,
                    incarnation: FeedID.ordinary(incarnation * 2)
                ),
                head: FeedHead(number: 5, digest: .nothing)
            )
        }
        var relay = self.relay(offices, positions: [])
        func passedOn(_ relay: inout Relay, at now: Int64) -> [FeedID] {
            let page = Frame.reconcile(ReconcilePage.everything(claims)).encoded()
            return relay.step(.frameReceived(Self.link, page), at: now).compactMap {
                if case .notify(.ownFeedAhead(_, let feed, _)) = $0 { feed } else { nil }
            }
        }
        _ = relay.step(.incarnationOpened(claims[2].feed.incarnation), at: 0)
        #expect(passedOn(&relay, at: 0) == [claims[2].feed])
    }

    @Test("a refusal that is repeated in one answer is told once")
    func repeatedRefusal() throws {
        let offices = try AttackOffices()
        var feed = offices.chengdu.feed(.reports)
        let change = try feed.report("1")
        let position = FeedPosition(feed: feed.id, head: try #require(feed.head))
        var relay = self.relay(offices, positions: [position])
        let page = ReconcilePage.everything([])
        _ = relay.step(.frameReceived(Self.link, Frame.reconcile(page).encoded()), at: 0)
        let committed = CommitReport.Committed(
            feed: position.feed,
            head: position.head,
            signed: change
        )
        _ = relay.step(.read(Self.link, [committed]), at: 0)
        let refusal = BatchAcknowledgement.Refusal(feed: feed.id, number: 1, reason: "whim")
        let answer = BatchAcknowledgement(
            number: 1,
            positions: [],
            refusals: .init(repeating: refusal, count: 1_000)
        )
        let frame = Frame.acknowledgement(answer).encoded()
        let notices = relay.step(.frameReceived(Self.link, frame), at: 0).filter {
            if case .notify(.refusedByPeer) = $0 { true } else { false }
        }
        #expect(notices.count == 1)
    }

    @Test("answers to batches that were never sent have no effect")
    func strayAnswers() throws {
        let offices = try AttackOffices()
        let feed = offices.chengdu.feed(.reports).id
        let head = FeedHead(number: 5, digest: SignatureSuite.ed25519.hash([1]))
        var relay = self.relay(offices, positions: [FeedPosition(feed: feed, head: head)])
        let before = relay
        let claim = FeedHead(number: UInt64(Int64.max), digest: .nothing)
        let answer = BatchAcknowledgement(
            number: .max,
            positions: [FeedPosition(feed: feed, head: claim)],
            refusals: [.init(feed: feed, number: .max, reason: "whim")]
        )
        let actions = relay.step(
            .frameReceived(Self.link, Frame.acknowledgement(answer).encoded()),
            at: 0
        )
        #expect(actions.isEmpty)
        #expect(relay == before)
    }

    @Test("the other end's credit does not let us send without bound")
    func greatestCredit() throws {
        let offices = try AttackOffices()
        var feed = offices.chengdu.feed(.reports)
        var committed: [CommitReport.Committed] = []
        let payload = [UInt8](repeating: 0, count: 200_000)
        for _ in 0..<20 {
            let change = try feed.next(payload: payload)
            committed.append(
                .init(feed: feed.id, head: try #require(feed.head), signed: change)
            )
        }
        let limits = RelayLimits(sendingByteCountMax: 1_000_000)
        let position = FeedPosition(feed: feed.id, head: try #require(feed.head))
        var relay = self.relay(
            offices,
            positions: [position],
            credit: UInt64(Int32.max),
            limits: limits
        )
        let page = ReconcilePage.everything([])
        var actions = relay.step(.frameReceived(Self.link, Frame.reconcile(page).encoded()), at: 0)
        var sentByteCount = 0
        var sentNumber: UInt64 = 0
        while actions.contains(where: { if case .read = $0 { true } else { false } }) {
            // The store gives out about one batch at a time.
            let start = committed.firstIndex { $0.head.number == sentNumber + 1 } ?? 0
            let read = Array(committed[start...].prefix(5))
            actions = relay.step(.read(Self.link, read), at: 0)
            sentNumber += UInt64(read.count)
            sentByteCount += read.reduce(0) { $0 + $1.signed.byteCount }
        }
        #expect(sentByteCount < 2_100_000)
        #expect(sentByteCount >= 1_000_000)
    }
}
