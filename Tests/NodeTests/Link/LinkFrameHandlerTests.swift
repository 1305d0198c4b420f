import NIOCore
import NIOEmbedded
import SyncProtocol
import Testing

@testable import Node

@Suite("Frames of one turn leave together")
struct LinkFrameHandlerTests {
    private func makeLink(_ channel: EmbeddedChannel, _ recorder: LinkRecorder) throws -> Link {
        let link = Link(
            id: 1,
            direction: .accepted,
            remoteAddress: "embedded",
            peer: LinkPeer(
                path: path("100000/510000"),
                tree: TreeID(high: 1, low: 1),
                fingerprint: Digest256(words: (0, 0, 0, 0)),
                node: NodeKey(1)
            ),
            openedAt: TestTree.now,
            channel: channel,
            onClose: { recorder.linkClosed($0, reason: $1) }
        )
        let handler = LinkFrameHandler(link: link, limits: .forTests, events: recorder)
        try channel.pipeline.syncOperations.addHandler(handler)
        return link
    }

    @Test("three frames make one write and one flush at the end of the turn")
    func gathered() throws {
        let channel = EmbeddedChannel()
        let recorder = LinkRecorder(eventLoop: channel.eventLoop)
        let link = try self.makeLink(channel, recorder)
        for byte: UInt8 in 1...3 { link.send([byte, byte]) }
        #expect(try channel.readOutbound(as: ByteBuffer.self) == nil)
        channel.embeddedEventLoop.run()
        let expected: [UInt8] = [0, 0, 0, 2, 1, 1, 0, 0, 0, 2, 2, 2, 0, 0, 0, 2, 3, 3]
        #expect(try channel.readOutbound(as: ByteBuffer.self) == ByteBuffer(bytes: expected))
        #expect(try channel.readOutbound(as: ByteBuffer.self) == nil)
        _ = try channel.finish()
    }

    @Test("frames given before a close leave before it")
    func closing() throws {
        let channel = EmbeddedChannel()
        let recorder = LinkRecorder(eventLoop: channel.eventLoop)
        let link = try self.makeLink(channel, recorder)
        link.send([9])
        link.close(reason: "own-words")
        link.send([8])
        channel.embeddedEventLoop.run()
        #expect(
            try channel.readOutbound(as: ByteBuffer.self) == ByteBuffer(bytes: [0, 0, 0, 1, 9])
        )
        #expect(try channel.readOutbound(as: ByteBuffer.self) == nil)
        #expect(recorder.closeReasons == ["own-words"])
    }

    @Test("no frame reaches the driver after it has closed the link")
    func nothingAfterClose() throws {
        let channel = EmbeddedChannel()
        let recorder = LinkRecorder(eventLoop: channel.eventLoop)
        _ = try self.makeLink(channel, recorder)
        recorder.onReceive = { link, _ in link.close(reason: "enough") }
        try channel.writeInbound(ByteBuffer(bytes: [0, 0, 0, 1, 1, 0, 0, 0, 1, 2]))
        channel.embeddedEventLoop.run()
        #expect(recorder.received == [[1]])
        #expect(recorder.closeReasons == ["enough"])
    }

    @Test("an own frame above the limit closes the link instead of the peer's")
    func frameTooLong() throws {
        let channel = EmbeddedChannel()
        let recorder = LinkRecorder(eventLoop: channel.eventLoop)
        let link = try self.makeLink(channel, recorder)
        link.send([UInt8](repeating: 0, count: LinkLimits.forTests.frameBytesMax + 1))
        channel.embeddedEventLoop.run()
        #expect(recorder.closeReasons == ["frame-too-long"])
    }
}
