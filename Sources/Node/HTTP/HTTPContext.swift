import Admin
package import Hummingbird
import NIOCore
import ServiceLifecycle

/// What is known about one request besides the request itself.
package struct HTTPContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    let channel: any Channel
    /// The connection that it came over; nil without a socket.
    var connection: HTTPConnection?
    /// On whose behalf the request is made; nil until it has proven that it may ask at all.
    var caller: Caller?

    package init(source: ApplicationRequestContextSource) {
        self.coreContext = .init(source: source)
        self.channel = source.channel
        self.connection = nil
        self.caller = nil
    }

    /// On whose behalf the request is made.
    ///
    /// - Throws: ``APIError`` `unauthenticated` when nothing has been proven.
    func proven() throws(APIError) -> Caller {
        guard let caller = self.caller else { throw Authentication.withoutCredentials }
        return caller
    }

    /// On whose behalf the request writes: it is somebody with a name, given or not.
    func writer() throws(APIError) -> Caller {
        let caller = try self.proven()
        return caller.user == nil ? caller.named(Caller.userDefault) : caller
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
