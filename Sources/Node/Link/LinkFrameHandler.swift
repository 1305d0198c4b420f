import NIOCore
import NIOSSL

/// Frames in and out of one open link.
final class LinkFrameHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Frames are gathered up to this size before they are handed on, still without a flush.
    private static let gatheredBytesMax = 64 * 1_024

    private let link: Link
    private let limits: LinkLimits
    private weak var events: (any LinkEvents)?

    private var reader: FrameReader
    private var context: ChannelHandlerContext?
    private var pending = ByteBuffer()
    /// Bytes given since the last flush, gathered or handed on.
    private var unflushedBytes = 0
    private var isFlushScheduled = false
    private var wasReportedUnwritable = false
    private var isChannelWritable = true
    private var failure: String?
    private var idleWatch: LinkIdleWatch?

    init(link: Link, limits: LinkLimits, events: any LinkEvents) {
        self.link = link
        self.limits = limits
        self.events = events
        self.reader = FrameReader(frameBytesMax: limits.frameBytesMax)
    }

    // MARK: Out

    /// Whoever is told no here is told by an event when the answer changes.
    var isWritable: Bool {
        let writable = self.isChannelWritable && self.unflushedBytes < self.limits.outgoingBytesHigh
        if !writable { self.wasReportedUnwritable = true }
        return writable
    }

    func send(_ frame: [UInt8]) {
        guard let context = self.context else { return }
        guard (1...self.limits.frameBytesMax).contains(frame.count) else {
            return self.link.close(reason: LinkCloseReason.frameTooLong)
        }
        let byteCount = FrameReader.headerByteCount + frame.count
        guard self.hasRoom(byteCount, context) else {
            return self.link.close(reason: LinkCloseReason.peerDoesNotRead)
        }
        self.pending.reserveCapacity(minimumWritableBytes: byteCount)
        self.pending.writeInteger(UInt32(frame.count))
        self.pending.writeBytes(frame)
        self.unflushedBytes += byteCount
        self.link.countOut(byteCount)
        self.idleWatch?.sent()
        if self.pending.readableBytes >= Self.gatheredBytesMax { self.handOn(context) }
        guard !self.isFlushScheduled else { return }
        self.isFlushScheduled = true
        context.eventLoop.assumeIsolated().execute { self.flushPending() }
    }

    /// Whether a frame still fits to the bytes that were given and that the network has not taken.
    private func hasRoom(_ byteCount: Int, _ context: ChannelHandlerContext) -> Bool {
        // Asking the channel costs something, and below the mark there is room anyway.
        let buffered =
            self.isChannelWritable
            ? 0 : (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
        return buffered + self.unflushedBytes + byteCount <= self.limits.outgoingBytesMax
    }

    func flushPending() {
        self.isFlushScheduled = false
        guard let context = self.context, self.unflushedBytes > 0 else { return }
        self.handOn(context)
        self.unflushedBytes = 0
        context.flush()
        self.isChannelWritable = context.channel.isWritable
        self.reportWritable()
    }

    private func handOn(_ context: ChannelHandlerContext) {
        guard self.pending.readableBytes > 0 else { return }
        context.write(self.wrapOutboundOut(self.pending), promise: nil)
        self.pending = ByteBuffer()
    }

    private func reportWritable() {
        guard self.wasReportedUnwritable, self.link.isOpen, self.isWritable else { return }
        self.wasReportedUnwritable = false
        self.events?.linkBecameWritable(self.link)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        self.isChannelWritable = context.channel.isWritable
        self.reportWritable()
        context.fireChannelWritabilityChanged()
    }

    // MARK: In

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = self.unwrapInboundIn(data)
        self.idleWatch?.received()
        do {
            while self.link.isOpen, let frame = try self.reader.next(from: &buffer) {
                self.link.countIn(FrameReader.headerByteCount + frame.count)
                self.events?.linkReceived(self.link, frame: frame)
            }
        } catch {
            self.link.finish(reason: LinkCloseReason.malformedFrame)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if self.failure == nil { self.failure = Self.word(for: error) }
        context.close(promise: nil)
    }

    private static func word(for error: any Error) -> String {
        // In TLS 1.3 a client has finished its handshake before the server has looked at the
        // client's certificate, so a refusal comes as an alert on the open link.
        if let error = error as? BoringSSLError, String(describing: error).contains("ALERT") {
            return LinkCloseReason.refusedByPeer
        }
        return LinkCloseReason.connectionLost
    }

    func channelInactive(context: ChannelHandlerContext) {
        let word =
            self.reader.isInsideFrame
            ? LinkCloseReason.connectionLost : LinkCloseReason.closedByPeer
        self.link.finish(reason: self.failure ?? word)
        context.fireChannelInactive()
    }

    // MARK: Life

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        self.isChannelWritable = context.channel.isWritable
        self.link.attach(self)
        self.idleWatch = LinkIdleWatch(
            limits: self.limits,
            eventLoop: context.eventLoop,
            onIdle: { [weak self] in
                guard let self, self.link.isOpen else { return }
                self.events?.linkIdle(self.link)
            },
            onTimeout: { [weak self] in
                self?.link.finish(reason: LinkCloseReason.idleTimeout)
            }
        )
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.idleWatch?.stop()
        self.idleWatch = nil
        self.context = nil
        self.link.finish(reason: self.failure ?? LinkCloseReason.connectionLost)
    }
}
