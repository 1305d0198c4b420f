import Admin
import Decision
import Logging
import NIOCore
import Store
import SyncProtocol

/// Runs the relay: events in, actions out, one at a time. Confined to the links' event loop.
///
/// Each action goes to whoever carries it out: links, store, files, notes, certificates.
final class RelayDriver {
    private(set) var relay: Relay
    private var links: OpenLinks
    private var book: NeighbourBook
    private var journal: LinkJournal
    private var traffic: StoreTraffic
    private var recovery: RecoveryKeeper
    private var equality: EqualityKeeper
    private var budgets: BudgetWatch
    private var timer: DriverTimer
    let contents: ContentKeeper
    private let notes: NoteDriver
    private let context: DriverContext

    init(
        _ context: DriverContext,
        relay: Relay,
        recovery: PastRecovery?,
        traffic: StoreTraffic,
        compression: FrameCompression,
        budgets: BudgetWatch,
        comparisonTime: DailyTime,
        contents: ContentKeeper,
        notes: NoteDriver
    ) {
        self.context = context
        self.relay = relay
        self.links = OpenLinks(compression)
        self.book = NeighbourBook(own: relay.office)
        self.journal = LinkJournal(context)
        self.traffic = traffic
        self.recovery = RecoveryKeeper(context, of: relay, recovery)
        self.equality = EqualityKeeper(context)
        self.budgets = budgets
        self.timer = DriverTimer(comparisonTime: comparisonTime, at: context.clock())
        self.contents = contents
        self.notes = notes
        notes.attach(self)
    }

    func start() {
        self.contents.start(self)
        let eventLoop = self.traffic.loop.eventLoop
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        self.timer.start(on: eventLoop) { bound.value.tick() }
    }

    func stop() {
        self.timer.stop()
        self.links.stop()
    }

    // MARK: What people see

    var headsDigest: Digest256 { self.relay.headsDigest }

    /// What people should look after now.
    var alarms: [NoteAlarm] { self.notes.alarms }

    /// What showed that the store is damaged, and when that was noticed, UTC milliseconds.
    var storeFault: (error: StoreError, since: Int64)? { self.traffic.fault }

    /// The offices that were linked since the node was started.
    var neighbours: Set<OfficePath> { self.book.offices }

    /// How each neighbour's nodes stand.
    func snapshot() -> [PeerID: LinkRecord] {
        for progress in self.relay.links {
            guard let link = self.links[progress.link] else { continue }
            let isRestricted = self.budgets.lowestLane(of: progress.peer) != .attachments
            self.book.note(progress, of: link, isRestricted: isRestricted)
        }
        return self.book.records
    }

    /// Compares with a neighbour now.
    ///
    /// - Returns: whether a link to it is open.
    func compare(_ peer: OfficePath) -> Bool {
        let open = self.links.ids(to: peer)
        for link in open { self.step(.compare(link)) }
        return !open.isEmpty
    }

    // MARK: Time

    /// Once a second.
    private func tick() {
        let now = self.context.clock()
        self.step(.tick)
        self.notes.tick()
        self.recovery.concludeIfDone(self.relay.links)
        if self.timer.isComparisonDue(at: now) {
            for (link, _) in self.links.inOrder { self.step(.compare(link)) }
        }
        self.watchBudgets(at: now)
        for event in self.book.dueOutages(at: now) { self.journal.record(event) }
        self.watchStore()
        self.contents.tick()
    }

    /// Says once that what lies on the disk has shown itself damaged, whoever came upon it.
    func watchStore() {
        let event = self.traffic.newFault(at: self.context.clock())
        if let event { self.journal.record(event) }
    }

    func record(_ event: StoreEvent) { self.journal.record(event) }

    private func watchBudgets(at now: Int64) {
        for (id, link) in self.links.inOrder {
            let lane = self.budgets.look(
                at: id,
                to: link.peer.path,
                byteCount: link.bytesIn + link.bytesOut,
                now: now
            )
            if let lane { self.step(.restrict(id, to: lane)) }
        }
    }

    // MARK: The store

    /// A transaction of the store has failed. Called on the event loop.
    func failed(_ error: StoreError, _ batches: [BatchID]) {
        self.context.logger.error("a transaction failed", metadata: ["error": "\(error)"])
        // Nothing of these batches is on disk: the neighbours send again on a new link.
        for batch in batches { self.links[batch.link]?.close(reason: "store-failed") }
    }

    /// The store has committed. Called on the event loop, in commit order.
    func committed(_ report: CommitReport, _ notices: [StoreNotice]) {
        self.recovery.committed(report, notices) { [links] in links[$0]?.peer.path }
        self.book.committed(report)
        if !report.committed.isEmpty { self.contents.moved() }
        self.step(.committed(report))
        self.notes.committed(report, notices)
        for notice in notices { self.heard(notice) }
    }

    private func heard(_ notice: StoreNotice) {
        self.context.log(notice)
        switch notice {
        case .incarnationOpened(let incarnation, _), .clockCorrected(let incarnation):
            self.step(.incarnationOpened(incarnation))
        case .reorganised(let successions): self.step(.reorganised(successions))
        // Whoever came upon it: nothing goes out from there on, and neighbours are asked.
        case .changeDamaged(let change): self.step(.damaged([change]))
        case .feedForked, .quarantineDropped, .quarantined, .heldApplied,
            .rosterChanged, .directivesTouched, .reportingChanged:
            break
        }
    }

    private func readDone(_ id: LinkID, _ result: Result<FoundChanges, any Error>) {
        switch result {
        case .success(let found):
            self.foundDamaged(found.damaged)
            self.step(.read(id, found.changes))
        case .failure(let error):
            self.context.logger.error(
                "reading for a link failed",
                metadata: ["error": "\(error)"]
            )
            self.links[id]?.close(reason: "store-failed")
        }
    }

    /// Whoever read them found them damaged: the relay stops sending them and asks neighbours, the store writes
    /// them down.
    func foundDamaged(_ changes: [ChangePlace]) {
        guard !changes.isEmpty else { return }
        self.step(.damaged(changes))
        self.traffic.noteDamage(changes)
    }

    // MARK: Steps

    func step(_ event: Relay.Event) {
        let now = DriverContext.uptimeMilliseconds
        for action in self.relay.step(event, at: now) { self.perform(action) }
    }

    private func perform(_ action: Relay.Action) {
        switch action {
        case .send(let id, let frame): self.links.send(frame, over: id)
        case .close(let id, let end): self.close(id, end)
        case .ingest(let id, let scope, let changes): self.traffic.ingest(id, scope, changes)
        case .read(let id, let requests, let byteCountMax):
            let bound = NIOLoopBound(self, eventLoop: self.traffic.loop.eventLoop)
            self.traffic.read(requests, byteCountMax: byteCountMax) {
                bound.value.readDone(id, $0)
            }
        case .certify(let id, let claim):
            guard let statement = self.equality.sign(claim, on: id) else { return }
            self.step(.certified(id, statement))
        case .keep(let id, let statement):
            self.equality.keep(statement, of: id, from: self.links.peerText(of: id))
        case .content(let action): self.contents.perform(action)
        case .notify(let notice): self.notice(notice)
        case .take(let id, let note): self.notes.step(.received(id, note))
        }
    }

    private func notice(_ notice: Relay.Notice) {
        switch notice {
        case .greeted(let id, let process):
            guard let link = self.links[id], self.book.greeted(link.peer.id, process) else {
                return
            }
            self.journal.twoNodes(link.peer.path, at: link.remoteAddress)
        case .inSync(let id):
            guard let peer = self.links[id]?.peer.id else { return }
            self.book.equal(peer, at: self.context.clock())
            self.recovery.equal(with: peer.path)
        case .moved(let id): self.links[id]?.hasMoved = true
        case .refusedByPeer(let id, let feed, let number, let reason):
            let change = ChangePlace(feed: feed, number: number)
            self.examine(change)
            self.journal.refused(change, by: self.links.peerText(of: id), reason)
        case .ownFeedAhead(let id, let feed, _):
            if let peer = self.links[id]?.peer.path { self.recovery.claimed(feed, by: peer) }
        case .ownChangesLost(let changes): self.traffic.rewrite(changes)
        case .noteSettled, .statementDue, .statementStale: self.notes.heard(notice)
        }
    }

    private func examine(_ change: ChangePlace) {
        let bound = NIOLoopBound(self, eventLoop: self.traffic.loop.eventLoop)
        self.traffic.examine(change) { bound.value.step(.damaged($0)) }
    }

    /// A neighbour has sent something else than a file's name says.
    func distrust(_ link: LinkID, _ content: ContentID) {
        self.journal.quarantine(.wrongContent, "\(content)", peer: self.links.peerText(of: link))
    }

    // MARK: Links

    /// Ends a link because the relay wants it.
    private func close(_ id: LinkID, _ end: Relay.LinkEnd) {
        guard let link = self.links[id] else { return }
        if let (reason, detail) = end.refusal {
            self.journal.quarantine(reason, detail, peer: "\(link.peer.path)")
        }
        // What was refused is written down: the link's own report of its end must not do it again.
        self.links.remove(id)
        let reason = String(end.word.prefix(WireLimits.reasonByteCountMax))
        if case .farewell = end {} else { link.send(Frame.bye(reason).encoded()) }
        link.close(reason: reason)
    }
}

extension RelayDriver: LinkEvents {
    func linkOpened(_ link: Link, peer: LinkPeer) {
        let id = LinkID(link.id)
        self.links.add(link)
        if let event = self.book.opened(link, to: peer, at: self.context.clock()) {
            self.journal.record(event)
        }
        self.context.logger.info(
            "link open",
            metadata: ["peer": "\(peer.path)", "address": "\(link.remoteAddress)"]
        )
        self.notes.step(.linkOpened(id, peer: peer.path))
        self.step(.linkOpened(id, peer: peer.path))
    }

    func linkReceived(_ link: Link, frame: [UInt8]) {
        let id = LinkID(link.id)
        do throws(CBORError) {
            self.step(.frameReceived(id, try self.links.unwrap(frame)))
        } catch {
            self.step(.linkClosed(id))
            self.close(id, .malformedFrame(error.description))
        }
    }

    func linkClosed(_ link: Link, reason: String) {
        let (id, peer) = (LinkID(link.id), link.peer.path)
        let endedByItself = self.links.remove(id)
        self.book.closed(
            link,
            reason,
            self.relay.links.first { $0.link == id },
            isLast: self.links.ids(to: peer).isEmpty,
            at: self.context.clock()
        )
        if endedByItself, reason == LinkCloseReason.malformedFrame {
            self.journal.quarantine(.malformedFrame, "frame length", peer: "\(peer)")
        }
        self.equality.linkClosed(id)
        self.budgets.closed(id, to: peer, byteCount: link.bytesIn + link.bytesOut)
        self.context.logger.info(
            "link closed",
            metadata: ["peer": "\(peer)", "reason": "\(reason)"]
        )
        self.notes.step(.linkClosed(id))
        self.step(.linkClosed(id))
    }

    func linkRefused(_ refusal: LinkRefusal) { self.journal.refused(refusal) }
}
