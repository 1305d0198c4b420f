/// Where a directive is.
package struct DirectiveTrace: Codable, Sendable, Equatable {
    package let directive: DirectiveSummary
    /// In tree order.
    package let steps: [TraceStep]
    /// UTC milliseconds of the newest fact used.
    package let asOf: Int64

    package init(
        directive: DirectiveSummary,
        steps: [TraceStep],
        asOf: Int64
    ) {
        self.directive = directive
        self.steps = steps
        self.asOf = asOf
    }
}
