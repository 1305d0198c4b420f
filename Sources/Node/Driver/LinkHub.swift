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
    /// The parent's first, then those of the second paths.
    private let dialers: [LinkDialer]
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
        var targets: [(office: OfficePath, address: HostAndPort)] = []
        if let parent = identity.path.parent, let address = configuration.parent {
            targets.append((parent, address))
        }
        for path in configuration.secondPaths {
            try path.check(for: identity.path)
            targets.append((path.office, path.address))
        }
        self.dialers = targets.map { office, address in
            LinkDialer(
                registry: registry,
                host: address.host,
                port: address.port,
                expectedPeer: office
            )
        }
    }

    /// - Returns: the address that is listened on.
    func start() -> EventLoopFuture<SocketAddress> {
        self.driver.start()
        for dialer in self.dialers { dialer.start() }
        let listen = self.configuration.linkListen
        return self.listener.start(host: listen.host, port: listen.port)
    }

    func stop() -> EventLoopFuture<Void> {
        for dialer in self.dialers { dialer.stop() }
        self.driver.stop()
        return self.listener.stop()
    }

    /// Every neighbour that was ever linked in this process, and those that it dials even if they
    /// were not.
    func neighbours() -> [Neighbour] {
        var records = self.driver.snapshot()
        for dialer in self.dialers where records[dialer.expectedPeer] == nil {
            records[dialer.expectedPeer] = LinkRecord(
                direction: .dialed,
                address: "\(dialer.host):\(dialer.port)"
            )
        }
        return records.map { path, record in
            let dialer = self.dialers.first { $0.expectedPeer == path }
            return Neighbour(
                path: path,
                record: record,
                dialing: dialer?.state,
                lastFailure: dialer?.lastFailure
            )
        }
        .sorted { $0.path < $1.path }
    }
}
