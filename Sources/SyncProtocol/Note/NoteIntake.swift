private import OrderedCollections

/// Which received notes are taken, and what their sender is told of them.
struct NoteIntake: Sendable, Equatable {
    /// How many notes of one link wait here at most. What is beyond is dropped: the other end offers
    /// it again.
    static let waitingMax = 256
    /// After so many refused notes nothing more is taken from a link: each costs a commit.
    static let refusedMax = 32

    private struct State: Sendable, Equatable {
        let peer: OfficePath
        /// Being checked, checked, or being kept.
        var waiting = 0
        var refused = 0
        var checked: [VerifiedNote] = []
        var isKeeping = false
    }

    private var states: OrderedDictionary<LinkID, State> = [:]

    mutating func opened(_ link: LinkID, _ peer: OfficePath) {
        self.states[link] = State(peer: peer)
    }

    mutating func closed(_ link: LinkID) {
        self.states.removeValue(forKey: link)
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
                .say(link, .settled(note.id)),
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
        for (note, verdict) in zip(notes, verdicts ?? [])
        where !note.isMomentary && verdict != .subjectUnknown {
            actions.append(.say(link, .settled(note.note.id)))
        }
        return actions + self.keep(link)
    }
}
