import Simulation
import SyncProtocol
import Testing

@Suite("The opening of a link")
struct LinkOpeningTests {
    private static let link = LinkID(1)

    /// Headquarters with one directive on disk, its link to Sichuan just opened.
    private func relay() throws -> (Relay, peer: OfficePath) {
        let tree = try OfficeTree.sichuan()
        let national = tree.nodes[0].identity
        let feed = FeedID(
            space: SpaceID(.directives, of: national.path),
            author: national.author,
            incarnation: 1
        )
        let head = FeedHead(number: 1, digest: SignatureSuite.ed25519.hash([1]))
        var relay = Relay(
            office: national.path,
            context: TreeContext(tree: tree.tree, suite: .ed25519),
            own: OwnAuthors(writing: national.author),
            positions: [FeedPosition(feed: feed, head: head)]
        )
        let peer = tree.nodes[1].identity.path
        _ = relay.step(.linkOpened(Self.link, peer: peer), at: 0)
        return (relay, peer)
    }

    private func heartbeat() -> Heartbeat {
        Heartbeat(number: 1, scopeDigest: SignatureSuite.ed25519.hash([]))
    }

    @Test("An end that greets and pings but never takes part in the search is given up")
    func turnsMissing() throws {
        // Found by the simulator: a lost page left both ends waiting for ever.
        var (relay, peer) = try self.relay()
        let hello = Hello(
            versions: Relay.versions,
            tree: relay.tree,
            path: peer,
            scopeDigest: SignatureSuite.ed25519.hash([]),
            creditByteCount: 1024
        )
        _ = relay.step(.frameReceived(Self.link, Frame.hello(hello).encoded()), at: 10)
        #expect(relay.links[0].phase == .reconciling)
        var ended: Int64?
        for second in 1...120 where ended == nil {
            let now = Int64(second) * 1000
            let ping = Frame.ping(self.heartbeat()).encoded()
            _ = relay.step(.frameReceived(Self.link, ping), at: now)
            let actions = relay.step(.tick, at: now)
            if actions.contains(.close(Self.link, .reconcileTimeout)) { ended = now }
        }
        #expect(ended == 61_000)
        #expect(relay.links.isEmpty)
    }

    @Test("Nothing but a greeting is taken from an end that has not greeted")
    func pingBeforeHello() throws {
        // A ping first used to count as a greeting, so changes behind it were taken.
        var (relay, _) = try self.relay()
        let ping = Frame.ping(self.heartbeat()).encoded()
        let actions = relay.step(.frameReceived(Self.link, ping), at: 10)
        #expect(actions == [.close(Self.link, .outOfTurn("greeting"))])
        #expect(relay.links.isEmpty)
    }
}
