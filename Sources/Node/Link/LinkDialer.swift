import NIOCore
import NIOPosix
import SyncProtocol

/// Keeps a link to one office above us, or to a further node of our own: dials, and dials again.
///
/// Confined to the registry's event loop; every method MUST be called on it.
final class LinkDialer {
    enum State: Sendable, Equatable {
        case stopped
        /// An attempt is under way.
        case connecting
        /// A link is open since then, UTC milliseconds.
        case connected(since: Int64)
        /// The next attempt comes at that time, UTC milliseconds.
        case waiting(until: Int64)
    }

    private let address: (host: String, port: Int)
    let expectedPeer: OfficePath
    private(set) var state = State.stopped
    /// Why the last attempt or link ended; nil before the first failure. A
    /// stable word.
    private(set) var lastFailure: String?
    /// The same for people, when the failure was a refusal.
    private(set) var lastRefusal: LinkRefusal?

    /// Which node answered there last; nil before the first contact.
    private(set) var lastPeer: PeerID?

    private let registry: LinkRegistry
    private var backoff: Backoff
    private var timer: Scheduled<Void>?
    private var attempt: (any Channel)?
    private var open: (link: Link, since: NIODeadline)?
    /// Rises with every attempt, so that an answer to an earlier one is recognised.
    private var attemptNumber: UInt64 = 0

    init(registry: LinkRegistry, host: String, port: Int, expectedPeer: OfficePath) {
        self.registry = registry
        self.address = (host, port)
        self.expectedPeer = expectedPeer
        self.backoff = Backoff(
            millisecondsMin: registry.limits.backoffMillisecondsMin,
            millisecondsMax: registry.limits.backoffMillisecondsMax
        )
    }

    /// Attempts that failed since the last link that was stable or of use.
    var failures: Int { self.backoff.failures }

    func start() {
        self.registry.eventLoop.preconditionInEventLoop()
        guard self.state == .stopped else { return }
        self.dial()
    }

    /// Tries now instead of later, for example because somebody asks for it or the network came back.
    func kick() {
        self.registry.eventLoop.preconditionInEventLoop()
        guard case .waiting = self.state else { return }
        self.timer?.cancel()
        self.dial()
    }

    /// Closes the link, if there is one, and dials no more.
    func stop() {
        self.registry.eventLoop.preconditionInEventLoop()
        self.state = .stopped
        self.timer?.cancel()
        self.attemptNumber += 1
        self.attempt?.close(promise: nil)
        self.attempt = nil
        self.open?.link.close(reason: LinkCloseReason.stopped)
        self.open = nil
    }

    // MARK: One attempt

    private func dial() {
        // A further node of our own office may have dialed us meanwhile.
        if let lastPeer, self.registry.link(to: lastPeer)?.isOpen == true {
            return self.retryLater(reason: LinkRefusal.Reason.alreadyLinked.rawValue)
        }
        self.state = .connecting
        self.attemptNumber += 1
        let number = self.attemptNumber
        let registry = self.registry
        let bound = NIOLoopBound(self, eventLoop: registry.eventLoop)
        ClientBootstrap(group: registry.eventLoop)
            .connectTimeout(registry.limits.dialTimeout)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try bound.value.prepare(channel, number) }
            }
            .connect(host: self.address.host, port: self.address.port)
            .assumeIsolated()
            .whenFailure { [weak self] error in
                guard let self else { return }
                let refusal = LinkRefusal(
                    reason: .unreachable,
                    direction: .dialed,
                    remoteAddress: self.addressText,
                    text: LinkRefusal.Cause.unreachable(
                        "\(self.addressText): \(Self.detail(of: error))"
                    ).text,
                    detail: nil
                )
                self.failed(number, refusal)
            }
    }

    private func prepare(_ channel: any Channel, _ number: UInt64) throws {
        guard number == self.attemptNumber else { throw ChannelError.ioOnClosedChannel }
        self.attempt = channel
        try SocketSettings.apply(to: channel, limits: self.registry.limits)
        let handshake = LinkHandshake(direction: .dialed, remoteAddress: self.addressText)
        let handler = LinkHandshakeHandler(
            handshake: handshake,
            timeout: self.registry.limits.handshakeTimeout,
            onCompleted: { [weak self] channel, negotiated throws(LinkRefusal.Cause) in
                try self?.completed(channel, negotiated, handshake: handshake, number)
            },
            onRefused: { [weak self] in self?.failed(number, $0) }
        )
        try channel.pipeline.syncOperations.addHandlers([
            self.registry.clientHandler(handshake, expected: self.expectedPeer), handler,
        ])
    }

    private func completed(
        _ channel: any Channel,
        _ negotiated: String?,
        handshake: LinkHandshake,
        _ number: UInt64
    ) throws(LinkRefusal.Cause) {
        guard number == self.attemptNumber else { throw .handshakeFailed("stopped") }
        guard negotiated == LinkProtocol.synchronisation else {
            throw .noCommonProtocol(negotiated ?? "-")
        }
        self.attempt = nil
        self.lastPeer = handshake.peer?.id
        self.state = .connected(since: self.registry.clock())
        let link = try self.registry.open(
            channel,
            handshake: handshake,
            onClose: { [weak self] link, reason in
                self?.closed(number, reason: reason, hasMoved: link.hasMoved)
            }
        )
        self.open = (link, .now())
    }

    // MARK: Failure

    private func failed(_ number: UInt64, _ refusal: LinkRefusal) {
        guard number == self.attemptNumber, self.state != .stopped else { return }
        self.attempt = nil
        self.lastRefusal = refusal
        self.retryLater(reason: refusal.reason.rawValue)
        self.registry.refused(refusal)
    }

    private func closed(_ number: UInt64, reason: String, hasMoved: Bool) {
        guard number == self.attemptNumber, self.state != .stopped else { return }
        let since = self.open?.since ?? .now()
        self.open = nil
        self.lastRefusal = nil
        // A parent that takes our connection and drops it must not be dialed in a tight loop. A line on which
        // something gets through each time is not given up, however short its connections live.
        if hasMoved || NIODeadline.now() - since >= self.registry.limits.stableAfter {
            self.backoff.reset()
        }
        self.retryLater(reason: reason)
    }

    private func retryLater(reason: String) {
        // Later reports about the same attempt are of no interest.
        self.attemptNumber += 1
        self.lastFailure = reason
        let wait = self.backoff.failed(random: self.registry.random())
        self.state = .waiting(until: self.registry.clock() + wait)
        self.timer = self.registry.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(wait))
        {
            [weak self] in
            guard let self, case .waiting = self.state else { return }
            self.dial()
        }
    }

    /// Where it dials, as it was told.
    var addressText: String { "\(self.address.host):\(self.address.port)" }

    private static func detail(of error: any Error) -> String {
        if let error = error as? IOError { return error.description }
        if let error = error as? NIOConnectionError {
            if let first = error.connectionErrors.first?.error as? IOError {
                return first.description
            }
            return error.connectionErrors.isEmpty ? "name not found" : "no answer"
        }
        if case .connectTimeout? = error as? ChannelError { return "no answer" }
        return "connection failed"
    }
}
