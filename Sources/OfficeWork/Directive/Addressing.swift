package import SyncProtocol

/// Whether an office is meant by a directive. It is fixed when the directive is issued, see
/// ``Directive/addressing(_:issuer:_:)``.
package enum Addressing: Sendable, Hashable {
    case addressed
    /// The directive is for offices of its kind, but it was not there yet: nothing is asked of it.
    case joinedLater
    case notMeant
}

extension Directive {
    /// Whether an office is meant: who stood in a roster when the directive was issued, by the stamps of
    /// both. Whoever comes later to a class of offices that is addressed has joined later; whoever goes on
    /// for an office that was addressed where it stood then (a word about moves says so) is addressed in its
    /// place.
    package func addressing(
        _ office: OfficePath,
        issuer: OfficePath,
        _ roster: some OfficeHistory
    ) -> Addressing {
        guard office != issuer, issuer.contains(office),
            let listing = roster.listing(of: office), let level = listing.firstLevel
        else { return .notMeant }
        func isMeant(_ place: OfficePath, _ level: Level) -> Bool {
            self.recipients.contains { $0.addresses(place, level: level, issuer: issuer) }
        }
        let time = self.issuedAt
        let levelThen = listing.level(at: time)
        if let levelThen, isMeant(office, levelThen) { return .addressed }
        let former = roster.successions.predecessors(of: office, movedAfter: time)
        for place in [office] + former {
            guard let then = roster.level(of: place, at: time, laterLevel: level) else { continue }
            if isMeant(place, then) { return .addressed }
        }
        return levelThen == nil && isMeant(office, level) ? .joinedLater : .notMeant
    }
}
