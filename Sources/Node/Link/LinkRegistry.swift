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
    private var linksByPeer: [PeerID: Link] = [:]
    /// Who may link with us.
    private var admission: LinkAdmission
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
        self.admission = LinkAdmission(
            own: identity.uri.path,
            node: NodeKey(chain: identity.chain)
        )
        self.serverContext = try Self.serverContext(for: identity)
        self.clientContext = try identity.clientContext(protocols: [LinkProtocol.synchronisation])
    }

    /// The open links, oldest first.
    var links: [Link] { self.linksByPeer.values.sorted { $0.id < $1.id } }

    /// The oldest link to an office, which may have several nodes.
    func link(to path: OfficePath) -> Link? { self.links.first { $0.peer.path == path } }

    func link(to peer: PeerID) -> Link? { self.linksByPeer[peer] }

    /// Goes by what is known now of offices that have moved, from the next handshake on.
    func use(_ successions: Successions) {
        self.eventLoop.preconditionInEventLoop()
        self.admission.successions = successions
    }

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
        self.admission.barred = paths
        for link in self.links where paths.contains(where: { $0.contains(link.peer.path) }) {
            link.close(reason: LinkCloseReason.barred)
        }
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
        let admission = self.admission
        return { presented, promise in
            let isAccepted = handshake.check(
                presented,
                verifier: identity.verifier,
                now: clock(),
                admit: { peer throws(LinkRefusal.Cause) in
                    try admission.admit(peer.path, node: peer.node)
                    if let expected, !admission.isExpected(peer.path, expected) {
                        throw .unexpectedPeer(peer.path, expected: expected)
                    }
                }
            )
            promise.succeed(isAccepted ? .certificateVerified : .failed)
        }
    }

    /// Makes a link of a connection whose handshake is over. A link to the same node that is open
    /// already is the older one and gives way: its other end has most likely lost it. Nodes of our own
    /// office may dial each other: then both ends keep the link that the one with the lesser key dialed.
    func open(
        _ channel: any Channel,
        handshake: LinkHandshake,
        onClose: @escaping (Link, String) -> Void
    ) throws(LinkRefusal.Cause) -> Link {
        guard let peer = handshake.peer else { throw .noCertificate }
        guard let events = self.events else { throw .handshakeFailed("stopped") }
        let older = self.linksByPeer[peer.id]
        if let older, self.keeps(older, over: handshake.direction) {
            throw .alreadyLinked(peer.path)
        }
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
        let isDoubled = older.map { self.isSibling($0) && $0.direction != link.direction }
        older?.finish(
            reason: isDoubled == true ? LinkCloseReason.doubled : LinkCloseReason.replaced
        )
        self.linksByPeer[peer.id] = link
        events.linkOpened(link, peer: peer)
        return link
    }

    private func isSibling(_ link: Link) -> Bool { link.peer.path == self.admission.own }

    private func keeps(_ older: Link, over direction: Link.Direction) -> Bool {
        guard self.isSibling(older), older.isOpen, older.direction != direction,
            let node = self.admission.node
        else { return false }
        return older.direction == (node < older.peer.node ? .dialed : .accepted)
    }

    private func closed(_ link: Link, reason: String) {
        if self.linksByPeer[link.peer.id] === link { self.linksByPeer[link.peer.id] = nil }
        self.events?.linkClosed(link, reason: reason)
    }

    private static func serverContext(for identity: TLSIdentity) throws -> NIOSSLContext {
        try identity.serverContext(protocols: [
            LinkProtocol.synchronisation, LinkProtocol.enrolment,
        ])
    }
}
