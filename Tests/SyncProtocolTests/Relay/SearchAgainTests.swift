import SyncProtocol
import Testing

@Suite("Ends that have come to rest and differ")
struct SearchAgainTests {
    private static func position(_ incarnation: UInt64, _ number: UInt64 = 1) -> FeedPosition {
        FeedPosition(
            feed: FeedID(
                space: SpaceID(.reports, of: RelayPair.city),
                author: AuthorID(high: 1, low: 2),
                incarnation: incarnation
            ),
            head: FeedHead(number: number, digest: SignatureSuite.ed25519.hash([UInt8(number), 1]))
        )
    }

    /// A frame of the search from which all positions have been lost.
    private static func emptied(_ frame: Frame) -> Frame {
        guard case .reconcile(let page) = frame else { return frame }
        var emptied = page
        emptied.positions = []
        emptied.answers = []
        return .reconcile(emptied)
    }

    @Test("What a search has missed is found by the next one, without a new link")
    func foundAgain() {
        let missed = Self.position(2)
        var pair = RelayPair(lower: [missed], tamper: Self.emptied)
        #expect(pair.pageCount > 0)
        #expect(!pair.isEqual)
        #expect(pair.reads(of: 1).isEmpty, "the city believes that the province has it")
        pair.tamper = { $0 }
        pair.run(from: 0, seconds: 5)
        #expect(pair.reads(of: 1) == [missed.feed])
        #expect(pair.relays[0].links.first?.receiveBehind == 1)
    }

    @Test("A difference that no search explains is searched for ever more seldom")
    func backOff() {
        var pair = RelayPair(lower: [Self.position(2)], tamper: Self.emptied)
        let pagesOfOne = pair.pageCount
        pair.run(from: 0, seconds: 900)
        let searches = (pair.pageCount - pagesOfOne) / pagesOfOne
        // At 15, 30, 60, 120, 240, 480 seconds from one another.
        #expect((4...8).contains(searches), "\(searches)")
        #expect(!pair.isEqual)
    }
}
