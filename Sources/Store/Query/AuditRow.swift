internal import Decision
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
        // They are numbered one by one, and none goes.
        let total = try self.connection.integer("SELECT COALESCE(MAX(number), 0) FROM audit")
        return try self.connection.page(
            of: .audit,
            range,
            total: Int(total),
            """
            SELECT number, at, actor, action, subject FROM audit
            WHERE number < ?1 ORDER BY number DESC LIMIT ?2
            """
        ) { row in
            AuditRow(
                number: row.integer(0),
                at: row.integer(1),
                user: row.text(2),
                action: row.text(3),
                subject: row.text(4)
            )
        }
    }

    /// Checks the chain of the audit log.
    ///
    /// - Returns: the number of the first row that is missing or was altered and of which a later row does not
    ///   say so; nil when all is well.
    package func firstBrokenAuditRow() throws(StoreError) -> Int64? {
        try AuditChain.breaks(self.connection).first
    }
}

extension AuditChain {
    /// The action of a row that says which rows before it were found missing or altered: its subject has their
    /// numbers.
    static let breakAction = "broken-rows"
    /// So many are told of one by one.
    static let breaksMax = 1_000

    /// The rows that are missing or were altered and of which no later row says so, ascending; at most
    /// ``breaksMax``.
    static func breaks(_ connection: any SQLConnection) throws(StoreError) -> [Int64] {
        var previous = Digest256(words: (0, 0, 0, 0))
        var expected: Int64 = 1
        var found: Set<Int64> = []
        var known: Set<Int64> = []
        try connection.rows(
            "SELECT number, at, actor, action, subject, previous, hash FROM audit ORDER BY number",
            []
        ) { row in
            while expected < row.integer(0), found.count < Self.breaksMax {
                found.insert(expected)
                expected += 1
            }
            expected = row.integer(0)
            let hash = Self.hash(
                previous: previous,
                number: expected,
                at: row.integer(1),
                user: row.text(2),
                action: row.text(3),
                subject: row.text(4)
            )
            let isWhole = row.bytes(5) == previous.bytes && row.bytes(6) == hash.bytes
            if !isWhole { found.insert(expected) }
            if isWhole, row.text(3) == Self.breakAction {
                known.formUnion(row.text(4).split(separator: " ").compactMap { Int64($0) })
            }
            // What follows is held against what is here, so that one row does not hide the others.
            previous = Digest256(bytes: row.bytes(6)) ?? hash
            expected += 1
            return found.count < Self.breaksMax
        }
        return found.subtracting(known).sorted()
    }
}
