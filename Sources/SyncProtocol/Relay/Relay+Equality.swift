// Both ends of a link have the same: said, signed and kept.

extension Relay {
    /// Asks the other end to compare now.
    mutating func compare(_ link: LinkID, at now: Int64) -> [Action] {
        let heartbeat = self.modify(link) { session, _ -> Heartbeat in
            session.wantsCertificate = true
            session.certifiedDigest = nil
            session.comparison.hurry()
            return session.heartbeat(UInt64(max(0, now)))
        }
        return heartbeat.map { [self.send(.ping($0), link, at: now)] } ?? []
    }

    /// The digests of both ends were found to be equal.
    mutating func found(equal link: LinkID) -> [Action] {
        [.notify(.inSync(link))] + self.certify(link)
    }

    /// Has our half of the certificate signed, once for each state that is worth it.
    private mutating func certify(_ link: LinkID, isAsked: Bool = false) -> [Action] {
        let (office, tree) = (self.office, self.tree)
        let claim = self.modify(link) { session, _ -> EqualityClaim? in
            let digest = session.scope.value
            guard isAsked || session.wantsCertificate, session.certifiedDigest != digest else {
                return nil
            }
            session.wantsCertificate = false
            session.certifiedDigest = digest
            return EqualityClaim(
                tree: tree,
                office: office,
                peer: session.peer,
                scopeDigest: digest,
                feedCount: session.scope.count
            )
        }
        return claim.flatMap { $0 }.map { [.certify(link, $0)] } ?? []
    }

    /// The other end has signed that both have the same. It is kept if we find the same; what was
    /// overtaken by newer changes is not.
    mutating func told(_ link: LinkID, _ statement: EqualityStatement) -> [Action] {
        let isRight = self.modify(link) { session, _ in
            session.phase == .streaming && statement.claim.office == session.peer
                && statement.claim.peer == session.office
                && statement.claim.scopeDigest == session.scope.value
                && statement.claim.feedCount == session.scope.count
        }
        guard isRight == true else { return [] }
        return self.certify(link, isAsked: true) + [.keep(link, statement)]
    }
}
