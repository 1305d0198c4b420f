private import OrderedCollections

/// What is offered to which neighbour, and when again: a few notes at a time, until it says that it
/// has them.
struct NoteOutbox: Sendable, Equatable {
    /// How many notes are under way to one neighbour at most: about sixteen kilobytes.
    static let underWayMax = 64
    /// After so long without an answer they are offered again, in milliseconds.
    static let repeatMilliseconds: Int64 = 60_000
    /// What a neighbour has settled is offered anew on a later link, but not more often than this, in
    /// milliseconds: its disk may have been exchanged for an older one meanwhile.
    static let receiptsAfreshMillisecondsMin: Int64 = 300_000
    /// The same for folds, of which there are as many as directives.
    static let foldsAfreshMillisecondsMin: Int64 = 86_400_000

    private struct State: Sendable, Equatable {
        let peer: OfficePath
        var isTouched = true
        var isReading = false
        /// Of these kinds nothing settled on earlier links counts on this one.
        var afresh: [NoteKind]
        var underWay: OrderedSet<NoteID> = []
        var saidAt: Int64 = 0
        /// Said to be on the other end's disk, and not remembered yet.
        var settled: [NoteID] = []
        /// Some are being remembered: until they are, a reading would bring them once more.
        var isRemembering = false
    }

    private let office: OfficePath
    private var states: OrderedDictionary<LinkID, State> = [:]
    /// When everything of a kind was last offered anew to a neighbour.
    private var afreshAt: OrderedDictionary<NoteKind, OrderedDictionary<OfficePath, Int64>> = [:]

    init(office: OfficePath) {
        self.office = office
    }

    mutating func opened(_ link: LinkID, _ peer: OfficePath) {
        self.states[link] = State(peer: peer, afresh: self.kinds(for: peer))
    }

    mutating func closed(_ link: LinkID) -> [NoteDesk.Action] {
        guard let state = self.states.removeValue(forKey: link), !state.settled.isEmpty else {
            return []
        }
        return [.settle(link, state.settled, with: state.peer)]
    }

    /// There is something new for an office that may lie further down.
    mutating func touched(towards office: OfficePath) {
        for (link, state) in self.states where state.peer.contains(office) {
            self.states[link]?.isTouched = true
        }
    }

    /// There is a new fold: our own, or one of a child.
    mutating func touchedFold() {
        for (link, state) in self.states where self.kinds(for: state.peer).contains(.fold) {
            self.states[link]?.isTouched = true
        }
    }

    /// What is offered to an office: receipts to those below, folds to our parent, both to our other nodes.
    private func kinds(for peer: OfficePath) -> [NoteKind] {
        if peer == self.office { return [.receipt, .fold] }
        if peer == self.office.parent { return [.fold] }
        return self.office.contains(peer) ? [.receipt] : []
    }

    mutating func settled(_ id: NoteID, over link: LinkID) {
        // Only what was said can be settled: a hostile end must not make us write for nothing.
        guard self.states[link]?.underWay.remove(id) != nil else { return }
        self.states[link]?.settled.append(id)
    }

    /// - Parameter isStreaming: whether a link is past the search for what differs.
    mutating func tick(
        at now: Int64,
        isStreaming: (LinkID) -> Bool
    ) -> [NoteDesk.Action] {
        var actions: [NoteDesk.Action] = []
        for (link, state) in self.states {
            actions += self.remember(link)
            if !state.underWay.isEmpty, now - state.saidAt > Self.repeatMilliseconds {
                self.states[link]?.underWay = []
                self.states[link]?.isTouched = true
            }
            guard isStreaming(link) else { continue }
            actions += self.beginAfresh(link, state.peer, at: now)
            actions += self.read(link)
        }
        return actions
    }

    private mutating func beginAfresh(
        _ link: LinkID,
        _ peer: OfficePath,
        at now: Int64
    ) -> [NoteDesk.Action] {
        var actions: [NoteDesk.Action] = []
        for kind in self.states[link]?.afresh ?? [] {
            let interval =
                kind == .fold
                ? Self.foldsAfreshMillisecondsMin : Self.receiptsAfreshMillisecondsMin
            if let last = self.afreshAt[kind]?[peer], now - last < interval { continue }
            self.afreshAt[kind, default: [:]][peer] = now
            self.states[link]?.afresh.removeAll { $0 == kind }
            actions.append(.forget(link, kind, peer))
        }
        return actions
    }

    /// What a neighbour settled on earlier links is forgotten.
    mutating func forgotten(_ link: LinkID) {
        self.states[link]?.isTouched = true
    }

    private mutating func read(_ link: LinkID) -> [NoteDesk.Action] {
        guard let state = self.states[link], state.isTouched, state.underWay.isEmpty,
            !state.isReading, !state.isRemembering
        else { return [] }
        self.states[link]?.isReading = true
        self.states[link]?.isTouched = false
        return [.read(link, state.peer, limit: Self.underWayMax)]
    }

    /// What was read for a link. Empty when the store could not be read, too.
    mutating func found(
        _ notes: [Note],
        for link: LinkID,
        at now: Int64
    ) -> [NoteDesk.Action] {
        guard self.states[link] != nil else { return [] }
        self.states[link]?.isReading = false
        guard !notes.isEmpty else { return [] }
        self.states[link]?.saidAt = now
        // There may be more.
        if notes.count == Self.underWayMax { self.states[link]?.isTouched = true }
        for note in notes { self.states[link]?.underWay.append(note.id) }
        return notes.map { .say(link, .note($0)) }
    }

    private mutating func remember(_ link: LinkID) -> [NoteDesk.Action] {
        guard let state = self.states[link], !state.settled.isEmpty, !state.isRemembering else {
            return []
        }
        self.states[link]?.settled = []
        self.states[link]?.isRemembering = true
        return [.settle(link, state.settled, with: state.peer)]
    }

    /// What was settled is written down, or could not be. A neighbour that has settled something has
    /// found what differs, so there is no need to wait.
    mutating func remembered(_ link: LinkID) -> [NoteDesk.Action] {
        self.states[link]?.isRemembering = false
        return self.read(link)
    }
}
