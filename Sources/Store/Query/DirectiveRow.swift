package import OfficeWork
package import SyncProtocol

/// A directive and who issued it.
package struct DirectiveRow: Sendable, Hashable {
    package let issuer: OfficePath
    package let directive: Directive
}

/// How far a directive has come at one office.
package struct ReceiptRow: Sendable, Hashable {
    package let office: OfficePath
    package let issuer: OfficePath
    /// UTC milliseconds.
    package let deliveredAt: Int64?
    /// When a person of the office first opened it, UTC milliseconds.
    package let openedAt: Int64?
    /// UTC milliseconds.
    package let signedAt: Int64?
    package let signedBy: String?
}

/// One office's reply to a directive.
package struct ReplyRow: Sendable, Hashable {
    package let office: OfficePath
    package let reply: Reply
}

extension StoreSnapshot {
    /// Directives, newest issue date first, of one day the one that was written last.
    package func directives(_ range: StoreRange) throws(StoreError) -> StorePage<DirectiveRow> {
        let rows = try self.connection.map(
            """
            SELECT office.path, directive.id, record.state
            FROM directive
            JOIN space ON space.id = directive.space
            JOIN office ON office.id = space.owner
            JOIN record ON record.space = directive.space AND record.kind = 10
                AND record.key = directive.id
            ORDER BY issued_on DESC, written_at DESC, directive.id DESC, directive.space LIMIT ?1 OFFSET ?2
            """,
            .integer(range.limit),
            .integer(range.offset)
        ) { row in Self.directive(row) }
        let total = try self.connection.integer("SELECT COUNT(*) FROM directive")
        return StorePage(rows: rows.compactMap { $0 }, total: Int(total))
    }

    /// The directive of an id; when several issuers have used it, the one of the highest office.
    package func directive(id: DirectiveID) throws(StoreError) -> DirectiveRow? {
        try self.connection.map(
            """
            SELECT office.path, directive.id, record.state
            FROM directive
            JOIN space ON space.id = directive.space
            JOIN office ON office.id = space.owner
            JOIN record ON record.space = directive.space AND record.kind = 10
                AND record.key = directive.id
            WHERE directive.id = ?1
            """,
            .bytes(id.bytes)
        ) { row in Self.directive(row) }
        .compactMap { $0 }.min { $0.issuer < $1.issuer }
    }

    /// Directives of a document number (文号), newest issue date first.
    package func directives(number: String) throws(StoreError) -> [DirectiveRow] {
        try self.connection.map(
            """
            SELECT office.path, directive.id, record.state
            FROM directive
            JOIN space ON space.id = directive.space
            JOIN office ON office.id = space.owner
            JOIN record ON record.space = directive.space AND record.kind = 10
                AND record.key = directive.id
            WHERE directive.number = ?1
            ORDER BY issued_on DESC, written_at DESC, directive.id DESC, directive.space
            """,
            .text(number)
        ) { row in Self.directive(row) }
        .compactMap { $0 }
    }

    private static func directive(_ row: any SQLRow) -> DirectiveRow? {
        guard let issuer = OfficePath(text: row.text(0)),
            let state = try? RecordState(decoding: row.bytes(2)),
            let directive = Directive(key: row.bytes(1), state: state)
        else { return nil }
        return DirectiveRow(issuer: issuer, directive: directive)
    }

    /// Who has a directive, in tree order.
    package func receipts(of directive: DirectiveID) throws(StoreError) -> [ReceiptRow] {
        try self.connection.map(
            """
            SELECT office.path, issuer, delivered_at, opened_at, signed_at, signed_by
            FROM receipt JOIN office ON office.id = receipt.office
            WHERE directive = ?1
            """,
            .bytes(directive.bytes)
        ) { row -> ReceiptRow? in
            guard let office = OfficePath(text: row.text(0)),
                let issuer = OfficePath(text: row.text(1))
            else { return nil }
            return ReceiptRow(
                office: office,
                issuer: issuer,
                deliveredAt: row.optionalInteger(2),
                openedAt: row.optionalInteger(3),
                signedAt: row.optionalInteger(4),
                signedBy: row.optionalText(5)
            )
        }
        .compactMap { $0 }.sorted { $0.office < $1.office }
    }

    /// Who has replied to a directive and when (UTC milliseconds), in tree order, without the texts.
    package func replyTimes(
        of directive: DirectiveID
    ) throws(StoreError) -> [(office: OfficePath, at: Int64)] {
        let rows = try self.connection.map(
            """
            SELECT office.path, at FROM reply JOIN office ON office.id = reply.office
            WHERE directive = ?1
            """,
            .bytes(directive.bytes)
        ) { row in OfficePath(text: row.text(0)).map { (office: $0, at: row.integer(1)) } }
        return rows.compactMap { $0 }.sorted { $0.office < $1.office }
    }

    /// Replies to a directive, newest first.
    package func replies(to directive: DirectiveID) throws(StoreError) -> [ReplyRow] {
        try self.connection.map(
            """
            SELECT office.path, record.state
            FROM reply
            JOIN office ON office.id = reply.office
            JOIN space ON space.owner = reply.office AND space.kind = 3
            JOIN record ON record.space = space.id AND record.kind = 21 AND record.key = ?1
            WHERE directive = ?1 ORDER BY at DESC, office.path
            """,
            .bytes(directive.bytes)
        ) { row -> ReplyRow? in
            guard let office = OfficePath(text: row.text(0)),
                let state = try? RecordState(decoding: row.bytes(1)),
                let reply = Reply(key: directive.bytes, state: state)
            else { return nil }
            return ReplyRow(office: office, reply: reply)
        }
        .compactMap { $0 }
    }
}
