// Both ends of a link have the same: said, signed and kept.

extension Relay {
    /// Asks the other end to compare now, and to sign even if both have signed this state before.
    mutating func compare(_ link: LinkID, at now: Int64) -> [Action] {
        let heartbeat = self.modify(link) { session, _ -> Heartbeat in
            session.demandsCertificate = true
            session.comparison.hurry()
            return session.heartbeat(UInt64(max(0, now)))
        }
        return heartbeat.map { [self.send(.ping($0), link, at: now)] } ?? []
    }

    /// The digests of both ends were found to be equal.
    mutating func found(equal link: LinkID) -> [Action] {
        let isDue = self.modify(link) { session, _ in
            session.demandsCertificate
                || session.wantsCertificate && session.turns.isNew(session.scope.value)
        }
        return [.notify(.inSync(link))] + (isDue == true ? self.certify(link) : [])
    }

    /// Has our half of the certificate signed.
    private mutating func certify(_ link: LinkID) -> [Action] {
        let (office, tree) = (self.office, self.tree)
        let claim = self.modify(link) { session, _ -> EqualityClaim in
            session.wantsCertificate = false
            session.demandsCertificate = false
            session.turns.say(session.scope.value)
            return EqualityClaim(
                tree: tree,
                office: office,
                peer: session.peer,
                scopeDigest: session.scope.value,
                feedCount: session.scope.count
            )
        }
        return claim.map { [.certify(link, $0)] } ?? []
    }

    /// The other end has signed that both have the same. It is kept if we find the same; what was
    /// overtaken by newer changes is not.
    mutating func told(_ link: LinkID, _ statement: EqualityStatement) -> [Action] {
        let isAsking = self.modify(link) { session, _ -> Bool? in
            guard session.phase == .streaming, statement.claim.office == session.peer,
                statement.claim.peer == session.office,
                statement.claim.scopeDigest == session.scope.value,
                statement.claim.feedCount == session.scope.count
            else { return nil }
            return session.turns.hear(session.scope.value, at: statement.at)
        }
        guard let isAsking = isAsking.flatMap(\.self) else { return [] }
        return (isAsking ? self.certify(link) : []) + [.keep(link, statement)]
    }
}
