import Decision
import Logging
import NIOCore
import NIOPosix
import Store
import SyncProtocol

/// Puts together what lives on the links' event loop, and lets it follow the store.
struct LinkParts {
    let configuration: NodeConfiguration
    let identity: NodeIdentity
    let tls: TLSIdentity
    let store: OfficeStore
    let loop: LinkLoop
    let reader: NIOThreadPool
    let contents: ContentParts
    let standings: StandingBook
    let logger: Logger
    let advertised: AdvertisedAddress

    init(
        configuration: NodeConfiguration,
        identity: NodeIdentity,
        tls: TLSIdentity,
        store: OfficeStore,
        loop: LinkLoop,
        reader: NIOThreadPool,
        contents: ContentParts,
        standings: StandingBook,
        logger: Logger
    ) {
        self.configuration = configuration
        self.identity = identity
        self.tls = tls
        self.store = store
        self.loop = loop
        self.reader = reader
        self.contents = contents
        self.standings = standings
        self.logger = logger
        self.advertised = AdvertisedAddress(configured: configuration.linkAdvertise)
    }

    func makeHub() async throws -> NIOLoopBound<LinkHub> {
        let feeds = try self.store.positions()
        let keys = KeyRing(feeds.map { ($0.0.feed, $0.1) })
        let verification = VerificationStage(
            context: self.identity.context,
            keys: keys
        )
        let positions = feeds.map(\.0)
        let damaged = try self.store.damage.changes().map(\.change)
        let (recovery, successions, charters, incarnation) = try self.store.read {
            snapshot throws(StoreError) in
            (
                try PastRecovery.underWay(snapshot, at: SystemTime.milliseconds()),
                snapshot.offices.successions,
                snapshot.offices.charters,
                try snapshot.incarnation()
            )
        }
        return try await self.loop.eventLoop.submit {
            let context = NoteContext(
                identity: self.identity,
                store: self.store,
                keys: keys,
                loop: self.loop,
                reader: self.reader,
                standings: self.standings,
                settings: self.configuration.notes,
                dataFolder: self.configuration.dataFolder,
                clock: { SystemTime.milliseconds() },
                logger: self.logger
            )
            let driverContext = DriverContext(
                store: self.store,
                clock: { SystemTime.milliseconds() },
                logger: self.logger
            )
            let driver = RelayDriver(
                driverContext,
                relay: Relay(
                    office: self.identity.path,
                    context: self.identity.context,
                    own: self.identity.own,
                    incarnation: incarnation,
                    positions: positions,
                    damaged: damaged,
                    successions: successions,
                    charters: charters,
                    limits: self.configuration.relay,
                    process: UInt64(UInt32.random(in: .min ... .max))
                ),
                recovery: recovery,
                traffic: StoreTraffic(
                    driverContext,
                    verification: verification,
                    loop: self.loop,
                    reader: self.reader
                ),
                compression: FrameCompression(
                    byteCountMin: self.configuration.compressBytesMin,
                    byteCountMax: self.configuration.link.frameBytesMax
                ),
                budgets: BudgetWatch(self.configuration.budgets),
                comparisonTime: self.configuration.comparisonTime,
                contents: self.contents.keeper(
                    loop: self.loop,
                    reader: self.reader,
                    logger: self.logger
                ),
                notes: NoteDriver(context, positions: positions)
            )
            let hub = try LinkHub(
                configuration: self.configuration,
                identity: self.identity,
                tls: self.tls,
                driver: driver,
                enrolment: Registrar(identity: self.identity, store: self.store),
                loop: self.loop
            )
            return NIOLoopBound(hub, eventLoop: self.loop.eventLoop)
        }.get()
    }

    /// From now on the relay and the people hear of each commit.
    func follow(
        _ hub: NIOLoopBound<LinkHub>,
        followers: CommitFollowers,
        metrics: NodeMetrics,
        watch: StoreWatch
    ) {
        let loop = self.loop
        self.store.setCommitHandler { report, notices in
            // Who is asked because of the news looks at what they keep.
            followers.committed(notices)
            loop.execute { hub.value.committed(report, notices) }
            metrics.count(report)
        } failed: { error, batches in
            loop.execute { hub.value.failed(error, batches) }
            watch.heard(error)
        }
    }
}
