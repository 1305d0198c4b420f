internal import SyncProtocol

extension Charters {
    /// Takes over what others know of a case.
    mutating func add(_ other: Charters, of space: SpaceID) {
        guard let entry = other[space] else { return }
        let known = self[space] ?? Entry()
        let new = entry.grants.filter { grant in !known.grants.contains { $0.feed == grant.feed } }
        self[space] = Entry(
            terms: known.terms.merged(with: entry.terms),
            grants: known.grants + new
        )
    }
}
