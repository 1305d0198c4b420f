import NIOCore
import NIOHTTP1

/// Watches over one connection: that its requests come in time, that a body comes when it is wanted, and whether
/// anybody is still there.
final class HTTPDoorHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// Somebody has begun to read the body of the request that is answered now.
    struct BodyWanted: Sendable {}

    /// Nil: there was no place.
    private let connection: HTTPConnection?
    private let limits: HTTPLimits
    private var timer: Scheduled<Void>?
    /// For each request that is not answered yet, the oldest first: whether its body waits to be asked for.
    private var waitsForWord: [Bool] = []
    private var isBodyOpen = false
    /// Bytes of bodies since the last look.
    private var bodyByteCount = 0
    /// Whether we have asked for more and it has not come.
    private var isReading = false
    private var closesAfterAnswer = false

    init(connection: HTTPConnection?, limits: HTTPLimits) {
        self.connection = connection
        self.limits = limits
    }

    func channelActive(context: ChannelHandlerContext) {
        context.fireChannelActive()
        guard self.connection != nil else { return context.close(promise: nil) }
        self.schedule(self.limits.headMilliseconds, context) { $0.close(promise: nil) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.stopTimer()
        self.connection?.left()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.stopTimer()
        self.connection?.left()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed { self.connection?.left() }
        context.fireUserInboundEventTriggered(event)
    }

    // MARK: Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch self.unwrapInboundIn(data) {
        case .head(let head):
            self.stopTimer()
            self.isBodyOpen = true
            self.bodyByteCount = 0
            self.waitsForWord.append(Self.waitsForWord(head))
        case .body(let part):
            self.bodyByteCount += part.readableBytes
            // Who was tired of waiting is not told any more.
            if let last = self.waitsForWord.indices.last { self.waitsForWord[last] = false }
        case .end:
            self.isBodyOpen = false
            self.stopTimer()
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        self.isReading = false
        if self.isBodyOpen, self.timer == nil { self.watchBody(context) }
        context.fireChannelReadComplete()
    }

    func read(context: ChannelHandlerContext) {
        self.isReading = true
        context.read()
    }

    private static func waitsForWord(_ head: HTTPRequestHead) -> Bool {
        head.version == .http1_1
            && head.headers["expect"].contains { $0.lowercased() == "100-continue" }
    }

    private func watchBody(_ context: ChannelHandlerContext) {
        self.bodyByteCount = 0
        self.schedule(self.limits.bodyMilliseconds, context) { context in
            let isSlow = self.isReading && self.bodyByteCount < self.limits.bodyBytesMin
            let isWaiting = self.waitsForWord.contains(true)
            guard self.isBodyOpen else { return }
            guard !isSlow || isWaiting else { return context.close(promise: nil) }
            self.watchBody(context)
        }
    }

    // MARK: Answers

    func triggerUserOutboundEvent(
        context: ChannelHandlerContext,
        event: Any,
        promise: EventLoopPromise<Void>?
    ) {
        guard event is BodyWanted else {
            return context.triggerUserOutboundEvent(event, promise: promise)
        }
        if self.waitsForWord.first == true {
            self.waitsForWord[0] = false
            let word = HTTPResponseHead(version: .http1_1, status: .continue)
            context.writeAndFlush(self.wrapOutboundOut(.head(word)), promise: nil)
        }
        promise?.succeed()
    }

    func write(
        context: ChannelHandlerContext,
        data: NIOAny,
        promise: EventLoopPromise<Void>?
    ) {
        switch self.unwrapOutboundIn(data) {
        case .head(var head) where self.waitsForWord.first == true:
            // The body will not come, so what comes instead could not be told from it.
            head.headers.replaceOrAdd(name: "connection", value: "close")
            self.closesAfterAnswer = true
            context.write(self.wrapOutboundOut(.head(head)), promise: promise)
        case .head, .body:
            context.write(data, promise: promise)
        case .end:
            if !self.waitsForWord.isEmpty { self.waitsForWord.removeFirst() }
            context.write(data, promise: promise)
            guard self.closesAfterAnswer else { return }
            context.flush()
            context.close(promise: nil)
        }
    }

    // MARK: Time

    private func schedule(
        _ milliseconds: Int64,
        _ context: ChannelHandlerContext,
        _ body: @escaping (ChannelHandlerContext) -> Void
    ) {
        self.stopTimer()
        self.timer = context.eventLoop.assumeIsolated().scheduleTask(
            in: .milliseconds(milliseconds)
        ) {
            self.timer = nil
            body(context)
        }
    }

    private func stopTimer() {
        self.timer?.cancel()
        self.timer = nil
    }
}
