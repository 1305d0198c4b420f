import Admin
internal import Decision
import Logging
import NIOCore
import NIOPosix
import OfficeWork
import ServiceLifecycle
import Store
import SyncProtocol
import UnixSignals

/// A running node: its store, its links and its HTTP side, put together.
struct NodeRuntime {
    let store: OfficeStore
    let service: OfficeService
    let sessions: SessionStore
    private let watch: StoreWatch
    private let services: [any Service]
    private let loops: MultiThreadedEventLoopGroup
    private let loop: LinkLoop
    private let reader: NIOThreadPool
    private let contentWriter: NIOThreadPool
    private let logger: Logger

    /// - Parameters:
    ///   - suites: those that the program knows.
    ///   - catalogue: the kinds of records that it knows.
    ///   - onReady: called when console and links can be reached, with their addresses.
    static func make(
        _ configuration: NodeConfiguration,
        suites: SuiteRegistry = .shipped,
        catalogue: RecordCatalogue = .standard,
        logger: Logger,
        onReady: @escaping @Sendable (_ console: String, _ links: String) async -> Void
    ) async throws -> NodeRuntime {
        let folder = IdentityFolder(dataFolder: configuration.dataFolder)
        let identity = try NodeIdentity.load(from: folder, suites)
        let tls = try folder.loadOrRenewTLS(
            authority: identity.authority,
            now: SystemTime.milliseconds()
        )
        let opened = SystemTime.milliseconds()
        let store = try NodeStore.open(
            identity,
            dataFolder: configuration.dataFolder,
            creates: false,
            catalogue: catalogue
        ) {
            $0.checkpointPages = configuration.walCheckpointPages
            $0.quarantineItemsMax = configuration.quarantineItemsMax
        }
        // The open store is the sign that no other program writes here.
        for path in [configuration.dataFolder, folder.path] {
            FreshFile.removeLeftovers(in: path)
        }
        try Self.logOpening(store, since: opened, logger)
        for text in identity.clockFaults(now: opened) { logger.warning("\(text.english)") }
        // That of an earlier run: whoever looks for this one must not find another program there.
        try DurableFile.remove(folder: configuration.dataFolder, name: NodeAccess.addressFileName)
        let loops = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let loop = LinkLoop(loops.next())
        let reader = NIOThreadPool(numberOfThreads: 2)
        reader.start()
        let contents = try ContentParts(configuration: configuration, store: store)
        let followers = CommitFollowers(store: store, office: identity.path)
        let parts = LinkParts(
            configuration: configuration,
            identity: identity,
            tls: tls,
            store: store,
            loop: loop,
            reader: reader,
            contents: contents,
            standings: followers.standings,
            logger: logger
        )
        let hub = try await parts.makeHub()
        let metrics = NodeMetrics()
        let access = LinkAccess(hub, on: loop.eventLoop)
        let service = OfficeService(
            OfficeContext(store: store, identity: identity, reader: reader, followers: followers),
            access: access,
            advertised: parts.advertised,
            attachments: contents.service(access: access, reader: reader),
            backups: BackupRunner(
                store: store,
                identity: identity,
                contents: contents.source.folder,
                dataFolder: configuration.dataFolder
            ),
            dataFolder: configuration.dataFolder,
            startedAt: SystemTime.milliseconds()
        )
        let watch = StoreWatch()
        store.onDamage { watch.heardOfDamage($0) }
        parts.follow(hub, followers: followers, metrics: metrics, watch: watch)
        let readiness = Readiness { console, links in
            Self.tell(console, configuration.dataFolder, logger)
            await onReady(console, links)
        }
        let http = try HTTPParts(
            configuration: configuration,
            nodeName: identity.signer.author.description,
            service: service,
            metrics: metrics,
            logger: logger,
            readiness: readiness
        )
        let links = LinkService(
            hub: hub,
            eventLoop: loop.eventLoop,
            logger: logger,
            address: configuration.linkListen,
            onListening: { address in
                parts.advertised.set(listening: address)
                Task { await readiness.links("\(address.shortText)") }
            }
        )
        let care = StoreCare(
            scrub: try StoreScrub(store, at: SystemTime.milliseconds()) {
                NodeExamination.identityProblems(folder, suites)
            },
            reader: reader,
            logger: logger
        )
        let eventLoop = loop.eventLoop
        let housekeeping = Housekeeping(
            authority: identity.authority,
            folder: folder,
            tls: tls,
            logger: logger,
            use: { tls in try await eventLoop.submit { try hub.value.registry.use(tls) }.get() },
            dial: { try await eventLoop.submit { hub.value.dialNow() }.get() }
        )
        return NodeRuntime(
            store: store,
            service: service,
            sessions: http.sessions,
            watch: watch,
            services: [watch, housekeeping, care, ProcessMemory(), links, http.server],
            loops: loops,
            loop: loop,
            reader: reader,
            contentWriter: contents.writer,
            logger: logger
        )
    }

    /// Whoever finds the address finds the whole node: what is asked next may need the links' port, too.
    private static func tell(_ console: String, _ dataFolder: String, _ logger: Logger) {
        do {
            try DurableFile.replace(
                Array("\(console)\n".utf8),
                folder: dataFolder,
                name: NodeAccess.addressFileName
            )
        } catch {
            logger.error("cannot write api.address", metadata: ["error": "\(error)"])
        }
    }

    /// What the store found out about itself while it was opened belongs into the log too.
    private static func logOpening(
        _ store: OfficeStore,
        since opened: Int64,
        _ logger: Logger
    ) throws {
        let events = try store.read { snapshot throws(StoreError) in
            try snapshot.journal.events(StoreRange(limit: 10)).rows
        }
        for event in events.reversed() where event.at >= opened {
            logger.warning("\(NodeEvent(event).words.english)")
        }
    }

    /// Runs until the process is told to stop, then finishes what waits and lets go of the folder.
    ///
    /// - Throws: ``StoreDamaged`` when that happened because pages of the store are damaged.
    func run() async throws {
        self.service.context.followers.delivery.run()
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: self.services.map {
                    .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup)
                },
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: self.logger
            )
        )
        defer { self.store.close() }
        try await group.run()
        self.service.backups.runner.stop()
        // From those who hand on to the one who is handed to: nobody is spoken to who has gone.
        try await self.contentWriter.shutdownGracefully()
        try await self.reader.shutdownGracefully()
        self.store.close()
        self.loop.close()
        try await self.loops.shutdownGracefully()
        if let cause = self.watch.damage { throw StoreDamaged(cause: cause) }
    }
}
