/// One office on a report's way up.
package struct ReportStep: Codable, Sendable, Equatable {
    package let office: String
    package let officeName: String
    package let level: String
    /// `written` (the office that reports), `here` (on this node's disk), `saved` (the office has signed
    /// for it) or `unknown` (nothing is known here of its having arrived).
    package let state: String
    /// UTC milliseconds by that office's clock; nil where it is not known.
    package let at: Int64?

    package init(
        office: String,
        officeName: String,
        level: String,
        state: String,
        at: Int64? = nil
    ) {
        self.office = office
        self.officeName = officeName
        self.level = level
        self.state = state
        self.at = at
    }
}
