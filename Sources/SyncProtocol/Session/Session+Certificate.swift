// Both ends have the same: said, signed and kept.

extension Session {
    /// The digests of both ends were found to be equal.
    mutating func foundEqual(in tree: TreeID) -> [Relay.Action] {
        let isDue = self.certificate.isDue(self.copies.scopeDigest)
        return [.notify(.inSync(self.ends.link))] + (isDue ? [self.certify(in: tree)] : [])
    }

    /// Has our half of the certificate signed.
    private mutating func certify(in tree: TreeID) -> Relay.Action {
        let digest = self.copies.scopeDigest
        self.certificate.say(digest)
        let claim = EqualityClaim(
            tree: tree,
            office: self.ends.office,
            peer: self.ends.peer,
            scopeDigest: digest,
            feedCount: self.copies.scope.count
        )
        return .certify(self.ends.link, claim)
    }

    /// The other end has signed that both have the same. It is kept if we find the same; what was
    /// overtaken by newer changes is not.
    mutating func told(_ statement: EqualityStatement, in tree: TreeID) -> [Relay.Action] {
        let digest = self.copies.scopeDigest
        guard self.phase.isStreaming, statement.claim.office == self.ends.peer,
            statement.claim.peer == self.ends.office, statement.claim.scopeDigest == digest,
            statement.claim.feedCount == self.copies.scope.count
        else { return [] }
        let isAsking = self.certificate.hear(digest, at: statement.at)
        return (isAsking ? [self.certify(in: tree)] : []) + [.keep(self.ends.link, statement)]
    }

    /// Somebody wants both ends to compare now, and to sign even if both have signed this state before.
    mutating func compare(at now: Int64) -> Heartbeat {
        self.certificate.demand()
        self.comparison.watch.hurry()
        return self.heartbeat(UInt64(max(0, now)))
    }
}
