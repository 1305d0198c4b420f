package import PlainText

/// Whether the audit log is what was written, from its first row to its last.
package struct AuditReport: Codable, Sendable, Equatable {
    /// Of broken rows so many ranges are told.
    package static let shownMax = 20

    /// Whether each row follows from the one before it, but for those of which a later row says that it does not.
    package let holds: Bool
    /// How many rows were looked at.
    package let rows: Int
    /// When the first row was written, UTC milliseconds; nil when there is none.
    package let firstAt: Int64?
    /// When the last row was written, UTC milliseconds; nil when there is none.
    package let lastAt: Int64?
    /// The last row's number; 0 when there is none.
    package let last: Int64
    /// The last row's hash. Noted down elsewhere, it proves later that nothing up to this row was altered.
    package let hash: String
    /// The first ranges of rows that are missing or were altered, ascending; at most ``shownMax``.
    package let broken: [RowRange]
    /// How many rows are missing or were altered.
    package let brokenCount: Int
    /// The first of those of which a later row says so, ascending; at most ``shownMax``.
    package let named: [RowRange]
    /// How many rows there are of them.
    package let namedCount: Int

    /// - Parameters:
    ///   - broken: all rows that are missing or were altered, but for those that are named.
    ///   - named: all of which a later row says so.
    package init(
        rows: Int,
        firstAt: Int64?,
        lastAt: Int64?,
        last: Int64,
        hash: String,
        broken: RowRanges,
        named: RowRanges
    ) {
        self.holds = broken.isEmpty
        self.rows = rows
        self.firstAt = firstAt
        self.lastAt = lastAt
        self.last = last
        self.hash = hash
        self.broken = broken.ranges.prefix(Self.shownMax).map { RowRange($0) }
        self.brokenCount = Int(broken.count)
        self.named = named.ranges.prefix(Self.shownMax).map { RowRange($0) }
        self.namedCount = Int(named.count)
    }
}
