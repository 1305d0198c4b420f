import Decision
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
        loop: LinkLoop
    ) throws {
        self.configuration = configuration
        self.driver = driver
        self.registry = try LinkRegistry(
            eventLoop: loop.eventLoop,
            identity: tls,
            limits: configuration.link,
            events: driver,
            clock: { SystemTime.milliseconds() },
            random: { UInt64.random(in: .min ... .max) }
        )
        self.listener = LinkListener(
            registry: self.registry,
            enrolment: EnrolmentServer(
                authority: enrolment,
                verifier: identity.context.suite,
                loop: loop
            )
        )
        let registry = self.registry
        registry.use(driver.relay.successions)
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

    /// Listens first, and dials only if it can: a second node with the same settings must not push the
    /// first one off its links before it stops.
    ///
    /// - Returns: the address that is listened on.
    func start() -> EventLoopFuture<SocketAddress> {
        let listen = self.configuration.linkListen
        return self.listener.start(host: listen.host, port: listen.port).assumeIsolated().map {
            self.driver.start()
            for dialer in self.dialers { dialer.start() }
            return $0
        }.nonisolated()
    }

    /// Dials at once whoever is to be dialled later.
    func dialNow() {
        for dialer in self.dialers { dialer.kick() }
    }

    func stop() -> EventLoopFuture<Void> {
        // Nobody comes any more, and the driver hears of whom the listener sends away.
        let stopped = self.listener.stop()
        // The driver says farewell, so it goes before the dialers, which close.
        self.driver.stop()
        for dialer in self.dialers { dialer.stop() }
        return stopped
    }

    /// A transaction of the store has failed.
    func failed(_ error: StoreError, _ batches: [BatchID]) {
        self.driver.failed(error, batches)
    }

    /// The store has committed. In commit order.
    func committed(_ report: CommitReport, _ notices: [StoreNotice]) {
        for case .reorganised(let successions) in notices { self.registry.use(successions) }
        self.driver.committed(report, notices)
    }

    /// Every node that was ever linked in this process, and those that it dials even if they were not.
    func neighbours() -> [Neighbour] {
        var neighbours = self.driver.snapshot().map { peer, record in
            let dialer = self.dialers.first { $0.lastPeer == peer }
            return Neighbour(
                path: peer.path,
                node: peer.node,
                record: record,
                dialing: dialer?.state,
                lastFailure: dialer?.lastFailure
            )
        }
        for dialer in self.dialers where dialer.lastPeer == nil {
            let record = LinkRecord(direction: .dialed, address: dialer.addressText)
            neighbours.append(
                Neighbour(
                    path: dialer.expectedPeer,
                    node: nil,
                    record: record,
                    dialing: dialer.state,
                    lastFailure: dialer.lastFailure
                )
            )
        }
        return neighbours.sorted {
            $0.path == $1.path
                ? ($0.node?.number ?? 0, $0.record.address)
                    < ($1.node?.number ?? 0, $1.record.address)
                : $0.path < $1.path
        }
    }
}
