import NIOCore
import SyncProtocol

/// One request, one answer, then the end of the connection.
final class EnrolmentServerHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Longest frame in either direction, in bytes.
    static let frameBytesMax = 64 * 1_024

    private let timeout: TimeAmount
    private let onRequest: ([UInt8]) -> EventLoopFuture<EnrolmentAnswer>
    private let onRefused: (LinkRefusal.Cause) -> Void
    private var reader = FrameReader(frameBytesMax: EnrolmentServerHandler.frameBytesMax)
    private var timer: Scheduled<Void>?
    private var isAnswering = false

    init(
        timeout: TimeAmount,
        onRequest: @escaping ([UInt8]) -> EventLoopFuture<EnrolmentAnswer>,
        onRefused: @escaping (LinkRefusal.Cause) -> Void
    ) {
        self.timeout = timeout
        self.onRequest = onRequest
        self.onRefused = onRefused
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let channel = context.channel
        self.timer = context.eventLoop.assumeIsolated().scheduleTask(in: self.timeout) {
            [weak self] in
            guard let self, !self.isAnswering else { return }
            self.isAnswering = true
            self.onRefused(.handshakeTimeout)
            channel.close(promise: nil)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.timer?.cancel()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !self.isAnswering else { return }
        var buffer = self.unwrapInboundIn(data)
        do {
            guard let request = try self.reader.next(from: &buffer) else { return }
            self.isAnswering = true
            let channel = context.channel
            self.onRequest(request).assumeIsolated().whenSuccess { answer in
                Self.send(answer.encoded(), on: channel)
            }
        } catch {
            self.isAnswering = true
            self.onRefused(.malformedFrame("\(error.declaredBytes) B"))
            context.close(promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if let cause = error as? LinkRefusal.Cause, !self.isAnswering {
            self.isAnswering = true
            self.onRefused(cause)
        }
        context.close(promise: nil)
    }

    private static func send(_ body: [UInt8], on channel: any Channel) {
        var buffer = channel.allocator.buffer(capacity: FrameReader.headerByteCount + body.count)
        buffer.writeInteger(UInt32(body.count))
        buffer.writeBytes(body)
        channel.writeAndFlush(buffer).assumeIsolated().whenComplete { _ in
            channel.close(promise: nil)
        }
    }
}
