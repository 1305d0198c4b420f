internal import OrderedCollections

// Changes that are damaged on this office's disk. Nothing goes out from there on, the neighbours that have them
// are asked for them, and when they come whole the store puts them back. What is our own and nobody else has
// cannot come back: the store then writes again what can be written.

extension Relay {
    /// What lies on our disk of these is not what was written.
    mutating func damaged(_ changes: [ChangePlace], at now: Int64) -> [Action] {
        let new = changes.filter { change in
            guard let head = self.index.head(of: change.feed) else { return false }
            return change.number <= head.number && self.index.damaged.insert(change)
        }
        guard !new.isEmpty else { return [] }
        for link in self.sessions.keys {
            self.modify(link) { session, index in session.damaged(new, in: index) }
        }
        return self.repair(at: now)
    }

    /// They are whole again: what was stopped by them goes on.
    mutating func mended(_ changes: [ChangePlace], at now: Int64) -> [Action] {
        guard !changes.isEmpty else { return [] }
        var actions: [Action] = []
        for change in changes { self.lostToldAt.removeValue(forKey: change) }
        for link in self.sessions.keys {
            self.modify(link) { session, index in session.mended(changes, in: index) }
            actions += self.pump(link, at: now)
        }
        return actions
    }

    /// Asks whoever has what is damaged here, and says what of our own nobody has.
    mutating func repair(at now: Int64) -> [Action] {
        guard !self.index.damaged.isEmpty else { return [] }
        let milliseconds = self.limits.repairMilliseconds
        var actions: [Action] = []
        for link in self.sessions.keys {
            let due = self.modify(link) { session, index in
                session.damagedToAskFor(in: index, at: now, every: milliseconds)
            }
            for change in due ?? [] { actions.append(self.send(.again(change), link, at: now)) }
        }
        for change in self.index.damaged.first where self.isLost(change) {
            if let toldAt = self.lostToldAt[change], now - toldAt < milliseconds { continue }
            self.lostToldAt[change] = now
            actions.append(.notify(.ownChangeLost(change)))
        }
        return actions
    }

    /// Whether a damaged change is our own, a neighbour that must have it is linked, and none that is linked
    /// has it. What comes back later all the same does no harm: what is written again stands for it.
    private func isLost(_ change: ChangePlace) -> Bool {
        guard change.feed.author == self.author else { return false }
        var isAsked = false
        for session in self.sessions.values {
            guard let known = session.known(of: change.feed, in: self.index) else { continue }
            if known >= change.number { return false }
            isAsked =
                isAsked || self.office.parent == nil || change.feed.space.kind.flow == .down
                || session.peer.contains(self.office)
        }
        return isAsked
    }

    // MARK: What neighbours want again

    mutating func readAgain(_ link: LinkID) -> Action? {
        guard let session = self.sessions[link], let change = session.nextWanted(in: self.index)
        else { return nil }
        self.modify(link) { session, _ in
            session.isReading = true
            session.repair.isReading = true
        }
        let request = ReadRequest(
            feed: change.feed,
            after: change.number - 1,
            through: change.number
        )
        return .read(
            link,
            [request],
            byteCountMax: session.line.window.batchByteCountTarget
        )
    }

    mutating func sendAgain(
        _ changes: [CommitReport.Committed],
        over link: LinkID,
        at now: Int64
    ) -> [Action] {
        let frames = self.modify(link) { session, index in
            session.sendAgain(changes, in: index, at: now)
        }
        return self.send(frames ?? [], link, at: now) + self.pump(link, at: now)
    }
}
