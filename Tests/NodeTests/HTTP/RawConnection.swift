import NIOCore
import NIOPosix

/// A connection that sends what it is told to, byte by byte, and reads the heads of what comes back.
struct RawConnection: Sendable {
    struct Ended: Error {}

    private let channel: any Channel
    private let heads: Heads

    /// Gathers what comes and gives out head after head.
    private final class Heads: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer

        let stream: AsyncStream<String>
        private let continuation: AsyncStream<String>.Continuation
        private let text: NIOLoopBoundBox<String>

        init(eventLoop: any EventLoop) {
            (self.stream, self.continuation) = AsyncStream.makeStream()
            self.text = NIOLoopBoundBox("", eventLoop: eventLoop)
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            self.text.value += String(buffer: self.unwrapInboundIn(data))
            while let end = self.text.value.firstRange(of: "\r\n\r\n") {
                var head = String(self.text.value[..<end.lowerBound])
                // What is left of a body before the head is of no interest here.
                if let start = head.firstRange(of: "HTTP/1.1 ") {
                    head = String(head[start.lowerBound...])
                }
                self.text.value = String(self.text.value[end.upperBound...])
                self.continuation.yield(head)
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }

        func channelInactive(context: ChannelHandlerContext) { self.continuation.finish() }
    }

    static func open(port: Int) async throws -> RawConnection {
        let eventLoop = MultiThreadedEventLoopGroup.singleton.any()
        let heads = try await eventLoop.submit { Heads(eventLoop: eventLoop) }.get()
        let channel = try await ClientBootstrap(group: eventLoop)
            .channelOption(.allowRemoteHalfClosure, value: false)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(heads)
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        return RawConnection(channel: channel, heads: heads)
    }

    func send(_ text: String) async throws {
        // A node that has no place any more has closed already: that is what the test is about.
        try? await self.channel.writeAndFlush(ByteBuffer(string: text)).get()
    }

    /// The next answer's status line and fields.
    func head() async throws -> String {
        for await head in self.heads.stream { return head }
        throw Ended()
    }

    /// Sends no more, and still reads.
    func finishSending() async throws { try await self.channel.close(mode: .output).get() }

    func close() async throws { try? await self.channel.close().get() }

    /// Returns when the other end has closed the connection, or this one has.
    func end() async throws { try await self.channel.closeFuture.get() }
}
