/// What holds now in place of a figure.
package struct FigureCorrection: Codable, Sendable, Equatable {
    /// A decimal.
    package let value: String
    /// When it was written, UTC milliseconds by that office's clock.
    package let at: Int64
    /// Who wrote it; nil when other figures of the period were written after it.
    package let user: String?

    package init(value: String, at: Int64, user: String? = nil) {
        self.value = value
        self.at = at
        self.user = user
    }
}
