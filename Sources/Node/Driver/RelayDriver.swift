import Admin
import Decision
import Logging
import NIOCore
import NIOPosix
import Store
import SyncProtocol

/// Runs the relay: events in, actions out, one at a time. Confined to the links' event loop.
final class RelayDriver {
    private(set) var relay: Relay
    let store: OfficeStore
    private let verification: VerificationStage
    private let compression: FrameCompression
    let loop: LinkLoop
    private let reader: NIOThreadPool
    let clock: @Sendable () -> Int64
    let logger: Logger
    private let notes: NoteDriver
    private(set) var links: [LinkID: Link] = [:]
    private var ticker: RepeatedTask?
    private(set) var records: [PeerID: LinkRecord] = [:]
    /// The same reason from the same host is written down once a minute.
    private var refusals = QuietLog(quietMilliseconds: 60_000)
    /// A neighbour that refuses a change does so on every new link.
    private var refusalsByPeers = QuietLog(quietMilliseconds: 60 * 60_000)
    private var twoNodesTold = QuietLog(quietMilliseconds: 600_000)
    private var outages: LinkOutages
    private var equality: EqualityDesk
    let contents: ContentKeeper
    var budgets: BudgetWatch
    let comparisonTime: DailyTime
    /// UTC milliseconds.
    var nextComparisonAt: Int64
    /// What showed that the store is damaged, and when that was noticed, UTC milliseconds.
    var storeFault: (error: StoreError, since: Int64)?
    /// Under way since the node doubted its own past; nil when nothing is to be fetched back.
    var recovery: PastRecovery?

    /// So many nodes of one office that are linked no more are shown.
    private static let formerNodesMax = 4

    init(
        relay: Relay,
        store: OfficeStore,
        verification: VerificationStage,
        compression: FrameCompression,
        loop: LinkLoop,
        reader: NIOThreadPool,
        recovery: PastRecovery?,
        contents: ContentKeeper,
        budgets: BudgetWatch,
        comparisonTime: DailyTime,
        notes: NoteDriver,
        clock: @escaping @Sendable () -> Int64,
        logger: Logger
    ) {
        self.relay = relay
        self.outages = LinkOutages(own: relay.office)
        self.store = store
        self.verification = verification
        self.compression = compression
        self.loop = loop
        self.reader = reader
        self.recovery = recovery
        self.contents = contents
        self.budgets = budgets
        self.comparisonTime = comparisonTime
        self.nextComparisonAt = comparisonTime.next(after: clock())
        self.equality = EqualityDesk(store: store, clock: clock, logger: logger)
        self.notes = notes
        self.clock = clock
        self.logger = logger
        notes.attach(self)
    }

    func start() {
        self.contents.start(self)
        let eventLoop = self.loop.eventLoop
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        self.ticker = eventLoop.scheduleRepeatedTask(
            initialDelay: .seconds(1),
            delay: .seconds(1)
        ) { _ in
            bound.value.step(.tick)
            bound.value.notes.tick()
            bound.value.concludeIfDone()
            bound.value.compareIfDue()
            bound.value.watchBudgets()
            bound.value.tellOutages()
            bound.value.watchStore()
            bound.value.contents.tick()
        }
    }

    func stop() {
        self.ticker?.cancel()
        for link in self.links.values {
            link.send(Frame.bye(Relay.LinkEnd.stopping).encoded())
            link.close(reason: LinkCloseReason.stopped)
        }
    }

    /// A transaction of the store has failed. Called on the event loop.
    func failed(_ error: StoreError, _ batches: [BatchID]) {
        self.logger.error("a transaction failed", metadata: ["error": "\(error)"])
        // Nothing of these batches is on disk: the neighbours send again on a new link.
        for batch in batches { self.links[batch.link]?.close(reason: "store-failed") }
    }

    /// The store has committed. Called on the event loop, in commit order.
    func committed(_ report: CommitReport, _ notices: [StoreNotice]) {
        self.countOwn(report, notices)
        self.countWaiting(report)
        if !report.committed.isEmpty { self.contents.moved() }
        self.step(.committed(report))
        self.notes.committed(report, notices)
        for notice in notices { self.heard(notice) }
    }

    /// Counts what waits for the neighbours that are not linked.
    private func countWaiting(_ report: CommitReport) {
        guard !report.committed.isEmpty else { return }
        for (peer, record) in self.records where record.endReason != nil {
            self.records[peer]?.backlog?.committed(report)
        }
    }

    private func heard(_ notice: StoreNotice) {
        switch notice {
        case .incarnationOpened(let incarnation, let reason):
            self.step(.incarnationOpened(incarnation))
            self.logger.warning(
                "writing goes on in a new incarnation",
                metadata: [
                    "incarnation": "\(String(incarnation, radix: 16))",
                    "reason": "\(reason.rawValue)",
                ]
            )
        case .clockCorrected(let incarnation):
            self.step(.incarnationOpened(incarnation))
            self.logger.warning(
                "the clock went back; writing goes on in a new incarnation",
                metadata: ["incarnation": "\(String(incarnation, radix: 16))"]
            )
        case .changeDamaged(let change):
            self.logger.error("a change is damaged on the disk", metadata: ["change": "\(change)"])
        case .feedForked(let feed, let number):
            self.logger.warning(
                "a feed has two branches",
                metadata: ["feed": "\(feed)", "number": "\(number)"]
            )
        case .quarantineDropped(let count):
            self.logger.warning(
                "the quarantine is full; the oldest units of whoever brought most gave way",
                metadata: ["count": "\(count)"]
            )
        case .reorganised(let successions): self.step(.reorganised(successions))
        case .quarantined, .heldApplied, .rosterChanged, .directivesTouched: break
        }
    }

    var headsDigest: Digest256 { self.relay.headsDigest }

    /// What people should look after now.
    var alarms: [NoteAlarm] { self.notes.alarms }

    /// How each neighbour's nodes stand.
    func snapshot() -> [PeerID: LinkRecord] {
        for progress in self.relay.links {
            guard let link = self.links[progress.link] else { continue }
            self.records[link.peer.id]?.progress = progress
            self.records[link.peer.id]?.isRestricted =
                self.budgets.lowestLane(of: progress.peer) != .attachments
            self.records[link.peer.id]?.bytesIn = link.bytesIn
            self.records[link.peer.id]?.bytesOut = link.bytesOut
        }
        return self.records
    }

    // MARK: Steps

    func step(_ event: Relay.Event) {
        for action in self.relay.step(event, at: Self.uptimeMilliseconds) { self.perform(action) }
    }

    private func perform(_ action: Relay.Action) {
        switch action {
        case .send(let id, let frame): self.send(frame, id)
        case .close(let id, let end): self.close(id, end)
        case .ingest(let id, let scope, let changes): self.ingest(id, scope, changes)
        case .read(let id, let requests, let byteCountMax): self.read(id, requests, byteCountMax)
        case .certify(let id, let claim):
            guard let statement = self.equality.sign(claim, on: id) else { return }
            self.step(.certified(id, statement))
        case .keep(let id, let statement):
            let peer = self.links[id].map { "\($0.peer.path)" } ?? "-"
            self.equality.keep(statement, of: id, from: peer)
        case .content(let action): self.contents.perform(action)
        case .notify(let notice): self.notice(notice)
        case .take(let id, let note): self.notes.step(.received(id, note))
        }
    }

    private func send(_ frame: [UInt8], _ id: LinkID) {
        guard let link = self.links[id] else { return }
        link.send(link.isLocal ? frame : self.compression.wrap(frame))
    }

    private func close(_ id: LinkID, _ end: Relay.LinkEnd) {
        guard let link = self.links[id] else { return }
        if let (reason, detail) = end.refusal {
            self.quarantine(reason, detail, peer: "\(link.peer.path)")
        }
        // What was refused is written down: the link's own report of its end must not do it again.
        self.links[id] = nil
        let reason = String(end.word.prefix(WireLimits.reasonByteCountMax))
        if case .farewell = end {} else { link.send(Frame.bye(reason).encoded()) }
        link.close(reason: reason)
    }

    private func ingest(_ id: BatchID, _ scope: LinkScope, _ changes: [SignedChange]) {
        let store = self.store
        self.verification.submit(id, in: scope, changes) { store.ingest($0) }
    }

    private func read(_ id: LinkID, _ requests: [ReadRequest], _ byteCountMax: Int) {
        let (store, loop) = (self.store, self.loop)
        let bound = NIOLoopBound(self, eventLoop: loop.eventLoop)
        self.reader.submit { _ in
            let changes = Result {
                try store.changes(requests, byteCountMax: byteCountMax)
            }
            loop.execute { bound.value.readDone(id, changes) }
        }
    }

    private func readDone(_ id: LinkID, _ result: Result<FoundChanges, any Error>) {
        switch result {
        case .success(let found):
            self.foundDamaged(found.damaged)
            self.step(.read(id, found.changes))
        case .failure(let error):
            self.logger.error("reading for a link failed", metadata: ["error": "\(error)"])
            self.links[id]?.close(reason: "store-failed")
        }
    }

    private func notice(_ notice: Relay.Notice) {
        switch notice {
        case .greeted(let id, let process):
            if let link = self.links[id] { self.greeted(link, process) }
        case .inSync(let id):
            guard let peer = self.links[id]?.peer.id else { return }
            self.records[peer]?.lastEqualAt = self.clock()
            self.recoveryIsWhole(with: peer.path)
        case .moved(let id): self.links[id]?.hasMoved = true
        case .refusedByPeer(let id, let feed, let number, let reason):
            let peer = self.links[id].map { "\($0.peer.path)" } ?? "-"
            let event = StoreEvent.refusedByPeer(
                peer,
                feed,
                number: number,
                PeerWord.cleaned(reason),
                at: self.clock()
            )
            self.examine(ChangePlace(feed: feed, number: number))
            guard self.refusalsByPeers.isNew(event.english, at: event.at) else { return }
            self.record(event)
        case .ownFeedAhead(let id, let feed, _):
            if let peer = self.links[id]?.peer.path { self.recoverPast(feed, claimedBy: peer) }
        case .ownChangeLost(let change): self.rewrite(change)
        case .noteSettled, .statementDue, .statementStale: self.notes.heard(notice)
        }
    }

    /// A neighbour says that it has changes of ours that we lost: what we write from now on must not
    /// collide with them. They come back over the link like any others.
    private func recoverPast(_ feed: FeedID, claimedBy peer: OfficePath) {
        let (store, logger) = (self.store, self.logger)
        Task {
            do throws(StoreError) {
                try await store.openIncarnation(
                    claimedBy: peer,
                    replacing: feed.incarnation
                )
            } catch {
                logger.error("no new incarnation", metadata: ["error": "\(error)"])
            }
        }
    }

    func conclude(_ recovery: PastRecovery) {
        let (store, logger) = (self.store, self.logger)
        let sources = recovery.sources.map { "\($0.office)" }
        let asked = recovery.asked
        Task {
            do throws(StoreError) {
                guard let event = try await store.concludePast(from: sources, asked: asked)
                else { return }
                logger.warning("\(event.english)")
            } catch {
                logger.error("what came back was not told", metadata: ["error": "\(error)"])
            }
        }
    }

    func record(_ event: StoreEvent) {
        self.logger.warning("\(event.english)")
        let store = self.store
        Task { try? await store.record(event) }
    }

    func quarantine(_ reason: RefusalReason, _ detail: String, peer: String) {
        let unit = QuarantinedUnit(
            reason: reason,
            detail: detail,
            peer: peer,
            body: Array("\(reason.rawValue) \(peer) \(detail)".utf8)
        )
        let store = self.store
        Task { try? await store.quarantine(unit) }
    }

    static var uptimeMilliseconds: Int64 {
        Int64(NIODeadline.now().uptimeNanoseconds / 1_000_000)
    }
}

extension RelayDriver: LinkEvents {
    func linkOpened(_ link: Link, peer: LinkPeer) {
        let id = LinkID(link.id)
        self.links[id] = link
        var record =
            self.records[peer.id]
            ?? LinkRecord(direction: link.direction, address: link.remoteAddress)
        record.direction = link.direction
        record.address = link.remoteAddress
        record.connectedAt = link.openedAt
        record.openedAt = link.openedAt
        record.endReason = nil
        record.endedAt = nil
        self.records[peer.id] = record
        self.forgetFormerNodes(of: peer.id)
        if let event = self.outages.returned(peer.path, at: self.clock()) { self.record(event) }
        self.logger.info(
            "link open",
            metadata: ["peer": "\(peer.path)", "address": "\(link.remoteAddress)"]
        )
        self.notes.step(.linkOpened(id, peer: peer.path))
        self.step(.linkOpened(id, peer: peer.path))
    }

    func linkReceived(_ link: Link, frame: [UInt8]) {
        let id = LinkID(link.id)
        do throws(CBORError) {
            self.step(.frameReceived(id, try self.compression.unwrap(frame)))
        } catch {
            self.step(.linkClosed(id))
            self.close(id, .malformedFrame(error.description))
        }
    }

    func linkClosed(_ link: Link, reason: String) {
        let id = LinkID(link.id)
        let endedByItself = self.links.removeValue(forKey: id) != nil
        let progress = self.relay.links.first { $0.link == id }
        if let backlog = progress.flatMap(LinkBacklog.init) {
            self.records[link.peer.id]?.backlog = backlog
        }
        self.records[link.peer.id]?.endReason = reason
        self.records[link.peer.id]?.endedAt = self.clock()
        if !self.links.values.contains(where: { $0.peer.path == link.peer.path }) {
            self.outages.lost(link.peer.path, reason, at: self.clock())
        }
        self.records[link.peer.id]?.connectedAt = nil
        self.records[link.peer.id]?.progress = nil
        self.records[link.peer.id]?.bytesIn = link.bytesIn
        self.records[link.peer.id]?.bytesOut = link.bytesOut
        if endedByItself, reason == LinkCloseReason.malformedFrame {
            self.quarantine(.malformedFrame, "frame length", peer: "\(link.peer.path)")
        }
        self.equality.linkClosed(id)
        self.budgets.closed(id, to: link.peer.path, byteCount: link.bytesIn + link.bytesOut)
        self.logger.info(
            "link closed",
            metadata: ["peer": "\(link.peer.path)", "reason": "\(reason)"]
        )
        self.notes.step(.linkClosed(id))
        self.step(.linkClosed(id))
    }

    func linkRefused(_ refusal: LinkRefusal) {
        let what = "\(refusal.reason.rawValue) \(refusal.host)"
        guard self.refusals.isNew(what, at: self.clock()) else { return }
        self.logger.warning(
            "connection refused",
            metadata: [
                "reason": "\(refusal.reason.rawValue)", "address": "\(refusal.remoteAddress)",
            ]
        )
        guard refusal.direction == .accepted else { return }
        if let reason = refusal.quarantineReason {
            self.quarantine(reason, refusal.text.english, peer: refusal.host)
        } else {
            self.record(.connectionRefused(refusal, at: self.clock()))
        }
    }

    private func tellOutages() {
        for event in self.outages.due(at: self.clock()) { self.record(event) }
    }

    /// Of the nodes that an office once had only the latest are remembered.
    private func forgetFormerNodes(of peer: PeerID) {
        let former = self.records.filter { $0.key.path == peer.path && $0.value.endReason != nil }
        guard former.count > Self.formerNodesMax else { return }
        guard let oldest = former.min(by: { $0.value.openedAt < $1.value.openedAt }) else { return }
        self.records[oldest.key] = nil
    }

    /// A node that runs twice: each process pushes the other out, and calls again.
    private func greeted(_ link: Link, _ process: UInt64) {
        guard self.records[link.peer.id]?.processes.greeted(process) == true else { return }
        let now = self.clock()
        guard self.twoNodesTold.isNew("\(link.peer.path)", at: now) else { return }
        self.record(.twoNodes(link.peer.path, link.remoteAddress, at: now))
    }
}
