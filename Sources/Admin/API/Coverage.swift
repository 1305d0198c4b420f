/// How complete a period is.
package struct Coverage: Codable, Sendable, Equatable {
    package let period: String
    /// Offices with at least one figure.
    package let reported: Int
    /// Offices in the subtree.
    package let expected: Int
    /// The oldest report in it, UTC milliseconds.
    package let oldestAt: Int64?

    package init(
        period: String,
        reported: Int,
        expected: Int,
        oldestAt: Int64? = nil
    ) {
        self.period = period
        self.reported = reported
        self.expected = expected
        self.oldestAt = oldestAt
    }
}
