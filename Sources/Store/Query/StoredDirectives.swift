internal import Decision
package import OfficeWork
internal import SyncProtocol

/// What a snapshot says of directives, of who has them and of what was replied to them.
package struct StoredDirectives {
    let connection: any SQLConnection
    let documents: StoredDocuments

    /// Directives, newest issue date first, of one day the one that was written last.
    package func page(_ range: StoreRange) throws(StoreError) -> StorePage<IssuedDirective> {
        let page = try self.documents.page(of: Directive.declaration, .all, range)
        return StorePage(
            rows: page.rows.compactMap { row in
                Directive(key: row.reference.record.key, state: row.state)
                    .map { IssuedDirective(issuer: row.reference.space.owner, directive: $0) }
            },
            total: self.documents.count(of: Directive.declaration),
            next: page.next
        )
    }

    /// The directive of an id; when several issuers have used it, the one of the highest office.
    package func one(id: DirectiveID) throws(StoreError) -> IssuedDirective? {
        try self.connection.map(
            """
            SELECT office.path, document.key, record.state
            FROM document
            JOIN space ON space.id = document.space
            JOIN office ON office.id = space.owner
            JOIN record ON record.space = document.space AND record.kind = 10
                AND record.key = document.key
            WHERE document.key = ?1 AND document.kind = 10
            """,
            .bytes(id.bytes)
        ) { row throws(StoreError) in
            try Self.directive(path: row.text(0), id: row.bytes(1), state: row.bytes(2))
        }
        .compactMap { $0 }.min { $0.issuer < $1.issuer }
    }

    /// Directives of a document number (文号), newest issue date first.
    package func all(number: String) throws(StoreError) -> [IssuedDirective] {
        try self.connection.map(
            """
            SELECT office.path, document.key, record.state
            FROM document
            JOIN space ON space.id = document.space
            JOIN office ON office.id = space.owner
            JOIN record ON record.space = document.space AND record.kind = 10
                AND record.key = document.key
            WHERE document.number = ?1 AND document.kind = 10
            ORDER BY document.rank DESC, document.space DESC, document.key DESC
            """,
            .text(number)
        ) { row throws(StoreError) in
            try Self.directive(path: row.text(0), id: row.bytes(1), state: row.bytes(2))
        }
        .compactMap { $0 }
    }

    private static func directive(
        path: String,
        id: [UInt8],
        state: [UInt8]
    ) throws(StoreError) -> IssuedDirective? {
        guard let issuer = OfficePath(text: path) else {
            throw .unreadable(record: "office \(path)")
        }
        let state = try RecordState(
            row: state,
            of: RecordKind.directive.record(id),
            in: SpaceID(.directives, of: issuer)
        )
        guard let directive = Directive(key: id, state: state) else { return nil }
        return IssuedDirective(issuer: issuer, directive: directive)
    }

    /// Who has a directive, in tree order.
    package func receipts(of directive: DirectiveID) throws(StoreError) -> [OfficeReceipt] {
        try self.connection.map(
            """
            SELECT office.path, issuer, delivered_at, opened_at, signed_at, signed_by
            FROM receipt JOIN office ON office.id = receipt.office
            WHERE directive = ?1
            """,
            .bytes(directive.bytes)
        ) { row -> OfficeReceipt? in
            guard let office = OfficePath(text: row.text(0)),
                let issuer = OfficePath(text: row.text(1))
            else { return nil }
            return OfficeReceipt(
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

    /// Who has answered a directive and when, in tree order, without the texts.
    package func answers(to directive: Directive) throws(StoreError) -> [OfficeAnswer] {
        let replies = try self.connection.map(
            """
            SELECT office.path, at, versions FROM reply JOIN office ON office.id = reply.office
            WHERE directive = ?1
            """,
            .bytes(directive.id.bytes)
        ) { row in
            OfficePath(text: row.text(0))
                .map { OfficeAnswer(office: $0, at: row.integer(1), versions: row.count(2)) }
        }
        let reports = try self.connection.map(
            """
            SELECT office.path, MIN(rank) FROM document
            JOIN space ON space.id = document.space
            JOIN office ON office.id = space.owner
            WHERE about IN (?1, ?2) AND document.kind = 22 GROUP BY office.id, office.path
            """,
            .text(directive.id.description),
            .text(directive.number)
        ) { row in
            OfficePath(text: row.text(0))
                .map { OfficeAnswer(office: $0, at: row.integer(1), versions: 0) }
        }
        var answers: [OfficePath: OfficeAnswer] = [:]
        // A reply is the answer where there are both.
        for answer in reports + replies { if let answer { answers[answer.office] = answer } }
        return answers.values.sorted { $0.office < $1.office }
    }

    /// Replies to a directive, newest first.
    ///
    /// - Parameters:
    ///   - after: only those behind this one.
    ///   - limit: of so many offices at most.
    package func replies(
        to directive: DirectiveID,
        after key: ReplyKey? = nil,
        limit: Int
    ) throws(StoreError) -> (rows: [ReplyRow], total: Int) {
        let rows = try self.connection.map(
            """
            SELECT office.path, record.state, at
            FROM reply
            JOIN office ON office.id = reply.office
            JOIN space ON space.owner = reply.office AND space.kind = 3
            JOIN record ON record.space = space.id AND record.kind = 21 AND record.key = ?1
            WHERE directive = ?1
                AND (CAST(?2 AS BIGINT) IS NULL OR at < ?2 OR at = ?2 AND office.path > ?3)
            ORDER BY at DESC, office.path LIMIT ?4
            """,
            .bytes(directive.bytes),
            key.map { .integer($0.at) } ?? .null,
            .text(key?.office.description ?? ""),
            .integer(Int64(limit))
        ) { row throws(StoreError) -> ReplyRow? in
            guard let office = OfficePath(text: row.text(0)) else {
                throw .unreadable(record: "office \(row.text(0))")
            }
            let state = try RecordState(
                row: row.bytes(1),
                of: RecordKind.reply.record(directive.bytes),
                in: SpaceID(.reports, of: office)
            )
            let replies = Reply.all(key: directive.bytes, state: state)
            guard !replies.isEmpty else { return nil }
            return ReplyRow(
                key: ReplyKey(at: row.integer(2), office: office),
                replies: replies,
                former: FormerReply.all(in: state)
            )
        }
        let total = try self.connection.integer(
            "SELECT COUNT(*) FROM reply WHERE directive = ?1",
            .bytes(directive.bytes)
        )
        return (rows.compactMap { $0 }, Int(total))
    }
}
