import SyncProtocol

/// By which neighbours an office without a link of its own is reached, and whether one of them is there.
struct Ways {
    private let own: OfficePath
    private let linked: [OfficePath]
    private let away: [OfficePath]

    /// - Parameter away: neighbours without a link.
    init(own: OfficePath, linked: [OfficePath], away: [OfficePath]) {
        self.own = own
        self.linked = linked
        self.away = away.sorted()
    }

    init(own: OfficePath, _ neighbours: [Neighbour]) {
        self.init(
            own: own,
            linked: neighbours.filter { $0.record.progress != nil }.map(\.path),
            away: neighbours.filter { $0.record.progress == nil }.map(\.path)
        )
    }

    /// The neighbour behind which an office is cut off: every way to it goes through offices that are away.
    func isCutOff(_ office: OfficePath) -> OfficePath? {
        let isBelow = self.own.contains(office)
        let isOnTheWay = { (neighbour: OfficePath) in
            neighbour != self.own
                && (isBelow
                    ? self.own.contains(neighbour) && neighbour.contains(office)
                    : neighbour.contains(self.own))
        }
        guard !self.linked.contains(where: isOnTheWay) else { return nil }
        let away = self.away.filter(isOnTheWay)
        return isBelow ? away.first : away.last
    }
}
