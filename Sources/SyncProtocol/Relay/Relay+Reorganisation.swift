private import OrderedCollections

// What becomes of links when offices move.

extension Relay {
    /// Other things are known now of offices that have moved. Links go on for a while by what they began with, as
    /// they do anyway until the other end has heard it, too.
    mutating func reorganised(_ successions: Successions, at now: Int64) -> [Action] {
        self.successions = successions
        for (link, session) in self.sessions {
            let isOutdated =
                session.successions != successions.between(self.office, and: session.peer)
            self.modify(link) { session, _ in session.isOutdated = isOutdated }
            if isOutdated { self.reorganisation.hear(at: now) }
        }
        return []
    }

    /// Links that go by other successions begin anew, when it is time: with them, what they carry has changed.
    mutating func renewReorganised(at now: Int64) -> [Action] {
        guard self.reorganisation.isDue(at: now) else { return [] }
        var actions: [Action] = []
        for (link, session) in self.sessions where session.isOutdated {
            actions += self.end(link, .reorganised)
        }
        return actions
    }
}
