/// Where a directive is.
package struct DirectiveTrace: Codable, Sendable, Equatable {
    package let directive: DirectiveSummary
    /// In tree order.
    package let steps: [TraceStep]
    /// How many steps meet the query.
    package let total: Int
    /// What asks for those that follow, as `after`; nil when these are the last.
    package let next: String?
    /// The first of those that came after it was issued; the summary has their number.
    package let joinedLater: [OfficeName]
    /// The office that the steps stand below and those above it up to the node's own, the highest first; empty when all
    /// were asked for.
    package let lineage: [OfficeName]
    /// UTC milliseconds of the newest fact used.
    package let asOf: Int64

    package init(
        directive: DirectiveSummary,
        steps: [TraceStep],
        total: Int? = nil,
        next: String? = nil,
        joinedLater: [OfficeName] = [],
        lineage: [OfficeName] = [],
        asOf: Int64
    ) {
        self.directive = directive
        self.steps = steps
        self.total = total ?? steps.count
        self.next = next
        self.joinedLater = joinedLater
        self.lineage = lineage
        self.asOf = asOf
    }
}
