import NIOCore
import NIOSSL
import SyncProtocol

/// All links of one node: who we are to others, which links are open, what bounds them.
///
/// Confined to one event loop, which the relay shares; every method MUST be called on it.
final class LinkRegistry {
    let eventLoop: any EventLoop
    let limits: LinkLimits
    /// UTC milliseconds.
    let clock: () -> Int64
    /// Evenly distributed random numbers, for back-off.
    let random: () -> UInt64
    private(set) var identity: TLSIdentity
    private(set) weak var events: (any LinkEvents)?

    private var serverContext: NIOSSLContext
    private var clientContext: NIOSSLContext
    private var linksByPath: [OfficePath: Link] = [:]
    private var barredPaths: [OfficePath] = []
    private var lastID: UInt64 = 0

    init(
        eventLoop: any EventLoop,
        identity: TLSIdentity,
        limits: LinkLimits = LinkLimits(),
        events: any LinkEvents,
        clock: @escaping () -> Int64,
        random: @escaping () -> UInt64
    ) throws {
        eventLoop.preconditionInEventLoop()
        self.eventLoop = eventLoop
        self.limits = limits
        self.events = events
        self.clock = clock
        self.random = random
        self.identity = identity
        self.serverContext = try Self.serverContext(for: identity)
        self.clientContext = try identity.clientContext(protocols: [LinkProtocol.synchronisation])
    }

    /// The open links, oldest first.
    var links: [Link] { self.linksByPath.values.sorted { $0.id < $1.id } }

    func link(to path: OfficePath) -> Link? { self.linksByPath[path] }

    /// Shows another certificate from the next handshake on. Open links stay.
    func use(_ identity: TLSIdentity) throws {
        self.eventLoop.preconditionInEventLoop()
        self.serverContext = try Self.serverContext(for: identity)
        self.clientContext = try identity.clientContext(protocols: [LinkProtocol.synchronisation])
        self.identity = identity
    }

    /// Lets these offices and everything below them link no more, and closes their open links.
    func bar(_ paths: [OfficePath]) {
        self.eventLoop.preconditionInEventLoop()
        self.barredPaths = paths
        for link in self.links where paths.contains(where: { $0.contains(link.peer.path) }) {
            link.close(reason: LinkCloseReason.barred)
        }
    }

    func closeAll(reason: String) {
        for link in self.links { link.close(reason: reason) }
    }

    // MARK: For listener and dialer

    func refused(_ refusal: LinkRefusal) {
        self.events?.linkRefused(refusal)
    }

    func serverHandler(_ handshake: LinkHandshake) -> NIOSSLServerHandler {
        NIOSSLServerHandler(
            context: self.serverContext,
            customVerificationCallback: self.check(handshake, expected: nil)
        )
    }

    func clientHandler(
        _ handshake: LinkHandshake,
        expected: OfficePath
    ) throws -> NIOSSLClientHandler {
        try NIOSSLClientHandler(
            context: self.clientContext,
            serverHostname: nil,
            customVerificationCallback: self.check(handshake, expected: expected)
        )
    }

    private func check(
        _ handshake: LinkHandshake,
        expected: OfficePath?
    ) -> NIOSSLCustomVerificationCallback {
        let identity = self.identity
        let clock = self.clock
        let barred = self.barredPaths
        return { presented, promise in
            let isAccepted = handshake.check(
                presented,
                verifier: identity.verifier,
                now: clock(),
                admit: { path throws(LinkRefusal.Cause) in
                    try LinkAdmission.admit(path, own: identity.uri.path, barred: barred)
                    if let expected, expected != path {
                        throw .unexpectedPeer(path, expected: expected)
                    }
                }
            )
            promise.succeed(isAccepted ? .certificateVerified : .failed)
        }
    }

    /// Makes a link of a connection whose handshake is over. A link to the same office that is open
    /// already is the older one and gives way: its other end has most likely lost it.
    func open(
        _ channel: any Channel,
        handshake: LinkHandshake,
        onClose: @escaping (Link, String) -> Void
    ) throws(LinkRefusal.Cause) -> Link {
        guard let peer = handshake.peer else { throw .noCertificate }
        guard let events = self.events else { throw .handshakeFailed("stopped") }
        self.lastID += 1
        let link = Link(
            id: self.lastID,
            direction: handshake.direction,
            remoteAddress: handshake.remoteAddress,
            peer: peer,
            openedAt: self.clock(),
            channel: channel,
            onClose: { [weak self] link, reason in
                self?.closed(link, reason: reason)
                onClose(link, reason)
            }
        )
        let handler = LinkFrameHandler(link: link, limits: self.limits, events: events)
        do {
            try channel.pipeline.syncOperations.addHandler(handler)
        } catch {
            throw .handshakeFailed("connection closed")
        }
        self.linksByPath[peer.path]?.finish(reason: LinkCloseReason.replaced)
        self.linksByPath[peer.path] = link
        events.linkOpened(link, peer: peer)
        return link
    }

    private func closed(_ link: Link, reason: String) {
        if self.linksByPath[link.peer.path] === link { self.linksByPath[link.peer.path] = nil }
        self.events?.linkClosed(link, reason: reason)
    }

    private static func serverContext(for identity: TLSIdentity) throws -> NIOSSLContext {
        try identity.serverContext(protocols: [
            LinkProtocol.synchronisation, LinkProtocol.enrolment,
        ])
    }
}
