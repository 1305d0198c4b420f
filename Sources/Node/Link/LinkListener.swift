import NIOCore
import NIOPosix
import NIOSSL

/// Accepts links from other offices, and joining offices, on one port.
///
/// Confined to the registry's event loop; every method MUST be called on it.
final class LinkListener {
    private let registry: LinkRegistry
    private let enrolment: EnrolmentServer?
    private var channel: (any Channel)?
    private var census: ConnectionCensus
    /// Connections whose other end has not proved who it is, by their numbers in the census.
    private var strangers: [Int: any Channel] = [:]

    /// - Parameter enrolment: who takes in new offices. Nil: nobody can join here.
    init(registry: LinkRegistry, enrolment: EnrolmentServer? = nil) {
        self.registry = registry
        self.enrolment = enrolment
        self.census = ConnectionCensus(limits: registry.limits)
    }

    /// Where the listener listens.
    var localAddress: SocketAddress? { self.channel?.localAddress }

    /// Connections at this moment, in whatever state.
    var connectionCount: Int { self.census.total }

    /// - Parameter port: 0 lets the system choose.
    /// - Returns: the address that is listened on. Fails when it cannot be had.
    func start(host: String, port: Int) -> EventLoopFuture<SocketAddress> {
        let eventLoop = self.registry.eventLoop
        eventLoop.preconditionInEventLoop()
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        return ServerBootstrap(group: eventLoop)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try bound.value.accept(channel) }
            }
            .bind(host: host, port: port)
            .flatMapThrowing { channel in
                bound.value.channel = channel
                guard let address = channel.localAddress else {
                    throw ChannelError.unknownLocalAddress
                }
                return address
            }
    }

    /// Accepts no more connections, and answers whoever waits to join. Open links stay.
    func stop() -> EventLoopFuture<Void> {
        self.registry.eventLoop.preconditionInEventLoop()
        self.enrolment?.stop()
        guard let channel = self.channel else {
            return self.registry.eventLoop.makeSucceededVoidFuture()
        }
        self.channel = nil
        return channel.close()
    }

    // MARK: One connection

    private func accept(_ channel: any Channel) throws {
        let remote = channel.remoteAddress
        let handshake = LinkHandshake(
            direction: .accepted,
            remoteAddress: remote?.shortText ?? "unknown"
        )
        let key = AddressKey(remote)
        guard case .admitted(let number, let oldest) = self.census.enter(key) else {
            self.registry.refused(handshake.refusal(.tooManyConnections))
            throw LinkRefusal.Cause.tooManyConnections
        }
        if let oldest { self.giveWay(oldest) }
        self.strangers[number] = channel
        channel.closeFuture.assumeIsolated().whenComplete { [weak self] _ in
            self?.census.leave(number)
            self?.strangers[number] = nil
        }
        try SocketSettings.apply(to: channel, limits: self.registry.limits)
        let registry = self.registry
        let handler = LinkHandshakeHandler(
            handshake: handshake,
            timeout: registry.limits.handshakeTimeout,
            onCompleted: { [weak self] channel, negotiated throws(LinkRefusal.Cause) in
                try self?.completed(
                    channel,
                    negotiated,
                    handshake: handshake,
                    key: key,
                    number: number
                )
            },
            onRefused: { registry.refused($0) }
        )
        try channel.pipeline.syncOperations.addHandlers([
            registry.serverHandler(handshake), handler,
        ])
    }

    /// Ends a connection that only stands there, past TLS: its farewell would wait for an answer, and hold the
    /// socket as long.
    private func giveWay(_ number: Int) {
        guard let channel = self.strangers.removeValue(forKey: number) else { return }
        channel.pipeline.fireErrorCaught(LinkRefusal.Cause.tooManyConnections)
        let pipeline = channel.pipeline.syncOperations
        let secured = try? pipeline.context(handlerType: NIOSSLServerHandler.self)
        secured?.close(promise: nil)
    }

    private func completed(
        _ channel: any Channel,
        _ negotiated: String?,
        handshake: LinkHandshake,
        key: AddressKey,
        number: Int
    ) throws(LinkRefusal.Cause) {
        switch negotiated {
        case LinkProtocol.synchronisation:
            _ = try self.registry.open(channel, handshake: handshake, onClose: { _, _ in })
            self.census.authenticated(number)
            self.strangers[number] = nil
        case LinkProtocol.enrolment:
            guard let enrolment = self.enrolment else {
                throw .noCommonProtocol(LinkProtocol.enrolment)
            }
            try enrolment.receive(channel, handshake: handshake, key: key, registry: self.registry)
        default:
            throw .noCommonProtocol(negotiated ?? "-")
        }
    }
}
