/// What the driver of the relay hears from its links. All calls come on the links' event loop.
protocol LinkEvents: AnyObject {
    /// The other end has proved who it is and may link with us.
    func linkOpened(_ link: Link, peer: LinkPeer)
    /// One whole frame. None comes before ``linkOpened(_:peer:)`` or after ``linkClosed(_:reason:)``.
    func linkReceived(_ link: Link, frame: [UInt8])
    /// Called once for each opened link. The reason is a stable word, see ``LinkCloseReason``.
    func linkClosed(_ link: Link, reason: String)
    /// A connection that never became a link.
    func linkRefused(_ refusal: LinkRefusal)
    /// A link that was not writable is writable again.
    func linkBecameWritable(_ link: Link)
    /// Nothing was sent for the configured time; the driver should send something.
    func linkIdle(_ link: Link)
}

extension LinkEvents {
    func linkBecameWritable(_ link: Link) {}
    func linkIdle(_ link: Link) {}
}

/// The words that the links themselves give as reasons. The driver may close with words of its own.
enum LinkCloseReason {
    static let replaced = "replaced"
    /// Two nodes of one office have dialed each other; one link is enough.
    static let doubled = "doubled"
    static let barred = "barred"
    static let malformedFrame = "malformed-frame"
    static let frameTooLong = "frame-too-long"
    static let idleTimeout = "idle-timeout"
    static let connectionLost = "connection-lost"
    static let closedByPeer = "closed-by-peer"
    static let refusedByPeer = "refused-by-peer"
    static let peerDoesNotRead = "peer-does-not-read"
    static let stopped = "stopped"
}
