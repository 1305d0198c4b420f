import Dispatch
import NIOCore
import OfficeWork
import Store
import SyncProtocol

/// Checks received notes, keeps them, and says that they are kept.
final class NoteIntake {
    /// How many notes of one link wait here at most. What is beyond is dropped: the other end offers
    /// it again.
    private static let waitingMax = 256

    /// After so many refused notes nothing more is taken from a link: each costs a commit.
    private static let refusedMax = 32

    private struct State {
        let peer: OfficePath
        var waiting = 0
        var refused = 0
        var checked: [VerifiedNote] = []
        var isKeeping = false
    }

    private let context: NoteContext
    private let verifier: NoteVerifier<Ed25519Verifier>
    private var states: [LinkID: State] = [:]
    weak var driver: RelayDriver?
    weak var desk: NotesDesk?

    init(_ context: NoteContext) {
        self.context = context
        self.verifier = NoteVerifier(
            office: context.office,
            tree: context.identity.tree,
            verifier: Ed25519Verifier()
        )
    }

    func opened(_ link: LinkID, _ peer: OfficePath) {
        self.states[link] = State(peer: peer)
    }

    func closed(_ link: LinkID) {
        self.states[link] = nil
    }

    func take(_ note: Note, over link: LinkID) {
        guard let state = self.states[link], state.waiting < Self.waitingMax,
            state.refused < Self.refusedMax
        else { return }
        self.states[link]?.waiting += 1
        let (verifier, keys, peer) = (self.verifier, self.context.keys, state.peer)
        let eventLoop = self.context.eventLoop
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        self.context.queue.async {
            let result = Self.check(note, verifier, keys, from: peer)
            eventLoop.execute { bound.value.checked(note, result, over: link) }
        }
    }

    private static func check(
        _ note: Note,
        _ verifier: NoteVerifier<Ed25519Verifier>,
        _ keys: KeyRing,
        from peer: OfficePath
    ) -> NoteVerification {
        let result = verifier.verify(note, from: peer) { keys.key(of: $0, for: $1) }
        guard case .good(let good) = result else { return result }
        if case .fold = good.content, (try? TraceFoldNote(decoding: note.body)) == nil {
            return .refused(.malformedChange, detail: "a fold of \(peer)")
        }
        if let chain = note.chain { keys.add(AuthorKey(chain.leaf), author: note.author) }
        return result
    }

    private func checked(_ note: Note, _ result: NoteVerification, over link: LinkID) {
        guard let peer = self.states[link]?.peer else { return }
        switch result {
        case .good(let good):
            self.states[link]?.checked.append(good)
            self.keep(link)
        case .authorUnknown:
            self.states[link]?.waiting -= 1
        case .refused(let reason, let detail):
            self.states[link]?.waiting -= 1
            self.states[link]?.refused += 1
            self.refuse(note, reason, detail, from: peer)
            // Offering it again would be of no use.
            self.driver?.say(.settled(note.id), over: link)
        }
    }

    private func refuse(
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
        let store = self.context.store
        Task { try? await store.quarantine(unit) }
    }

    private func keep(_ link: LinkID) {
        guard let state = self.states[link], !state.isKeeping, !state.checked.isEmpty else {
            return
        }
        self.states[link]?.isKeeping = true
        self.states[link]?.checked = []
        let bound = NIOLoopBound(self, eventLoop: self.context.eventLoop)
        let notes = state.checked
        self.context.keep(notes, from: state.peer) { verdicts in
            bound.value.kept(notes, verdicts, over: link)
        }
    }

    private func kept(_ notes: [VerifiedNote], _ verdicts: [NoteVerdict]?, over link: LinkID) {
        guard let peer = self.states[link]?.peer else { return }
        self.states[link]?.isKeeping = false
        self.states[link]?.waiting -= notes.count
        // Nothing is acknowledged that the disk does not have.
        for (note, verdict) in zip(notes, verdicts ?? []) {
            switch note.content {
            case .receipt,
                .fold where verdict != .subjectUnknown:
                self.driver?.say(.settled(note.note.id), over: link)
            default: break
            }
            guard verdict == .kept else { continue }
            if case .statement = note.content { self.driver?.heardStatement(over: link) }
            self.desk?.kept(note, over: link, from: peer)
        }
        self.keep(link)
    }
}
