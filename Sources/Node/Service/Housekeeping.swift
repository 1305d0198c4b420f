import Logging
import NIOCore
import ServiceLifecycle
import SyncProtocol

/// What a node does for itself from time to time: renews its TLS certificate before it ends.
struct Housekeeping: Service {
    private static let interval = Duration.seconds(600)

    let identity: NodeIdentity
    let folder: IdentityFolder
    let hub: NIOLoopBound<LinkHub>
    let eventLoop: any EventLoop
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: Self.interval)) != nil {
                await self.renewCertificate()
            }
        }
    }

    private func renewCertificate() async {
        do {
            let now = SystemTime.milliseconds()
            let before = try self.folder.loadTLS().notAfter
            let tls = try self.folder.loadOrRenewTLS(authority: self.identity.authority, now: now)
            guard tls.notAfter != before else { return }
            let hub = self.hub
            try await self.eventLoop.submit { try hub.value.registry.use(tls) }.get()
            self.logger.info("TLS certificate renewed")
        } catch {
            self.logger.error("TLS certificate not renewed", metadata: ["error": "\(error)"])
        }
    }
}
