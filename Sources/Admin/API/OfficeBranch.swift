/// One office and a part of its direct children.
package struct OfficeBranch: Codable, Sendable, Equatable {
    /// The one that is unfolded.
    package let office: OfficeSummary
    /// Those above it, the root first.
    package let lineage: [OfficeName]
    /// Direct children that meet the query, in tree order.
    package let items: [BranchEntry]
    /// How many direct children meet the query.
    package let total: Int
    /// What asks for those that follow, as `after`; nil when these are the last.
    package let next: String?
    /// How many offices below it there are by `syncState`, whatever the query.
    package let states: [String: Int]

    package init(
        office: OfficeSummary,
        lineage: [OfficeName] = [],
        items: [BranchEntry],
        total: Int,
        next: String? = nil,
        states: [String: Int] = [:]
    ) {
        self.office = office
        self.lineage = lineage
        self.items = items
        self.total = total
        self.next = next
        self.states = states
    }
}

/// A direct child of an office, and what lies below it.
package struct BranchEntry: Codable, Sendable, Equatable {
    package let office: OfficeSummary
    /// Its own direct children.
    package let children: Int
    /// All offices below it.
    package let below: Int
    /// Of it and those below it, those that somebody should look after.
    package let attention: Int

    package init(office: OfficeSummary, children: Int, below: Int, attention: Int) {
        self.office = office
        self.children = children
        self.below = below
        self.attention = attention
    }
}
