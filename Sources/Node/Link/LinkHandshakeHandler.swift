import Foundation
import NIOCore
import NIOSSL
import NIOTLS

/// Waits for the end of the TLS handshake, then makes way for the handlers of the agreed protocol.
final class LinkHandshakeHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer

    private let handshake: LinkHandshake
    /// From the connection to the end of the handshake.
    private let timeout: TimeAmount
    /// Sets up the pipeline for a protocol, or throws why there will be no link.
    private let onCompleted: (any Channel, String?) throws(LinkRefusal.Cause) -> Void
    /// Called once if there will be no link.
    private var onRefused: ((LinkRefusal) -> Void)?
    private var timer: Scheduled<Void>?
    /// A connection that was never made is reported by who wanted to make it.
    private var isActive = false

    init(
        handshake: LinkHandshake,
        timeout: TimeAmount,
        onCompleted: @escaping (any Channel, String?) throws(LinkRefusal.Cause) -> Void,
        onRefused: @escaping (LinkRefusal) -> Void
    ) {
        self.handshake = handshake
        self.timeout = timeout
        self.onCompleted = onCompleted
        self.onRefused = onRefused
    }

    func channelActive(context: ChannelHandlerContext) {
        self.isActive = true
        let channel = context.channel
        self.timer = context.eventLoop.assumeIsolated().scheduleTask(in: self.timeout) {
            [weak self] in
            self?.refuse(.handshakeTimeout)
            channel.close(promise: nil)
        }
        context.fireChannelActive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case TLSUserEvent.handshakeCompleted(let negotiated)? = event as? TLSUserEvent else {
            return context.fireUserInboundEventTriggered(event)
        }
        self.timer?.cancel()
        do {
            try self.onCompleted(context.channel, negotiated)
            self.onRefused = nil
            context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
        } catch {
            self.refuse(error)
            context.close(promise: nil)
        }
    }

    /// Only between a refusal and the end of the connection; nobody is there to read it.
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        let cause = error as? LinkRefusal.Cause
        self.refuse(cause ?? .handshakeFailed(Self.detail(of: error)))
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.refuse(.handshakeFailed("connection closed"))
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.timer?.cancel()
        self.refuse(.handshakeFailed("connection closed"))
    }

    private func refuse(_ cause: LinkRefusal.Cause) {
        self.timer?.cancel()
        guard self.isActive, let onRefused = self.onRefused else { return }
        self.onRefused = nil
        onRefused(self.handshake.refusal(cause))
    }

    /// The library's words without its file names.
    private static func detail(of error: any Error) -> String {
        let text = String(describing: error)
        guard let start = text.range(of: "OPENSSL_internal:") else {
            return text.contains("EOF") ? "connection closed" : "not TLS 1.3"
        }
        return String(text[start.upperBound...].prefix { $0.isLetter || $0 == "_" })
    }
}
