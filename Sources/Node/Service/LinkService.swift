import Admin
import Foundation
import Logging
import NIOCore
import ServiceLifecycle

/// Runs the node's links until the service group is told to stop.
struct LinkService: Service {
    let hub: NIOLoopBound<LinkHub>
    let eventLoop: any EventLoop
    let logger: Logger
    /// Where to listen, as configured.
    let address: HostAndPort
    /// Called with the address that other offices can reach.
    let onListening: @Sendable (SocketAddress) -> Void

    func run() async throws {
        let hub = self.hub
        let address: SocketAddress
        do {
            address = try await self.eventLoop.flatSubmit { hub.value.start() }.get()
        } catch {
            throw NodeFailure.cannotListen(
                Phrase("单位间端口", "the port for offices"),
                on: self.address,
                keys: "link.listen.host, link.listen.port",
                error
            )
        }
        self.onListening(address)
        self.logger.info("listening for offices", metadata: ["address": "\(address.shortText)"])
        try? await gracefulShutdown()
        try await self.eventLoop.flatSubmit { hub.value.stop() }.get()
    }
}
