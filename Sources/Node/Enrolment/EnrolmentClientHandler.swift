import NIOCore
import SyncProtocol

/// Sends the request as soon as it stands in the pipeline of a checked connection, and waits for the
/// one answer.
final class EnrolmentClientHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let request: [UInt8]
    private let timeout: TimeAmount
    private let promise: EventLoopPromise<EnrolmentAnswer>
    private var reader = FrameReader(frameBytesMax: EnrolmentServerHandler.frameBytesMax)
    private var timer: Scheduled<Void>?

    init(request: [UInt8], timeout: TimeAmount, promise: EventLoopPromise<EnrolmentAnswer>) {
        self.request = request
        self.timeout = timeout
        self.promise = promise
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let channel = context.channel
        let promise = self.promise
        self.timer = context.eventLoop.assumeIsolated().scheduleTask(in: self.timeout) {
            promise.fail(EnrolmentError.unreachable("no answer"))
            channel.close(promise: nil)
        }
        var buffer = channel.allocator.buffer(
            capacity: FrameReader.headerByteCount + self.request.count
        )
        buffer.writeInteger(UInt32(self.request.count))
        buffer.writeBytes(self.request)
        context.writeAndFlush(self.wrapOutboundOut(buffer), promise: nil)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.timer?.cancel()
        self.promise.fail(EnrolmentError.unreachable("connection closed"))
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = self.unwrapInboundIn(data)
        do {
            guard let body = try self.reader.next(from: &buffer) else { return }
            self.promise.succeed(try EnrolmentAnswer(decoding: body))
        } catch {
            self.promise.fail(EnrolmentError.invalidResponse("\(error)"))
        }
        context.close(promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
