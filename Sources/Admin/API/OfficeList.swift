/// A part of the list of offices, and how all of them are.
package struct OfficeList: Codable, Sendable, Equatable {
    /// In tree order.
    package let items: [OfficeSummary]
    package let offset: Int
    /// How many offices meet the query.
    package let total: Int
    /// How many offices there are by `syncState`, whatever the query.
    package let states: [String: Int]

    package init(items: [OfficeSummary], offset: Int, total: Int, states: [String: Int]) {
        self.items = items
        self.offset = offset
        self.total = total
        self.states = states
    }

    /// The part of all offices that is asked for.
    ///
    /// - Parameter offices: all, in tree order.
    package init(_ offices: [OfficeSummary], _ query: OfficeQuery, _ page: PageRequest) {
        let found = offices.filter(query.matches)
        self.init(
            items: Array(found.dropFirst(page.offset).prefix(page.limit)),
            offset: page.offset,
            total: found.count,
            states: offices.reduce(into: [:]) { $0[$1.syncState, default: 0] += 1 }
        )
    }
}
