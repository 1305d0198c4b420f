/// Where a directive is.
package struct DirectiveTrace: Codable, Sendable, Equatable {
    package let directive: DirectiveSummary
    /// In tree order, from ``offset`` on.
    package let steps: [TraceStep]
    package let offset: Int
    /// How many steps meet the query.
    package let total: Int
    /// The first of those that came after it was issued; the summary has their number.
    package let joinedLater: [OfficeName]
    /// UTC milliseconds of the newest fact used.
    package let asOf: Int64

    package init(
        directive: DirectiveSummary,
        steps: [TraceStep],
        offset: Int = 0,
        total: Int? = nil,
        joinedLater: [OfficeName] = [],
        asOf: Int64
    ) {
        self.directive = directive
        self.steps = steps
        self.offset = offset
        self.total = total ?? steps.count
        self.joinedLater = joinedLater
        self.asOf = asOf
    }
}
