internal import OrderedCollections

/// Changes that are damaged on this office's disk. Nothing goes out from there on, the neighbours that have them
/// are asked for them, and when they come whole the store puts them back. What is our own and nobody else has
/// cannot come back: the store then writes again what can be written.
struct RepairDesk: Sendable, Equatable {
    private let office: OfficePath
    private let own: OwnAuthors
    /// When people were told of a damaged change of our own that nobody else has, monotonic milliseconds.
    private var lostToldAt: OrderedDictionary<ChangePlace, Int64> = [:]

    init(office: OfficePath, own: OwnAuthors) {
        self.office = office
        self.own = own
    }

    /// What lies on our disk of these is not what was written.
    ///
    /// - Returns: whether any of it is news.
    func damaged(_ changes: [ChangePlace], in book: inout LinkBook) -> Bool {
        let new = changes.filter { change in
            guard let head = book.index.head(of: change.feed) else { return false }
            return change.number <= head.number && book.index.damaged.insert(change)
        }
        guard !new.isEmpty else { return false }
        book.modifyAll { session, index in
            session.withCopies { $0.damaged(new, in: index) }
        }
        return true
    }

    /// What is whole again, or withdrawn, is not told of any more.
    mutating func forgetMended(in book: LinkBook) {
        guard !self.lostToldAt.isEmpty else { return }
        self.lostToldAt = self.lostToldAt.filter { book.index.damaged.contains($0.key) }
    }

    /// Asks whoever has what is damaged here, and says what of our own nobody has.
    ///
    /// - Parameter milliseconds: how often it is asked and said again.
    mutating func ask(
        over book: inout LinkBook,
        at now: Int64,
        every milliseconds: Int64
    ) -> [Relay.Action] {
        guard !book.index.damaged.isEmpty else { return [] }
        var actions: [Relay.Action] = []
        for link in book.links {
            let due = book.modify(link) { session, index in
                session.damagedToAskFor(in: index, at: now, every: milliseconds)
            }
            actions += book.send((due ?? []).map(Frame.again), over: link, at: now)
        }
        let spaces = OrderedDictionary(grouping: book.index.damaged.first, by: \.feed.space)
        for changes in spaces.values {
            let lost = self.lost(of: changes, in: book)
            let isDue = lost.contains {
                self.lostToldAt[$0].map { now - $0 >= milliseconds } ?? true
            }
            guard isDue else { continue }
            for change in lost { self.lostToldAt[change] = now }
            actions.append(.notify(.ownChangesLost(lost)))
        }
        return actions
    }

    /// Of the damaged changes of one space those of our own that nobody has. None as long as one is on its way, or may
    /// be: what is written again is taken from records, which lack for a while what any other damaged change says.
    private func lost(of changes: [ChangePlace], in book: LinkBook) -> [ChangePlace] {
        let own = changes.filter { self.own.contains($0.feed.author) }
        guard !own.isEmpty, !changes.contains(where: { self.isOnItsWay($0, in: book) }),
            own.allSatisfy({ self.isLost($0, in: book) })
        else { return [] }
        return own
    }

    /// Whether a neighbour that is linked has a damaged change.
    private func isOnItsWay(_ change: ChangePlace, in book: LinkBook) -> Bool {
        book.sessions.values.contains { session in
            session.known(of: change.feed, in: book.index).map { $0 >= change.number } ?? false
        }
    }

    /// Whether of a damaged change of our own, which none that is linked has, a neighbour is linked that must have it.
    /// What comes back later all the same does no harm: what is written again stands for it.
    private func isLost(_ change: ChangePlace, in book: LinkBook) -> Bool {
        book.sessions.values.contains { session in
            session.known(of: change.feed, in: book.index) != nil
                && (self.office.parent == nil || change.feed.space.kind.flow == .down
                    || session.ends.peer.contains(self.office))
        }
    }
}
