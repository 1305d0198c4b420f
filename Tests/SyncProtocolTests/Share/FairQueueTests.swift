import SyncProtocol
import Testing

@Suite("Received changes wait by shares")
struct FairQueueTests {
    private static let top = OfficePath(text: "100000")!
    private static let city = OfficePath(text: "100000/510000/510100")!
    private static let county = OfficePath(text: "100000/510000/510100/510104")!
    private static let sibling = OfficePath(text: "100000/510000/510100/510106")!

    private static func change(
        of owner: OfficePath,
        _ kind: SpaceKind = .reports,
        urgent: Bool = false
    ) -> SignedChange {
        let incarnation = urgent ? FeedID.urgent(8) : FeedID.ordinary(8)
        let feed = FeedID(
            space: SpaceID(kind, of: owner),
            author: AuthorID(high: 1, low: 1),
            incarnation: incarnation
        )
        let change = Change(
            suite: .ed25519,
            tree: TreeID(high: 1, low: 1),
            feed: feed,
            number: 2,
            previous: ChangeID(high: 1, low: 1),
            stamp: Stamp(milliseconds: 1, counter: 0),
            user: nil,
            opening: nil,
            act: nil,
            payload: []
        )
        return SignedChange(body: change.encoded(), signature: [])
    }

    @Test("A short piece of one office goes before the many of another")
    func order() {
        var queue = FairQueue<Int>()
        let (flood, little) = (Flow(LinkID(1), of: Self.county), Flow(LinkID(2), of: Self.sibling))
        for number in 0..<100 { queue.append(number, of: flood, byteCount: 1_000) }
        let first = queue.popFirst()
        queue.append(-1, of: little, byteCount: 10)
        let second = queue.popFirst()
        let turn = queue.nextTurn(besides: 0)
        #expect(first == 0 && second == -1 && turn == [1, 2, 3, 4, 5, 6])
        #expect(queue.elements.count == 93)
    }

    @Test("Beside what the office itself writes goes one piece, or as much as that is")
    func besides() {
        var queue = FairQueue<Int>()
        let flow = Flow(LinkID(1), of: Self.county)
        for number in 0..<100 { queue.append(number, of: flow, byteCount: 1_000) }
        let (one, many) = (queue.nextTurn(besides: 1), queue.nextTurn(besides: 640))
        #expect(one == [0] && many.count == 20)
    }

    @Test("What is urgent and comes from above goes first, with little beside it")
    func urgent() {
        var queue = FairQueue<Int>()
        for number in 0..<100 {
            queue.append(number, of: Flow(LinkID(1), of: Self.county), byteCount: 1_000)
        }
        queue.append(-1, of: Flow(LinkID(2), of: Self.top, isUrgent: true), byteCount: 1_000)
        let turn = queue.nextTurn(besides: 0)
        #expect(turn == [-1, 0])
    }

    @Test(
        "A sender takes the share of offices below itself, never that of another, whatever it claims"
    )
    func claims() {
        let link = LinkID(1)
        let relayed = Flow(
            of: Self.change(of: Self.county),
            over: link,
            from: Self.city,
            at: Self.top
        )
        #expect(relayed == Flow(link, of: Self.county))
        let claimed = Flow(
            of: Self.change(of: Self.sibling),
            over: link,
            from: Self.county,
            at: Self.city
        )
        #expect(claimed == Flow(link, of: Self.county))
        let urgent = Self.change(of: Self.top, .directives, urgent: true)
        #expect(!Flow(of: urgent, over: link, from: Self.county, at: Self.city).isUrgent)
        #expect(Flow(of: urgent, over: link, from: Self.city, at: Self.county).isUrgent)
        let nonsense = SignedChange(body: [1, 2, 3], signature: [])
        #expect(
            Flow(of: nonsense, over: link, from: Self.city, at: Self.top)
                == Flow(link, of: Self.city)
        )
    }

    @Test("A batch is cut into short pieces of one office each, in order")
    func parts() {
        let changes = (0..<300).map { Self.change(of: $0 % 3 == 0 ? Self.sibling : Self.county) }
        let parts = FlowParts(changes, over: LinkID(1), from: Self.city, at: Self.top).parts
        let lengths = { (office: OfficePath) in
            parts.filter { $0.flow.office == office }.map(\.changes.count)
        }
        #expect(lengths(Self.sibling) == [32, 32, 32, 4])
        #expect(lengths(Self.county) == [32, 32, 32, 32, 32, 32, 8])
        #expect(FlowParts([], over: LinkID(1), from: Self.city, at: Self.top).parts.isEmpty)
    }
}
