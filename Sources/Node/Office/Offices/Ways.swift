import SyncProtocol

/// By which neighbours an office without a link of its own is reached, and whether one of them is there.
struct Ways {
    private let own: OfficePath
    private let linked: Set<OfficePath>
    private let away: Set<OfficePath>
    /// What holds of every office that is not below the own one: nil when a neighbour above is linked, or none is away.
    private let cutOffAbove: OfficePath?

    /// - Parameter away: neighbours without a link.
    init(own: OfficePath, linked: [OfficePath], away: [OfficePath]) {
        self.own = own
        self.linked = Set(linked)
        self.away = Set(away)
        func isAbove(_ neighbour: OfficePath) -> Bool {
            neighbour != own && neighbour.contains(own)
        }
        self.cutOffAbove =
            linked.contains(where: isAbove) ? nil : away.filter(isAbove).max()
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
        guard self.own.contains(office) else { return self.cutOffAbove }
        let between = office.lineage.dropFirst(self.own.depth)
        guard !between.contains(where: self.linked.contains) else { return nil }
        return between.first(where: self.away.contains)
    }
}
