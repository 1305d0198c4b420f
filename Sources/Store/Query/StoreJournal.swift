package import Decision
internal import SyncProtocol

/// What a snapshot says of what happened here: events, the audit log, and what was put into quarantine.
package struct StoreJournal {
    let connection: any SQLConnection
    /// By which the audit log's rows are hashed.
    let suite: SignatureSuite
    /// How many units are in quarantine.
    let quarantined: Int

    /// What happened here, newest first. A row that cannot be read stands as one that says so: it does not hide the
    /// others.
    package func events(_ range: StoreRange) throws(StoreError) -> StorePage<StoreEvent> {
        // They are numbered one by one, and only the oldest ones go.
        let last = try self.connection.integer("SELECT COALESCE(MAX(id), 0) FROM event")
        let first = try self.connection.integer("SELECT COALESCE(MIN(id), 1) FROM event")
        return try self.connection.page(
            of: .events,
            range,
            total: Int(last - first + 1),
            """
            SELECT id, at, kind, details, subject FROM event
            WHERE id < ?1 ORDER BY id DESC LIMIT ?2
            """
        ) { row in StoreEvent(row) ?? .unreadable(row.integer(0), at: row.integer(1)) }
    }

    /// The audit log, newest first.
    ///
    /// - Parameter user: whose rows are wanted; nil for all.
    package func audit(
        _ range: StoreRange,
        by user: String? = nil
    ) throws(StoreError) -> StorePage<AuditRow> {
        if let user { return try self.audit(range, ofOne: user) }
        // They are numbered one by one, and none goes.
        let total = try self.connection.integer("SELECT COALESCE(MAX(number), 0) FROM audit")
        return try self.connection.page(
            of: .audit,
            range,
            total: Int(total),
            """
            SELECT number, at, actor, action, subject, records, previous, hash FROM audit
            WHERE number < ?1 ORDER BY number DESC LIMIT ?2
            """
        ) { AuditRow($0, by: self.suite) }
    }

    private func audit(
        _ range: StoreRange,
        ofOne user: String
    ) throws(StoreError) -> StorePage<AuditRow> {
        let total = try self.connection.integer(
            "SELECT COUNT(*) FROM audit WHERE actor = ?1",
            .text(user)
        )
        return try self.connection.page(
            of: .audit,
            range,
            total: Int(total),
            """
            SELECT number, at, actor, action, subject, records, previous, hash FROM audit
            WHERE actor = ?3 AND number < ?1 ORDER BY number DESC LIMIT ?2
            """,
            [.text(user)]
        ) { AuditRow($0, by: self.suite) }
    }

    /// What is in quarantine, newest first.
    package func quarantine(_ range: StoreRange) throws(StoreError) -> StorePage<QuarantineRow> {
        try self.connection.page(
            of: .quarantine,
            range,
            total: self.quarantined,
            """
            SELECT id, reason, detail, space, author, number, peer, byte_count, times, received_at
            FROM quarantine WHERE id < ?1 ORDER BY id DESC LIMIT ?2
            """
        ) { row in
            QuarantineRow(
                id: row.integer(0),
                reason: RefusalReason(rawValue: row.text(1)),
                detail: row.text(2),
                space: row.optionalText(3),
                author: row.optionalBytes(4).flatMap { AuthorID(bytes: $0) },
                number: row.optionalInteger(5),
                peer: row.text(6),
                byteCount: row.count(7),
                times: row.count(8),
                receivedAt: row.integer(9)
            )
        }
    }
}
