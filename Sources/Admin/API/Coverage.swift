/// How complete a period is.
package struct Coverage: Codable, Sendable, Equatable {
    package let period: String
    /// Of the expected offices, those with at least one figure.
    package let reported: Int
    /// Offices in the subtree that are where they are known to be.
    package let expected: Int
    /// Offices with at least one figure of which none is expected: they have left since, or no roster
    /// here names them.
    package let others: Int

    package init(period: String, reported: Int, expected: Int, others: Int = 0) {
        self.period = period
        self.reported = reported
        self.expected = expected
        self.others = others
    }
}
