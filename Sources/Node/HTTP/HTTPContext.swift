package import Hummingbird
import NIOCore

/// What is known about one request besides the request itself.
package struct HTTPContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// Where the request came from; nil when the carrier does not say.
    let remoteAddress: SocketAddress?
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
        self.remoteAddress = source.channel.remoteAddress
        self.identity = nil
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
