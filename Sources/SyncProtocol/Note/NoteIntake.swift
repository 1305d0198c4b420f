private import OrderedCollections

/// Which received notes are taken, and what their sender is told of them.
struct NoteIntake: Sendable, Equatable {
    /// How many notes of one link wait here at most. What is beyond is dropped: the other end offers
    /// it again.
    static let waitingMax = 256
    /// After so many refused notes nothing more is taken from a link: each costs a commit.
    static let refusedMax = 32
    /// So many confirmations of one link may speak of changes of ours that are not here, before we are in step.
    static let doubtedMax = 64

    private struct State: Sendable, Equatable {
        let peer: OfficePath
        /// Being checked, checked, or being kept.
        var waiting = 0
        var refused = 0
        /// Confirmations that named other changes than ours when they first came.
        var doubted: OrderedSet<NoteID> = []
        /// Both ends have the same.
        var isInStep = false
        var checked: [VerifiedNote] = []
        var isKeeping = false
    }

    private let suite: SignatureSuite
    private var states: OrderedDictionary<LinkID, State> = [:]

    init(suite: SignatureSuite) {
        self.suite = suite
    }

    mutating func opened(_ link: LinkID, _ peer: OfficePath) {
        self.states[link] = State(peer: peer)
    }

    mutating func closed(_ link: LinkID) {
        self.states.removeValue(forKey: link)
    }

    mutating func heard(inStep: [LinkID]) {
        for link in self.states.keys { self.states[link]?.isInStep = inStep.contains(link) }
    }

    /// Checked notes of a link that have not been handed to the store.
    func checkedCount(over link: LinkID) -> Int { self.states[link]?.checked.count ?? 0 }

    mutating func take(_ note: Note, over link: LinkID) -> [NoteDesk.Action] {
        guard let state = self.states[link], state.waiting < Self.waitingMax,
            state.refused < Self.refusedMax
        else { return [] }
        self.states[link]?.waiting += 1
        return [.check(link, note, from: state.peer)]
    }

    mutating func checked(
        _ note: Note,
        _ result: NoteVerification,
        over link: LinkID
    ) -> [NoteDesk.Action] {
        guard let peer = self.states[link]?.peer else { return [] }
        switch result {
        case .good(let good):
            self.states[link]?.checked.append(good)
            return self.keep(link)
        case .authorUnknown:
            self.states[link]?.waiting -= 1
            return []
        case .refused(let reason, let detail):
            self.states[link]?.waiting -= 1
            self.states[link]?.refused += 1
            // Offering it again would be of no use.
            return [
                .quarantine(note, reason, detail: detail, from: peer),
                .say(link, .settled(note.id(by: self.suite))),
            ]
        }
    }

    private mutating func keep(_ link: LinkID) -> [NoteDesk.Action] {
        guard let state = self.states[link], !state.isKeeping, !state.checked.isEmpty else {
            return []
        }
        self.states[link]?.isKeeping = true
        self.states[link]?.checked = []
        return [.keep(state.checked, from: state.peer, over: link)]
    }

    /// - Parameter verdicts: nil when the disk did not take them: nothing is acknowledged then.
    mutating func kept(
        _ notes: [VerifiedNote],
        _ verdicts: [NoteVerdict]?,
        over link: LinkID
    ) -> [NoteDesk.Action] {
        guard self.states[link] != nil else { return [] }
        self.states[link]?.isKeeping = false
        self.states[link]?.waiting -= notes.count
        var actions: [NoteDesk.Action] = []
        for (note, verdict) in zip(notes, verdicts ?? []) where !note.isMomentary {
            switch verdict {
            case .kept, .older: actions.append(.say(link, .settled(note.id)))
            case .subjectUnknown: continue
            case .contradicted(let position):
                actions += self.contradicted(note, position, over: link)
            }
        }
        return actions + self.keep(link)
    }

    /// A confirmation names another change than ours. An office that was restored, or has two nodes, may have
    /// written that one, too, and is about to get it back: only what comes again while both ends have the
    /// same is false.
    private mutating func contradicted(
        _ note: VerifiedNote,
        _ position: FeedPosition,
        over link: LinkID
    ) -> [NoteDesk.Action] {
        guard let state = self.states[link] else { return [] }
        let id = note.id
        let isFull = state.doubted.count >= Self.doubtedMax
        guard isFull || (state.isInStep && state.doubted.contains(id)) else {
            self.states[link]?.doubted.append(id)
            return []
        }
        self.states[link]?.doubted.remove(id)
        self.states[link]?.refused += 1
        return [.accuse(note, position, from: state.peer), .say(link, .settled(id))]
    }
}
