internal import SyncProtocol

/// A row of the audit log.
package struct AuditRow: Sendable, Hashable {
    package let number: Int64
    /// UTC milliseconds.
    package let at: Int64
    package let user: String
    package let action: String
    package let subject: String
}

extension StoreSnapshot {
    /// The audit log, newest first.
    package func audit(_ range: StoreRange) throws(StoreError) -> StorePage<AuditRow> {
        let rows = try self.connection.map(
            """
            SELECT number, at, user, action, subject FROM audit
            ORDER BY number DESC LIMIT ?1 OFFSET ?2
            """,
            .integer(range.limit),
            .integer(range.offset)
        ) { row in
            AuditRow(
                number: row.integer(0),
                at: row.integer(1),
                user: row.text(2),
                action: row.text(3),
                subject: row.text(4)
            )
        }
        let total = try self.connection.integer("SELECT COUNT(*) FROM audit")
        return StorePage(rows: rows, total: Int(total))
    }

    /// Checks the chain of the audit log.
    ///
    /// - Returns: the number of the first row that is missing or was altered; nil when all is well.
    package func firstBrokenAuditRow() throws(StoreError) -> Int64? {
        var previous = Digest256(words: (0, 0, 0, 0))
        var expected: Int64 = 1
        var broken: Int64?
        try self.connection.rows(
            "SELECT number, at, user, action, subject, previous, hash FROM audit ORDER BY number",
            []
        ) { row in
            let hash = AuditChain.hash(
                previous: previous,
                number: expected,
                at: row.integer(1),
                user: row.text(2),
                action: row.text(3),
                subject: row.text(4)
            )
            guard row.integer(0) == expected, row.bytes(5) == previous.bytes,
                row.bytes(6) == hash.bytes
            else {
                broken = expected
                return false
            }
            previous = hash
            expected += 1
            return true
        }
        return broken
    }
}
