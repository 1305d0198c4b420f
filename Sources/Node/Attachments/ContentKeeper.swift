import Decision
import Logging
import NIOCore
import NIOPosix
import OfficeWork
import Store
import SyncProtocol

/// Fetches files and hands them out: carries out what the relay wants done about them. Confined to the
/// links' event loop; the disk is read and written on threads of pools.
final class ContentKeeper {
    /// After how long everything is looked through again, in milliseconds: a disk that was full may have
    /// room, and nothing that was missed stays missing.
    private static let reviewMilliseconds: Int64 = 600_000
    /// How long a fetch may stand still while others wait for its place, in milliseconds.
    private static let stillMilliseconds: Int64 = 60_000

    /// How far the records have been looked through for files.
    private struct Search {
        /// Up to this reference all has been looked at.
        var lastRow: Int64 = 0
        var hasNews = true
        var isLooking = false
        /// When all is looked through again, by the clock.
        var reviewAt: Int64 = 0
    }

    let source: ContentSource
    private let byteCountMax: UInt64
    private let disk: ContentDisk
    private let clock: @Sendable () -> Int64
    private let logger: Logger
    private weak var driver: RelayDriver?

    private var queue = ContentQueue()
    /// What is in the queue, being prepared or being fetched.
    private var known: [ContentID: ContentQueue.Wanted] = [:]
    private var preparing = 0
    private var search = Search()
    private var faultToldAt: Int64?

    /// - Parameter byteCountMax: files up to this length are fetched without being asked for.
    init(
        source: ContentSource,
        byteCountMax: UInt64,
        disk: ContentDisk,
        clock: @escaping @Sendable () -> Int64,
        logger: Logger
    ) {
        self.source = source
        self.byteCountMax = byteCountMax
        self.disk = disk
        self.clock = clock
        self.logger = logger
    }

    func start(_ driver: RelayDriver) { self.driver = driver }

    /// Records have come in.
    func moved() { self.search.hasNews = true }

    // MARK: What to fetch

    /// Somebody wants a file. It is remembered over a restart.
    func want(_ row: AttachmentRow, isAwaited: Bool = false) {
        let (content, byteCountMax) = (row.attachment.content, row.attachment.byteCount)
        if self.known[content] != nil {
            guard isAwaited else { return }
            if self.queue.hurry(content) {
                self.makeRoom()
                self.feed()
            } else if self.driver?.relay.isFetching(content) == true {
                self.step(
                    .fetch(ContentOrder(content, byteCountMax: byteCountMax, isAwaited: true))
                )
            }
            return
        }
        let wanted = ContentQueue.Wanted(
            content,
            byteCountMax: byteCountMax,
            of: row.owner,
            isAwaited: isAwaited
        )
        self.known[content] = wanted
        self.queue.insert(wanted)
        self.feed()
    }

    /// Once a second.
    func tick() {
        let now = self.clock()
        if now >= self.search.reviewAt {
            self.search.reviewAt = now + Self.reviewMilliseconds
            self.search.lastRow = 0
            self.search.hasNews = true
            self.resume()
        }
        self.look()
        self.makeRoom()
        self.feed()
    }

    /// Looks for references that have come in.
    private func look() {
        guard self.search.hasNews, !self.search.isLooking else { return }
        self.search.hasNews = false
        self.search.isLooking = true
        let (source, row, max) = (self.source, self.search.lastRow, self.byteCountMax)
        self.run(on: self.disk.reader) {
            try source.news(after: row, byteCountMax: max)
        } then: { keeper, result in
            keeper.search.isLooking = false
            switch result {
            case .success(let news):
                keeper.search.lastRow = news.last
                if !news.isComplete { keeper.search.hasNews = true }
                for row in news.missing { keeper.want(row) }
            case .failure(let error): keeper.failed(error)
            }
        }
    }

    /// Goes on with what was on its way.
    private func resume() {
        let source = self.source
        self.run(on: self.disk.reader) {
            try source.unfinished()
        } then: { keeper, result in
            switch result {
            case .success(let rows):
                for row in rows { keeper.want(row) }
            case .failure(let error): keeper.failed(error)
            }
        }
    }

    /// What nobody has gives way to what was never tried, and what stands still to whatever waits.
    private func makeRoom() {
        guard !self.queue.isEmpty, let relay = self.driver?.relay else { return }
        let now = DriverContext.uptimeMilliseconds
        let fetched = relay.fetched
        guard fetched.count + self.preparing >= ContentLimits.fetchesMax else { return }
        let still = fetched.filter { now - $0.movedAt > Self.stillMilliseconds }.map(\.content)
        let missed = self.queue.hasUntried ? relay.missedContents : []
        for content in missed + still where self.driver?.relay.isFetching(content) == true {
            self.step(.abandon(content))
            if let wanted = self.known[content] { self.queue.failed(wanted) }
            self.known[content]?.failures += 1
        }
    }

    /// Begins to fetch what waits, as far as there is room.
    private func feed() {
        guard let driver = self.driver else { return }
        while driver.relay.fetched.count + self.preparing < ContentLimits.fetchesMax,
            let wanted = self.queue.popFirst()
        {
            self.preparing += 1
            let folder = self.source.folder
            // After all that is still being written of it.
            self.run(on: self.disk.writer) {
                try folder.begin(wanted.content)
                return try folder.order(
                    wanted.content,
                    byteCountMax: wanted.byteCountMax,
                    isAwaited: wanted.isAwaited
                )
            } then: { keeper, result in
                keeper.preparing -= 1
                switch result {
                case .success(.some(var order)):
                    order.owner = wanted.owner
                    keeper.logger.info(
                        "fetching a file",
                        metadata: [
                            "content": "\(order.content)",
                            "held": "\(order.held?.count ?? 0) chunks",
                        ]
                    )
                    keeper.step(.fetch(order))
                case .success(.none): keeper.known[wanted.content] = nil
                case .failure(let error):
                    keeper.known[wanted.content] = nil
                    keeper.failed(error)
                }
            }
        }
    }

    // MARK: What the relay wants

    func perform(_ action: Relay.ContentAction) {
        switch action {
        case .read(let link, let scope, let place): self.read(link, scope, place)
        case .keepManifest(let content, let manifest):
            let folder = self.source.folder
            self.run(on: self.disk.writer) {
                try folder.keep(manifest, of: content)
            } then: { keeper, result in
                guard case .failure(let error) = result else { return }
                keeper.failed(error)
                keeper.known[content] = nil
                keeper.step(.abandon(content))
            }
        case .keep(let content, let index, let bytes):
            let folder = self.source.folder
            self.run(on: self.disk.writer) {
                try folder.keep(bytes, of: content, index: index)
            } then: { keeper, result in
                if case .failure(let error) = result { keeper.failed(error) }
                let isKept = (try? result.get()) != nil
                keeper.step(.kept(content, index: index, isKept: isKept))
            }
        case .distrusted(let link, let content): self.driver?.distrust(link, content)
        case .ended(let content, let end): self.ended(content, end)
        }
    }

    private func read(_ link: LinkID, _ scope: LinkScope, _ place: ContentPlace) {
        let source = self.source
        self.run(on: self.disk.reader) {
            try source.answer(place, within: scope)
        } then: { keeper, result in
            var found: [UInt8]?
            switch result {
            case .success(.bytes(let bytes)): found = bytes
            case .success(.refused), .success(.underWay): break
            case .success(.missing(let row)): keeper.want(row)
            case .failure(let error): keeper.failed(error)
            }
            keeper.step(.read(link, place, found))
        }
    }

    private func ended(_ content: ContentID, _ end: Relay.ContentEnd) {
        switch end {
        case .complete:
            let folder = self.source.folder
            self.run(on: self.disk.writer) {
                try folder.finish(content)
            } then: { keeper, result in
                if let wanted = keeper.known.removeValue(forKey: content) {
                    keeper.queue.arrived(wanted.owner)
                }
                switch result {
                case .success:
                    keeper.logger.info("a file has arrived", metadata: ["content": "\(content)"])
                case .failure(let error): keeper.failed(error)
                }
            }
        case .tooLong:
            // It stays known: nobody can make it shorter.
            self.logger.warning(
                "a file is longer than its record says",
                metadata: ["content": "\(content)"]
            )
        case .notKept, .noRoom: self.known[content] = nil
        }
    }

    /// The disk does not take or give what was asked: told once in a while, tried again later.
    private func failed(_ error: any Error) {
        self.logger.error("files: the disk failed", metadata: ["error": "\(error)"])
        let now = self.clock()
        if let faultToldAt, now - faultToldAt < Self.reviewMilliseconds { return }
        self.faultToldAt = now
        self.driver?.record(FaultNews.attachmentsNotKept(error, at: now))
    }

    private func step(_ event: Relay.ContentEvent) { self.driver?.step(.content(event)) }

    /// Does something on a thread of a pool, and goes on here with what came of it.
    private func run<Value: Sendable>(
        on pool: NIOThreadPool,
        _ body: @escaping @Sendable () throws -> Value,
        then next: @escaping (ContentKeeper, Result<Value, any Error>) -> Void
    ) {
        let loop = self.disk.loop
        let bound = NIOLoopBound((self, next), eventLoop: loop.eventLoop)
        pool.submit { state in
            // A pool that stops drops what is left.
            guard case .active = state else { return }
            let result = Result { try body() }
            loop.execute {
                let (keeper, next) = bound.value
                next(keeper, result)
            }
        }
    }
}
