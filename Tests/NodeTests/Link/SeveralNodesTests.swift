import NIOCore
import SyncProtocol
import Testing

@testable import Node

@Suite("Several nodes of one office")
struct SeveralNodesTests {
    @Test("Two nodes of one office with keys of their own are linked side by side")
    func sideBySide() async throws {
        let tree = try TestTree()
        let parent = try await Station.make(try tree.identity("100000"))
        let port = try await parent.listen()
        let identities = try (0..<2).map { _ in try tree.identity("100000/510000") }
        var nodes: [Station] = []
        for identity in identities {
            let node = try await Station.make(identity)
            try await node.dial(port: port, expecting: "100000")
            nodes.append(node)
        }
        try await parent.wait(for: "two links") { $0.opened.count == 2 }
        let keys = identities.map { NodeKey(chain: $0.chain) }
        #expect(keys[0] != keys[1])
        try await parent.run { parts in
            #expect(parts.recorder.closed.isEmpty)
            #expect(parts.registry.links.count == 2)
            let office = path("100000/510000")
            for key in keys {
                let link = parts.registry.link(to: PeerID(path: office, node: key))
                #expect(link?.isOpen == true)
            }
        }
        for station in nodes + [parent] { try await station.stop() }
    }

    @Test("A node that renews its certificate is the same node, and its new link takes over")
    func renewed() async throws {
        let tree = try TestTree()
        let parent = try await Station.make(try tree.identity("100000"))
        let port = try await parent.listen()
        let authority = try tree.authority("100000/510000")
        let first = try await RawClient.secured(
            port: port,
            identity: try authority.issueLeaf(now: TestTree.now)
        )
        try await parent.wait(for: "the first link") { $0.opened.count == 1 }
        let renewed = try await RawClient.secured(
            port: port,
            identity: try authority.issueLeaf(now: TestTree.now)
        )
        try await parent.wait(for: "the older link's end") { $0.closeReasons == ["replaced"] }
        try await first.closeFuture.get()
        try await renewed.close()
        try await parent.stop()
    }

    @Test("Nodes of one office that dial each other keep one link, the same at both ends")
    func doubled() async throws {
        let tree = try TestTree()
        let one = try await Station.make(try tree.identity("100000/510000"))
        let other = try await Station.make(try tree.identity("100000/510000"))
        let ports = (try await one.listen(), try await other.listen())
        // A link that gives way takes its frame with it.
        try await one.run { $0.recorder.onOpen = { $0.send([7]) } }
        try await one.dial(port: ports.1, expecting: "100000/510000")
        try await other.dial(port: ports.0, expecting: "100000/510000")
        for station in [one, other] {
            try await station.wait(for: "a link") { !$0.opened.isEmpty }
            // Whatever came first, both have tried, and one attempt has given way.
            try await station.wait(for: "one link left") {
                $0.opened.count - $0.closed.count == 1
            }
        }
        // The second attempt may begin only now, and take over.
        try await other.wait(for: "a frame over the link that both keep") { recorder in
            recorder.senders.contains { sender in
                !recorder.closed.contains { $0.link === sender }
            }
        }
        #expect(try await other.run { Set($0.recorder.received) } == [[7]])
        for station in [one, other] { try await station.stop() }
    }

    @Test("A copy of a node does not link with its original")
    func copy() async throws {
        let tree = try TestTree()
        let authority = try tree.authority("100000/510000")
        let original = try await Station.make(try authority.issueLeaf(now: TestTree.now))
        let copy = try await Station.make(try authority.issueLeaf(now: TestTree.now))
        try await copy.dial(port: try await original.listen(), expecting: "100000/510000")
        try await copy.wait(for: "a refusal") { $0.refusalReasons.contains(.ownCopy) }
        try await copy.run { #expect($0.recorder.opened.isEmpty) }
        _ = try? await RawClient.secured(
            port: try await original.listen(),
            identity: try authority.issueLeaf(now: TestTree.now)
        )
        try await original.wait(for: "a refusal") { $0.refusalReasons.contains(.ownCopy) }
        try await original.run { #expect($0.recorder.opened.isEmpty) }
        for station in [copy, original] { try await station.stop() }
    }

    @Test("An office that moved is expected where it was, and its children may follow later")
    func moved() async throws {
        let tree = try TestTree()
        let word = Succession(
            from: path("100000/510000/510100"),
            to: [path("100000/500000/510100")],
            declaredBy: path("100000"),
            since: 1
        )
        let known = Successions([try #require(word)])
        let city = try await Station.make(try tree.identity("100000/500000/510100"))
        let county = try await Station.make(try tree.identity("100000/510000/510100/510104"))
        let port = try await city.listen()
        try await county.dial(port: port, expecting: "100000/510000/510100")
        try await county.wait(for: "a refusal") { $0.refusalReasons.contains(.unknownPeer) }
        for station in [city, county] { try await station.run { $0.registry.use(known) } }
        try await county.wait(for: "a link") { $0.opened.count == 1 }
        try await city.wait(for: "a link") { $0.opened.count == 1 }
        for station in [county, city] { try await station.stop() }
    }
}
