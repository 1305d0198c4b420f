import NIOCore

/// Everything that bounds a node's links.
struct LinkLimits: Sendable, Equatable {
    /// Longest frame without its four length bytes, in bytes.
    var frameBytesMax = 4 * 1_024 * 1_024
    /// Accepted connections at one time, in whatever state.
    var connectionsMax = 1_024
    /// Connections whose other end has not proved who it is, so that strangers cannot take all places. When
    /// there are as many the oldest of them gives way to a new one.
    var unauthenticatedMax = 256
    /// Connections from one address whose other end has not proved who it is; the next one is refused.
    var unauthenticatedPerAddressMax = 16
    /// From the connection to a checked identity.
    var handshakeTimeout = TimeAmount.seconds(10)
    /// For one attempt to reach an address.
    var dialTimeout = TimeAmount.seconds(10)
    /// Silence after which the driver is told that it should send something. Nil: never.
    var idlePing: TimeAmount? = .seconds(30)
    /// Silence of the other end after which a link is closed. Nil: never, then only the kernel's
    /// keep-alive notices a peer that is gone.
    var idleTimeout: TimeAmount?
    /// Bytes waiting to be sent above which a link says that it is not writable.
    var outgoingBytesHigh = 1_024 * 1_024
    /// Bytes waiting to be sent below which it is writable again.
    var outgoingBytesLow = 256 * 1_024
    /// Bytes waiting to be sent above which the link is closed: the other end does not read. Above the
    /// longest list of heads and what credits allow.
    var outgoingBytesMax = 256 * 1_024 * 1_024
    /// How long a link on which nothing new came must have been open before an earlier failure is forgiven.
    var stableAfter = TimeAmount.seconds(10)
    /// Bounds of the wait before the next attempt, in milliseconds.
    var backoffMillisecondsMin: Int64 = 200
    var backoffMillisecondsMax: Int64 = 60_000

    init() {}
}

/// The application protocols (ALPN, RFC 7301) on the links' port.
enum LinkProtocol {
    static let synchronisation = "cast-sync/1"
    static let enrolment = "cast-enroll/1"
}
