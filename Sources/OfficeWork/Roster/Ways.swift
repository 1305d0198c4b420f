internal import OrderedCollections
package import SyncProtocol

/// By which neighbours an office without a link of its own is reached, and whether one of them is there.
package struct Ways: Sendable {
    private let own: OfficePath
    /// Whether each neighbour is linked.
    private let neighbours: OrderedDictionary<OfficePath, Bool>
    /// What holds of every office that is not below the own one: nil when a neighbour above is linked, or none is away.
    private let cutOffAbove: OfficePath?

    /// - Parameter away: neighbours without a link.
    package init(own: OfficePath, linked: [OfficePath], away: [OfficePath]) {
        self.own = own
        var neighbours = OrderedDictionary<OfficePath, Bool>()
        for path in away { neighbours[path] = false }
        for path in linked { neighbours[path] = true }
        self.neighbours = neighbours
        func isAbove(_ neighbour: OfficePath) -> Bool {
            neighbour != own && neighbour.contains(own)
        }
        self.cutOffAbove =
            linked.contains(where: isAbove) ? nil : away.filter(isAbove).max()
    }

    /// The neighbour behind which an office is cut off: every way to it goes through offices that are away.
    package func isCutOff(_ office: OfficePath) -> OfficePath? {
        guard self.own.contains(office) else { return self.cutOffAbove }
        return Self.cutOff(by: office.lineage.dropFirst(self.own.depth)) { self.neighbours[$0] }
    }

    /// Of the places on the way down to an office, itself the last, the first one that is away, unless one is linked.
    ///
    /// - Parameter isLinked: nil of what is no neighbour.
    package static func cutOff<Place>(
        by way: some Sequence<Place>,
        _ isLinked: (Place) -> Bool?
    ) -> Place? {
        var away: Place?
        for place in way {
            switch isLinked(place) {
            case true?: return nil
            case false?: away = away ?? place
            case nil: continue
            }
        }
        return away
    }
}
