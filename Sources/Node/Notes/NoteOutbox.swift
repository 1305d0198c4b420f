import NIOCore
import NIOPosix
import Store
import SyncProtocol

/// Sends notes that neighbours do not have, a few at a time, until they say that they have them.
final class NoteOutbox {
    /// How many notes are under way to one neighbour at most: about sixteen kilobytes.
    private static let underWayMax = 64
    /// After so long without an answer they are offered again, in milliseconds.
    private static let repeatMilliseconds: Int64 = 60_000

    private struct State {
        let peer: OfficePath
        var isTouched = true
        var isReading = false
        var underWay: Set<NoteID> = []
        var saidAt: Int64 = 0
        /// Said to be on the other end's disk, and not remembered yet.
        var settled: [NoteID] = []
        /// Some are being remembered: until they are, a reading would bring them once more.
        var isRemembering = false
    }

    private let context: NoteContext
    private var states: [LinkID: State] = [:]
    weak var driver: RelayDriver?

    init(_ context: NoteContext) {
        self.context = context
    }

    func opened(_ link: LinkID, _ peer: OfficePath) {
        self.states[link] = State(peer: peer)
    }

    /// - Returns: who was at the other end.
    func closed(_ link: LinkID) -> OfficePath? {
        self.remember(link)
        guard let state = self.states.removeValue(forKey: link) else { return nil }
        // What came while others were being remembered.
        self.settle(state.settled, with: state.peer) {}
        return state.peer
    }

    /// There is something new for an office that may lie further down.
    func touched(towards office: OfficePath) {
        for (link, state) in self.states where state.peer.contains(office) {
            self.states[link]?.isTouched = true
        }
    }

    /// There is something new for our parent.
    func touchedUp() {
        for (link, state) in self.states where state.peer == self.context.office.parent {
            self.states[link]?.isTouched = true
        }
    }

    func settled(_ id: NoteID, over link: LinkID) {
        // Only what was said can be settled: a hostile end must not make us write for nothing.
        guard self.states[link]?.underWay.remove(id) != nil else { return }
        self.states[link]?.settled.append(id)
    }

    func tick() {
        let now = self.context.clock()
        for link in Array(self.states.keys) {
            self.remember(link)
            guard let state = self.states[link] else { continue }
            if !state.underWay.isEmpty, abs(now - state.saidAt) > Self.repeatMilliseconds {
                self.states[link]?.underWay = []
                self.states[link]?.isTouched = true
            } else {
                self.readIfIdle(link)
            }
        }
    }

    private func readIfIdle(_ link: LinkID) {
        guard let state = self.states[link], state.isTouched, state.underWay.isEmpty,
            !state.isReading, !state.isRemembering
        else { return }
        self.read(link, state.peer)
    }

    private func read(_ link: LinkID, _ peer: OfficePath) {
        guard self.driver?.isStreaming(link) == true else { return }
        self.states[link]?.isReading = true
        self.states[link]?.isTouched = false
        let bound = NIOLoopBound(self, eventLoop: self.context.eventLoop)
        self.context.read { snapshot throws(StoreError) in
            try snapshot.unsettledNotes(for: peer, limit: Self.underWayMax)
        } then: { notes in
            bound.value.say(notes ?? [], over: link)
        }
    }

    private func say(_ notes: [StoredNote], over link: LinkID) {
        guard self.states[link] != nil else { return }
        self.states[link]?.isReading = false
        guard !notes.isEmpty else { return }
        self.states[link]?.saidAt = self.context.clock()
        // There may be more.
        if notes.count == Self.underWayMax { self.states[link]?.isTouched = true }
        for stored in notes {
            self.states[link]?.underWay.insert(stored.note.id)
            self.driver?.say(.note(stored.note), over: link)
        }
    }

    private func remember(_ link: LinkID) {
        guard let state = self.states[link], !state.settled.isEmpty, !state.isRemembering else {
            return
        }
        self.states[link]?.settled = []
        self.states[link]?.isRemembering = true
        let bound = NIOLoopBound(self, eventLoop: self.context.eventLoop)
        self.settle(state.settled, with: state.peer) { bound.value.remembered(link) }
    }

    private func remembered(_ link: LinkID) {
        self.states[link]?.isRemembering = false
        self.readIfIdle(link)
    }

    /// Writes down what a neighbour has; `then` runs on the event loop, whatever became of it.
    private func settle(
        _ ids: [NoteID],
        with peer: OfficePath,
        then: @escaping @Sendable () -> Void
    ) {
        guard !ids.isEmpty else { return }
        let (store, eventLoop) = (self.context.store, self.context.eventLoop)
        Task {
            try? await store.settle(ids, with: peer)
            eventLoop.execute(then)
        }
    }
}
