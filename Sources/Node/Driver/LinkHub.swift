import Logging
import NIOCore
import NIOPosix
import Store
import SyncProtocol

/// Everything of a node that lives on the links' event loop. Confined to it.
final class LinkHub {
    let driver: RelayDriver
    let registry: LinkRegistry
    private let listener: LinkListener
    private let dialer: LinkDialer?
    private let configuration: NodeConfiguration

    init(
        configuration: NodeConfiguration,
        identity: NodeIdentity,
        tls: TLSIdentity,
        driver: RelayDriver,
        enrolment: any EnrolmentAuthority,
        eventLoop: any EventLoop
    ) throws {
        self.configuration = configuration
        self.driver = driver
        self.registry = try LinkRegistry(
            eventLoop: eventLoop,
            identity: tls,
            limits: configuration.link,
            events: driver,
            clock: { SystemTime.milliseconds() },
            random: { UInt64.random(in: .min ... .max) }
        )
        self.listener = LinkListener(
            registry: self.registry,
            enrolment: EnrolmentDesk(authority: enrolment)
        )
        let registry = self.registry
        self.dialer = identity.path.parent.flatMap { parent in
            configuration.parent.map {
                LinkDialer(registry: registry, host: $0.host, port: $0.port, expectedPeer: parent)
            }
        }
    }

    /// - Returns: the address that is listened on.
    func start() -> EventLoopFuture<SocketAddress> {
        self.driver.start()
        self.dialer?.start()
        let listen = self.configuration.linkListen
        return self.listener.start(host: listen.host, port: listen.port)
    }

    func stop() -> EventLoopFuture<Void> {
        self.dialer?.stop()
        self.driver.stop()
        return self.listener.stop()
    }

    /// Every neighbour that was ever linked in this process, and the parent even if it was not.
    func neighbours() -> [Neighbour] {
        var records = self.driver.snapshot()
        if let dialer, records[dialer.expectedPeer] == nil {
            records[dialer.expectedPeer] = LinkRecord(
                direction: .dialed,
                address: "\(dialer.host):\(dialer.port)"
            )
        }
        return records.map { path, record in
            let isDialed = path == self.dialer?.expectedPeer
            return Neighbour(
                path: path,
                record: record,
                dialing: isDialed ? self.dialer?.state : nil,
                lastFailure: isDialed ? self.dialer?.lastFailure : nil
            )
        }
        .sorted { $0.path < $1.path }
    }
}
