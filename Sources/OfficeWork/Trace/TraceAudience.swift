package import SyncProtocol

/// Whom a directive is for, as far as it can be known at one office: what follows from the directive and from the
/// rosters alone, and changes with them only.
package struct TraceAudience: Sendable {
    package let issued: IssuedDirective
    /// The office that looks.
    package let own: OfficePath
    let successions: Successions
    /// Addressed offices at or below the own one.
    let below: TreeOrder
    /// Offices above the own one that are addressed. What they do is not known here.
    let above: [OfficePath]
    /// Offices at or below the own one for which the directive would be, had they been there, in tree order.
    package let joinedLater: [OfficePath]
    /// Offices that our own directive names and that no roster here tells of, ascending.
    let unlisted: [OfficePath]

    /// Addressed offices of which something is known here.
    package var addressedCount: Int { self.below.paths.count }

    /// - Parameters:
    ///   - offices: all that are known, in tree order.
    ///   - isKnown: whether one of them has a path.
    package init(
        _ issued: IssuedDirective,
        own: OfficePath,
        offices: some Sequence<OfficePath>,
        _ history: some OfficeHistory,
        isKnown: (OfficePath) -> Bool
    ) {
        var (below, above, later): ([OfficePath], [OfficePath], [OfficePath]) = ([], [], [])
        // What happened elsewhere in the tree cannot be known here.
        for office in offices where office.isInLine(with: own) {
            switch issued.addressing(office, history) {
            case .addressed where own.contains(office): below.append(office)
            case .addressed: above.append(office)
            case .joinedLater where own.contains(office): later.append(office)
            case .joinedLater, .notMeant: continue
            }
        }
        let successions = history.successions
        self.issued = issued
        self.own = own
        self.successions = successions
        self.below = TreeOrder(ascending: below)
        self.above = above
        self.joinedLater = later.filter { !successions.isLeft($0) }
        self.unlisted =
            issued.issuer == own
            ? issued.directive.recipients.compactMap(\.path).filter { !isKnown($0) }.sorted() : []
    }
}
