import Decision
import Dispatch
import NIOCore
import OfficeWork
import Store
import SyncProtocol

/// Runs the desk of notes: events in, actions out, one at a time. Confined to the links' event loop,
/// like the driver of the relay, that it hears of links from and speaks through.
final class NoteDriver {
    private let context: NoteContext
    private var desk: NoteDesk
    private let verifier: NoteVerifier<SignatureSuite>
    private let traces: TraceDesk
    /// Whoever comes back again and again to say that it misses our statements is told of once an hour.
    private var missedByPeers = QuietLog(quietMilliseconds: 60 * 60_000)
    weak var driver: RelayDriver?

    init(_ context: NoteContext, positions: [FeedPosition]) {
        self.context = context
        self.desk = NoteDesk(
            office: context.office,
            own: context.identity.own,
            positions: positions,
            signed: context.signedConfirmations,
            confirmMilliseconds: context.settings.confirmMilliseconds,
            suite: context.identity.context.suite
        )
        self.verifier = NoteVerifier(
            office: context.office,
            tree: context.identity.tree,
            verifier: context.identity.context.suite
        )
        self.traces = TraceDesk(context)
    }

    /// What people should look after now.
    var alarms: [NoteAlarm] { self.desk.alarms }

    func attach(_ driver: RelayDriver) {
        self.driver = driver
        self.traces.notes = self
    }

    func step(_ event: NoteDesk.Event) {
        let actions = self.desk.step(
            event,
            at: DriverContext.uptimeMilliseconds,
            wall: self.context.clock()
        )
        for action in actions { self.perform(action) }
    }

    func committed(_ report: CommitReport, _ notices: [StoreNotice]) {
        self.step(.committed(report))
        for notice in notices {
            switch notice {
            case .directivesTouched(let directives): self.traces.touched(directives)
            case .rosterChanged: self.traces.touchedAll()
            default: continue
            }
        }
    }

    /// About once a second.
    func tick() {
        if let relay = self.driver?.relay {
            self.step(.tick(streaming: relay.streamingLinks, inStep: relay.linksInStep))
        }
        self.traces.tick()
    }

    func heard(_ notice: Relay.Notice) {
        switch notice {
        case .noteSettled(let link, let id): self.step(.settled(link, id))
        case .statementDue(let link): self.step(.statementDue(link))
        case .statementStale(let link, let silence):
            self.step(.statementStale(link, silentMilliseconds: silence))
        default: return
        }
    }

    // MARK: Actions

    private func perform(_ action: NoteDesk.Action) {
        switch action {
        case .check(let link, let note, let peer): self.check(note, from: peer, over: link)
        case .keep(let notes, let peer, let link): self.keep(notes, from: peer, over: link)
        case .quarantine(let note, let reason, let detail, let peer):
            self.context.quarantine(note, reason, detail, from: peer)
        case .accuse(let note, let position, let peer):
            self.context.accuse(note, position, from: peer)
        case .say(let link, let message): self.driver?.step(.note(link, message))
        case .heardStatement(let link): self.driver?.step(.statementHeard(link))
        case .read(let link, let peer, let limit): self.read(for: peer, limit, over: link)
        case .settle(let link, let ids, let peer): self.settle(ids, with: peer, over: link)
        case .forget(let link, let kind, let peer, let since):
            self.forget(kind, peer, since: since, over: link)
        case .sign(let confirmations, let withChain): self.sign(confirmations, withChain: withChain)
        case .state(let link, let number): self.state(number, over: link)
        case .utter(let link, let content, let withChain):
            self.utter(content, withChain: withChain, over: link)
        case .look(let headquarters): self.look(headquarters)
        case .notify(let notice): self.notice(notice)
        }
    }

    private func check(_ note: Note, from peer: OfficePath, over link: LinkID) {
        let (verifier, keys) = (self.verifier, self.context.keys)
        let loop = self.context.loop
        let bound = NIOLoopBound(self, eventLoop: loop.eventLoop)
        self.context.queue.async {
            let result = Self.check(note, verifier, keys, from: peer)
            loop.execute { bound.value.step(.checked(link, note, result)) }
        }
    }

    private static func check(
        _ note: Note,
        _ verifier: NoteVerifier<SignatureSuite>,
        _ keys: KeyRing,
        from peer: OfficePath
    ) -> NoteVerification {
        let result = verifier.verify(note, from: peer) { author in
            keys.child(of: verifier.office, signedForBy: author)
        } key: { author, office in
            keys.key(of: author, for: office)
        }
        guard case .good(let good) = result else { return result }
        if case .fold = good.content, (try? TraceFoldNote(decoding: note.body)) == nil {
            return .refused(.malformedChange, detail: "a fold of \(good.signer)")
        }
        if let chain = note.chain { keys.add(AuthorKey(chain.leaf), author: note.author) }
        return result
    }

    private func keep(_ notes: [VerifiedNote], from peer: OfficePath, over link: LinkID) {
        let bound = NIOLoopBound(self, eventLoop: self.context.eventLoop)
        self.context.keep(notes, from: peer) { verdicts in
            bound.value.step(.kept(notes, verdicts, over: link))
        }
    }

    private func read(for peer: OfficePath, _ limit: Int, over link: LinkID) {
        let bound = NIOLoopBound(self, eventLoop: self.context.eventLoop)
        self.context.read { snapshot throws(StoreError) in
            try snapshot.notes.unsettled(for: peer, limit: limit).map(\.note)
        } then: { notes in
            bound.value.step(.found(link, notes ?? []))
        }
    }

    private func settle(_ ids: [NoteID], with peer: OfficePath, over link: LinkID) {
        let (store, loop) = (self.context.store, self.context.loop)
        let bound = NIOLoopBound(self, eventLoop: loop.eventLoop)
        Task {
            try? await store.notes.settle(ids, with: peer)
            loop.execute { bound.value.step(.remembered(link)) }
        }
    }

    private func forget(
        _ kind: NoteKind,
        _ peer: OfficePath,
        since: Int64?,
        over link: LinkID
    ) {
        let (store, loop) = (self.context.store, self.context.loop)
        let bound = NIOLoopBound(self, eventLoop: loop.eventLoop)
        Task {
            try? await store.notes.forgetDeliveries(of: kind, to: peer, since: since)
            loop.execute { bound.value.step(.forgotten(link)) }
        }
    }

    private func sign(_ confirmations: [ConfirmationNote], withChain: Bool) {
        let (identity, loop) = (self.context.identity, self.context.loop)
        let bound = NIOLoopBound(self, eventLoop: loop.eventLoop)
        self.context.queue.async {
            let notes = confirmations.compactMap {
                identity.note(.confirmation($0), withChain: withChain)
            }
            loop.execute { bound.value.keep(notes, of: confirmations.map(\.owner)) }
        }
    }

    private func keep(_ notes: [VerifiedNote], of owners: [OfficePath]) {
        let bound = NIOLoopBound(self, eventLoop: self.context.eventLoop)
        self.context.keep(notes, from: nil) { verdicts in
            bound.value.step(.confirmationsKept(of: owners, isOnDisk: verdicts != nil))
        }
    }

    private func state(_ number: UInt64, over link: LinkID) {
        guard let driver = self.driver else { return }
        let bound = NIOLoopBound(self, eventLoop: self.context.eventLoop)
        self.context.statement(number, driver.relay) { statement in
            if let statement { bound.value.step(.stated(link, statement)) }
        }
    }

    private func utter(_ content: VerifiedNote.Content, withChain: Bool, over link: LinkID) {
        let note = self.context.identity.note(content, withChain: withChain)
        if let note { self.driver?.step(.note(link, .note(note.note))) }
    }

    private func look(_ headquarters: OfficePath) {
        let bound = NIOLoopBound(self, eventLoop: self.context.eventLoop)
        self.context.read { snapshot throws(StoreError) in
            try snapshot.notes.unconfirmed(by: headquarters)
        } then: { feeds in
            bound.value.step(.looked(feeds))
        }
    }

    private func notice(_ notice: NoteDesk.Notice) {
        let now = self.context.clock()
        switch notice {
        case .folded(let header):
            if let id = DirectiveID(bytes: header.subject) { self.traces.touched([id]) }
        case .statementMissing(let peer, let silence):
            self.context.record(NoteNews.statementStale(peer, silence, at: now))
        case .statementMissedBy(let peer, let silence):
            guard self.missedByPeers.isNew("\(peer)", at: now) else { return }
            self.context.record(NoteNews.statementMissed(peer, silence, at: now))
        case .unconfirmed(let feed, let headquarters):
            self.context.record(NoteNews.unconfirmed(headquarters, feed, at: now))
        }
    }
}
