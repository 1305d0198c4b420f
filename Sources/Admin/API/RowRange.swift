/// Rows of the audit log that follow one another.
package struct RowRange: Codable, Sendable, Equatable {
    /// The first one's number.
    package let first: Int64
    /// The last one's; the same for a single row.
    package let last: Int64

    package init(_ range: ClosedRange<Int64>) {
        self.first = range.lowerBound
        self.last = range.upperBound
    }
}
