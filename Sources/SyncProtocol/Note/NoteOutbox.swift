private import OrderedCollections

/// What is offered to which neighbour, and when again: a few notes at a time, until it says that it
/// has them.
struct NoteOutbox: Sendable, Equatable {
    /// How many notes are under way to one neighbour at most: about sixteen kilobytes.
    static let underWayMax = 64
    /// After so long without an answer others are offered, and then they again, in milliseconds.
    static let repeatMilliseconds: Int64 = 60_000
    /// How many notes without an answer are remembered of one link: a neighbour that cannot keep some yet
    /// must not keep all others waiting.
    static let unansweredMax = 1_024
    /// What a neighbour has settled is offered anew on a later link, but not more often than this, in
    /// milliseconds: its disk may have been exchanged for an older one meanwhile.
    static let afreshMillisecondsMin: Int64 = 300_000
    /// There are as many folds as directives. Those kept longer ago than this, in milliseconds, are in most
    /// backups: they are not offered anew on every later link.
    static let recentMilliseconds: Int64 = 32 * 86_400_000
    /// But not more often than this, in milliseconds.
    static let oldFoldsAfreshMillisecondsMin: Int64 = 86_400_000

    private struct State: Sendable, Equatable {
        let peer: OfficePath
        var isTouched = true
        var isReading = false
        /// Of these kinds nothing settled on earlier links counts on this one.
        var afresh: [NoteKind]
        var underWay: OrderedSet<NoteID> = []
        /// Were offered in vain, and wait until all others have had their turn.
        var unanswered: OrderedSet<NoteID> = []
        var saidAt: Int64 = 0
        /// Said to be on the other end's disk, and not remembered yet.
        var settled: [NoteID] = []
        /// Some are being remembered: until they are, a reading would bring them once more.
        var isRemembering = false
    }

    private let office: OfficePath
    private let suite: SignatureSuite
    private var states: OrderedDictionary<LinkID, State> = [:]
    /// When everything of a kind was last offered anew to a neighbour.
    private var afreshAt: OrderedDictionary<NoteKind, OrderedDictionary<OfficePath, Int64>> = [:]
    /// When the old folds were, too.
    private var oldFoldsAt: OrderedDictionary<OfficePath, Int64> = [:]

    init(office: OfficePath, suite: SignatureSuite) {
        self.office = office
        self.suite = suite
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

    /// What is offered to an office: confirmations to those below, folds to our parent, both to our other nodes.
    private func kinds(for peer: OfficePath) -> [NoteKind] {
        if peer == self.office { return [.confirmation, .fold] }
        if peer == self.office.parent { return [.fold] }
        return self.office.contains(peer) ? [.confirmation] : []
    }

    mutating func settled(_ id: NoteID, over link: LinkID) {
        // Only what was said can be settled: a hostile end must not make us write for nothing.
        guard self.states[link]?.underWay.remove(id) != nil else { return }
        self.states[link]?.settled.append(id)
    }

    /// - Parameter isStreaming: whether a link is past the search for what differs.
    mutating func tick(
        at now: Int64,
        wall: Int64,
        isStreaming: (LinkID) -> Bool
    ) -> [NoteDesk.Action] {
        var actions: [NoteDesk.Action] = []
        for (link, state) in self.states {
            actions += self.remember(link)
            if !state.underWay.isEmpty || !state.unanswered.isEmpty,
                now - state.saidAt > Self.repeatMilliseconds
            {
                self.giveUp(link, state.underWay)
            }
            guard isStreaming(link) else { continue }
            actions += self.beginAfresh(link, state.peer, at: now, wall: wall)
            actions += self.read(link)
        }
        return actions
    }

    private mutating func beginAfresh(
        _ link: LinkID,
        _ peer: OfficePath,
        at now: Int64,
        wall: Int64
    ) -> [NoteDesk.Action] {
        var actions: [NoteDesk.Action] = []
        for kind in self.states[link]?.afresh ?? [] {
            if let last = self.afreshAt[kind]?[peer], now - last < Self.afreshMillisecondsMin {
                continue
            }
            self.afreshAt[kind, default: [:]][peer] = now
            self.states[link]?.afresh.removeAll { $0 == kind }
            let since = kind == .fold ? self.foldsSince(peer, at: now, wall: wall) : nil
            actions.append(.forget(link, kind, peer, since: since))
        }
        return actions
    }

    /// Since when folds are offered anew now; nil for all.
    private mutating func foldsSince(_ peer: OfficePath, at now: Int64, wall: Int64) -> Int64? {
        if let last = self.oldFoldsAt[peer], now - last < Self.oldFoldsAfreshMillisecondsMin {
            return wall - Self.recentMilliseconds
        }
        self.oldFoldsAt[peer] = now
        return nil
    }

    /// What a neighbour settled on earlier links is forgotten.
    mutating func forgotten(_ link: LinkID) {
        self.states[link]?.isTouched = true
    }

    /// What is under way is not answered: it is the turn of others, and when there are none, its own.
    private mutating func giveUp(_ link: LinkID, _ underWay: OrderedSet<NoteID>) {
        self.states[link]?.unanswered.formUnion(underWay)
        if self.states[link]?.unanswered.count ?? 0 > Self.unansweredMax {
            self.states[link]?.unanswered = []
        }
        self.states[link]?.underWay = []
        self.states[link]?.isTouched = true
    }

    private mutating func read(_ link: LinkID) -> [NoteDesk.Action] {
        guard let state = self.states[link], state.isTouched, state.underWay.isEmpty,
            !state.isReading, !state.isRemembering
        else { return [] }
        self.states[link]?.isReading = true
        self.states[link]?.isTouched = false
        return [.read(link, state.peer, limit: Self.underWayMax + state.unanswered.count)]
    }

    /// What was read for a link. Empty when the store could not be read, too.
    mutating func found(
        _ notes: [Note],
        for link: LinkID,
        at now: Int64
    ) -> [NoteDesk.Action] {
        guard let unanswered = self.states[link]?.unanswered else { return [] }
        self.states[link]?.isReading = false
        guard !notes.isEmpty else {
            self.states[link]?.unanswered = []
            return []
        }
        let named = notes.map { (note: $0, id: $0.id(by: self.suite)) }
        var offered = named.filter { !unanswered.contains($0.id) }
        if offered.isEmpty {
            self.states[link]?.unanswered = []
            offered = named
        }
        self.states[link]?.saidAt = now
        // There may be more.
        if offered.count >= Self.underWayMax { self.states[link]?.isTouched = true }
        offered = Array(offered.prefix(Self.underWayMax))
        for note in offered { self.states[link]?.underWay.append(note.id) }
        return offered.map { .say(link, .note($0.note)) }
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
