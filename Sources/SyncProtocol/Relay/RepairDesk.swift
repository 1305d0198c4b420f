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

    /// They are whole again.
    mutating func mended(_ changes: [ChangePlace]) {
        for change in changes { self.lostToldAt.removeValue(forKey: change) }
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
        let damaged = book.index.damaged.first
        for change in damaged where self.isLost(change, in: book) {
            // Records that are derived anew would lack what another one says that is on its way.
            let isAlone = !damaged.contains {
                $0.feed.space == change.feed.space && self.isOnItsWay($0, in: book)
            }
            guard isAlone else { continue }
            if let toldAt = self.lostToldAt[change], now - toldAt < milliseconds { continue }
            self.lostToldAt[change] = now
            actions.append(.notify(.ownChangeLost(change)))
        }
        return actions
    }

    /// Whether a neighbour that is linked has a damaged change.
    private func isOnItsWay(_ change: ChangePlace, in book: LinkBook) -> Bool {
        book.sessions.values.contains { session in
            session.known(of: change.feed, in: book.index).map { $0 >= change.number } ?? false
        }
    }

    /// Whether a damaged change is our own, a neighbour that must have it is linked, and none that is linked
    /// has it. What comes back later all the same does no harm: what is written again stands for it.
    private func isLost(_ change: ChangePlace, in book: LinkBook) -> Bool {
        guard self.own.contains(change.feed.author), !self.isOnItsWay(change, in: book) else {
            return false
        }
        return book.sessions.values.contains { session in
            session.known(of: change.feed, in: book.index) != nil
                && (self.office.parent == nil || change.feed.space.kind.flow == .down
                    || session.ends.peer.contains(self.office))
        }
    }
}
