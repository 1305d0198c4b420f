package import SyncProtocol

/// Whether an office is meant by a directive. It is fixed when the directive is issued, see
/// ``Directive/addressing(_:_:issuer:_:)``.
package enum Addressing: Sendable, Hashable {
    case addressed
    /// The directive is for offices of its kind, but it was not there yet: nothing is asked of it.
    case joinedLater
    case notMeant
}

extension Directive {
    /// Whether an office is meant: who stood in a roster when the directive was issued, by the stamps of
    /// both. Whoever comes later to a class of offices that is addressed has joined later; whoever goes on
    /// for an office that is addressed (a word about moves says so) is addressed in its place.
    ///
    /// - Parameters:
    ///   - listing: since when the office has been known to stand in its parent's roster.
    ///   - successions: what is known of offices that have moved.
    package func addressing(
        _ office: OfficePath,
        _ listing: OfficeListing,
        issuer: OfficePath,
        _ successions: Successions
    ) -> Addressing {
        guard office != issuer, issuer.contains(office) else { return .notMeant }
        let levelThen = listing.level(at: self.issuedAt)
        guard let level = levelThen ?? listing.firstLevel else { return .notMeant }
        func isMeant(_ place: OfficePath) -> Bool {
            self.recipients.contains { $0.addresses(place, level: level, issuer: issuer) }
        }
        if levelThen != nil, isMeant(office) { return .addressed }
        if successions.predecessors(of: office).contains(where: isMeant) { return .addressed }
        return levelThen == nil && isMeant(office) ? .joinedLater : .notMeant
    }
}
