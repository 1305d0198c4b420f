// Notes pass through the relay unread: the driver checks, keeps and makes them. The relay knows only
// when a statement is due, and when one is missed.

extension Relay {
    /// Sends what the driver made, if the other end has greeted.
    mutating func say(_ message: NoteMessage, over link: LinkID, at now: Int64) -> [Action] {
        guard self.isGreeted(link) else { return [] }
        return [self.send(.note(message), link, at: now)]
    }

    mutating func heard(_ message: NoteMessage, over link: LinkID) -> [Action] {
        switch message {
        case .note(let note): [.take(link, note)]
        case .settled(let id): [.notify(.noteSettled(link, id))]
        }
    }

    /// A statement of the other end has been checked and found good.
    mutating func heardStatement(over link: LinkID, at now: Int64) -> [Action] {
        self.modify(link) { session, _ in session.statements.heard(at: now) }
        return []
    }

    mutating func watchStatements(over link: LinkID, at now: Int64) -> [Action] {
        let limits = self.limits
        return self.modify(link) { session, _ in
            guard session.phase == .streaming else { return [] }
            var actions: [Action] = []
            if session.statements.becomesDue(at: now, limits) {
                actions.append(.notify(.statementDue(link)))
            }
            if let silence = session.statements.becomesStale(at: now, limits) {
                actions.append(.notify(.statementStale(link, silentMilliseconds: silence)))
            }
            return actions
        } ?? []
    }
}
