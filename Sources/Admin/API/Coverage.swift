/// How complete a period is.
package struct Coverage: Codable, Sendable, Equatable {
    package let period: String
    /// Of the expected offices, those with at least one figure.
    package let reported: Int
    /// Offices of which a report is expected: those that a directive asks which the period's reports answer;
    /// where there is none, the associations below this office that have a node of their own.
    package let expected: Int
    /// Offices with at least one figure of which none is expected: not asked, or gone since.
    package let others: Int
    /// The first of those expected that have no figure, when one period is asked for; there are
    /// `expected` − `reported`.
    package let missing: [OfficeName]
    /// When the oldest and the newest of the figures in the totals were written, UTC milliseconds; nil where there
    /// are none.
    package let oldestAt: Int64?
    package let newestAt: Int64?

    package init(
        period: String,
        reported: Int,
        expected: Int,
        others: Int = 0,
        missing: [OfficeName] = [],
        oldestAt: Int64? = nil,
        newestAt: Int64? = nil
    ) {
        self.period = period
        self.reported = reported
        self.expected = expected
        self.others = others
        self.missing = missing
        self.oldestAt = oldestAt
        self.newestAt = newestAt
    }
}
