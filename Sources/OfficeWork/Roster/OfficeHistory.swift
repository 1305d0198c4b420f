package import SyncProtocol

/// Who stood where and when, as far as it is known at one office.
package protocol OfficeHistory {
    /// What is known of offices that have moved.
    var successions: Successions { get }

    /// Since when an office has stood in its parent's roster; ``OfficeListing/none`` when it never did, and nil
    /// when that roster is not read here and no word about a move says it.
    func listing(of office: OfficePath) -> OfficeListing?
}

extension OfficeHistory {
    /// At which level an office stood at a place at a time; nil when it did not.
    ///
    /// A roster says so itself. Before it does, a word that an office goes on at the place puts it there. Of a place
    /// whose roster is not read here only the word is known by which the office left it: then it is taken to have
    /// been there, unless it came only later.
    ///
    /// - Parameter laterLevel: at which the office came to where it is now; taken where nothing else is known.
    func level(of place: OfficePath, at time: Stamp, laterLevel: Level) -> Level? {
        let listing = self.listing(of: place)
        if let level = listing?.level(at: time) { return level }
        let arrivals = self.successions.arrivals(at: place)
        for arrival in arrivals where arrival.since <= time {
            guard let before = self.listing(of: arrival.from) else {
                return listing?.firstLevel ?? laterLevel
            }
            guard let level = before.level(at: arrival.since) else { continue }
            return listing?.firstLevel ?? level
        }
        return listing == nil && arrivals.isEmpty ? laterLevel : nil
    }
}
