/// What stood before a write in the place of what was written: it no longer counts, and stays in the feed.
package struct Replacement: Codable, Sendable, Equatable {
    /// `figure` or `reply`.
    package let kind: String
    /// The id of the office that had said it.
    package let office: String
    /// Of a figure: the indicator's code.
    package let indicator: String?
    package let period: String?
    /// Of a reply: the directive's id.
    package let directive: String?
    /// Decimals or texts, latest first; several were at odds. None when only files were replaced.
    package let values: [String]
    /// What stands there now; absent when only files were replaced.
    package let new: String?
    /// When the latest of them was written, UTC milliseconds.
    package let at: Int64
    /// Who wrote it, where that is known.
    package let user: String?

    package init(
        kind: String,
        office: String,
        indicator: String? = nil,
        period: String? = nil,
        directive: String? = nil,
        values: [String],
        new: String? = nil,
        at: Int64,
        user: String? = nil
    ) {
        self.kind = kind
        self.office = office
        self.indicator = indicator
        self.period = period
        self.directive = directive
        self.values = values
        self.new = new
        self.at = at
        self.user = user
    }
}
