/// How complete a period is.
package struct Coverage: Codable, Sendable, Equatable {
    package let period: String
    /// Offices with at least one figure.
    package let reported: Int
    /// Offices in the subtree.
    package let expected: Int

    package init(period: String, reported: Int, expected: Int) {
        self.period = period
        self.reported = reported
        self.expected = expected
    }
}
