import Admin
import Decision
import Dispatch
import Logging
import NIOCore
import NIOPosix
import Store
import SyncProtocol

/// What all desks of notes work with.
struct NoteContext {
    let identity: NodeIdentity
    let store: OfficeStore
    let keys: KeyRing
    let loop: LinkLoop
    let reader: NIOThreadPool
    let standings: StandingBook
    let settings: NoteSettings
    let dataFolder: String
    /// UTC milliseconds.
    let clock: @Sendable () -> Int64
    let logger: Logger
    /// Signs and checks notes, off the event loop.
    let queue = DispatchQueue(label: "cast-sync.notes", qos: .utility)

    var office: OfficePath { self.identity.path }
    var eventLoop: any EventLoop { self.loop.eventLoop }

    /// Reads a snapshot on a thread for that and hands the result over on the event loop; nothing
    /// when the store cannot be read.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (StoreSnapshot) throws(StoreError) -> Value,
        then: @escaping @Sendable (Value?) -> Void
    ) {
        let (store, loop) = (self.store, self.loop)
        self.reader.submit { _ in
            let value = try? store.read { snapshot throws(StoreError) in try body(snapshot) }
            loop.execute { then(value) }
        }
    }

    /// Keeps notes and hands over on the event loop what became of them; nothing when the disk does
    /// not take them.
    func keep(
        _ notes: [VerifiedNote],
        from peer: OfficePath?,
        then: @escaping @Sendable ([NoteVerdict]?) -> Void
    ) {
        let (store, loop) = (self.store, self.loop)
        Task {
            let verdicts = try? await store.notes.keep(notes, from: peer)
            loop.execute { then(verdicts) }
        }
    }

    func record(_ event: StoreEvent) {
        self.logger.warning("\(NodeEvent(event).words.english)")
        let store = self.store
        Task { try? await store.record(event) }
    }

    func quarantine(
        _ note: Note,
        _ reason: RefusalReason,
        _ detail: String,
        from peer: OfficePath
    ) {
        let unit = QuarantinedUnit(
            reason: reason,
            detail: detail,
            peer: "\(peer)",
            body: note.encoded()
        )
        let store = self.store
        Task { try? await store.quarantine(unit) }
    }

    func accuse(_ note: VerifiedNote, _ position: FeedPosition, from peer: OfficePath) {
        let store = self.store
        Task { try? await store.notes.accuse(note, position, from: peer) }
    }

    /// Our own confirmations that are on disk; none when they cannot be read: then all are signed again.
    var signedConfirmations: [ConfirmationNote] {
        let own = self.office
        let notes = try? self.store.read { snapshot throws(StoreError) in
            try snapshot.notes.all(.confirmation).filter { $0.signer == own }
        }
        return (notes ?? []).compactMap { try? ConfirmationNote(decoding: $0.note.body) }
    }
}

extension NodeIdentity {
    /// Signs a note of this node; nil when the key cannot sign.
    func note(_ content: VerifiedNote.Content, withChain: Bool = false) -> VerifiedNote? {
        switch content {
        case .statement(let statement):
            self.note(.statement, statement.encoded(), content, withChain: withChain)
        case .confirmation(let confirmation):
            self.note(.confirmation, confirmation.encoded(), content, withChain: withChain)
        case .alarm(let alarm): self.note(.alarm, alarm.encoded(), content, withChain: withChain)
        // Of a fold this is the beginning only.
        case .fold: nil
        }
    }

    func note(
        _ kind: NoteKind,
        _ body: [UInt8],
        _ content: VerifiedNote.Content,
        withChain: Bool = false
    ) -> VerifiedNote? {
        let note = try? Note(
            kind,
            body: body,
            in: Note.Context(tree: self.tree, signer: self.path),
            signer: self.signer,
            chain: withChain ? self.chain : nil
        )
        return note.map {
            VerifiedNote(
                own: $0,
                signer: self.path,
                content: content,
                suite: self.context.suite
            )
        }
    }
}
