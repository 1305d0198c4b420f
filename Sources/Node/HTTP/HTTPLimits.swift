/// Everything that bounds the connections to a node's HTTP side.
package struct HTTPLimits: Sendable, Equatable {
    /// Connections at one time; one more is closed at once, unless a stranger gives way to it.
    package var connectionsMax = 512
    /// Connections at one time over which nothing has come yet with the key or a session. When there are as many the
    /// oldest of them gives way to a new one, so those that only stand there keep nobody out.
    package var strangersMax = 128
    /// The same for one address. A browser opens up to six.
    package var strangersPerAddressMax = 64
    /// From the connection to the end of its first request's header, in milliseconds.
    package var headMilliseconds: Int64 = 10_000
    /// In every such time, in milliseconds, so many bytes of a body come, or the connection is closed. What the node
    /// has not asked for yet, because its disk is slow, is not waited for.
    package var bodyMilliseconds: Int64 = 30_000
    package var bodyBytesMin = 4_096
    /// How long a connection without a request stays open, in milliseconds.
    package var idleMilliseconds: Int64 = 90_000

    package init() {}
}
