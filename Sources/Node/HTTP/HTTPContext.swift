package import Hummingbird
import NIOCore
import ServiceLifecycle

/// What is known about one request besides the request itself.
package struct HTTPContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    let channel: any Channel
    /// The connection that it came over; nil without a socket.
    var connection: HTTPConnection?
    /// How the request proved who it is; nil until it has.
    var identity: Identity?

    enum Identity: Sendable, Equatable {
        /// The node's token: a program, or a person at the command line.
        case token
        /// A console session in a browser.
        case session
    }

    package init(source: ApplicationRequestContextSource) {
        self.coreContext = .init(source: source)
        self.channel = source.channel
        self.connection = nil
        self.identity = nil
    }

    /// Where the request came from; nil when the carrier does not say.
    var remoteAddress: SocketAddress? { self.channel.remoteAddress }

    /// Does what may wait long: neither a node that is told to stop nor the place of a client that has gone is held up.
    func waiting<Value: Sendable>(
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let connection = self.connection
        return try await cancelWhenGracefulShutdown {
            guard let connection else { return try await body() }
            return try await connection.whileThere(body)
        }
    }
}

extension SocketAddress {
    /// Whether the other end is on this very machine.
    var isLoopback: Bool {
        switch self {
        case .v4:
            self.ipAddress?.hasPrefix("127.") == true
        case .v6:
            self.ipAddress == "::1" || self.ipAddress?.hasPrefix("::ffff:127.") == true
        case .unixDomainSocket:
            true
        }
    }
}
