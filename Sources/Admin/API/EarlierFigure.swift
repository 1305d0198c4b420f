/// What an earlier report said of a figure.
package struct EarlierFigure: Codable, Sendable, Equatable {
    /// A decimal.
    package let value: String
    /// The earlier report's id.
    package let report: String
    /// When it was submitted, UTC milliseconds.
    package let at: Int64
    package let user: String

    package init(value: String, report: String, at: Int64, user: String) {
        self.value = value
        self.report = report
        self.at = at
        self.user = user
    }
}
