import NIOCore

/// One end of a carried connection: what it reads, the other end writes. Both are on one event loop.
final class ProxyHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private var partner: ProxyHandler?
    private var context: ChannelHandlerContext?

    private init() {}

    static func pair() -> (ProxyHandler, ProxyHandler) {
        let (first, second) = (ProxyHandler(), ProxyHandler())
        first.partner = second
        second.partner = first
        return (first, second)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        self.partner = nil
    }

    /// Both ends stay open, and neither hears of the other any more.
    func strand() {
        self.partner?.partner = nil
        self.partner = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        self.partner?.context?.write(data, promise: nil)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        self.partner?.context?.flush()
    }

    /// A reader that is slower than the other end's writer stops that writer.
    func channelWritabilityChanged(context: ChannelHandlerContext) {
        self.partner?.context?.channel.setOption(.autoRead, value: context.channel.isWritable)
            .whenFailure { _ in }
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.partner?.context?.close(promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
