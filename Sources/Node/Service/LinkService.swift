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
    /// Called with the address that other offices can reach.
    let onListening: @Sendable (SocketAddress) -> Void

    func run() async throws {
        let hub = self.hub
        let address: SocketAddress
        do {
            address = try await self.eventLoop.flatSubmit { hub.value.start() }.get()
        } catch {
            let reason =
                (error as? IOError).map { String(cString: strerror($0.errnoCode)) } ?? "\(error)"
            throw NodeFailure(
                .unavailable,
                "无法监听单位间端口：\(reason)；请检查 link.listen 的配置，或端口是否被占用",
                "cannot listen for other offices: \(reason); check link.listen, or whether the port is in use"
            )
        }
        self.onListening(address)
        self.logger.info("listening for offices", metadata: ["address": "\(address.shortText)"])
        try? await gracefulShutdown()
        try await self.eventLoop.flatSubmit { hub.value.stop() }.get()
    }
}
