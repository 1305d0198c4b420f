/// A part of the list of offices, and how all of them are.
package struct OfficeList: Codable, Sendable, Equatable {
    /// In tree order.
    package let items: [OfficeSummary]
    /// How many offices meet the query.
    package let total: Int
    /// What asks for those that follow, as `after`; nil when these are the last.
    package let next: String?
    /// How many offices there are by `syncState`, whatever the query.
    package let states: [String: Int]

    package init(
        items: [OfficeSummary],
        total: Int,
        next: String? = nil,
        states: [String: Int]
    ) {
        self.items = items
        self.total = total
        self.next = next
        self.states = states
    }

    /// The part of all offices that is asked for.
    ///
    /// - Parameter offices: all, in tree order.
    package init(
        _ offices: [OfficeSummary],
        _ query: OfficeQuery,
        _ page: PageRequest
    ) throws(APIError) {
        let found = offices.filter(query.matches)
        let part = try page.part(of: found) { PlaceKey($0.path) }
        self.init(
            items: part.items,
            total: found.count,
            next: part.next,
            states: offices.reduce(into: [:]) { $0[$1.syncState, default: 0] += 1 }
        )
    }
}
