internal import Decision
package import SyncProtocol

/// What a snapshot says of notes, and of what they confirm.
package struct StoredNotes {
    let connection: any SQLConnection
    let own: OfficePath
    let records: StoredRecords

    /// Notes that a neighbour should have and is not known to have: confirmations for the offices at or
    /// below it; our own folds when it is our parent; and when it is another node of this office, what
    /// others have signed.
    package func unsettled(
        for peer: OfficePath,
        limit: Int
    ) throws(StoreError) -> [StoredNote] {
        if peer == self.own.parent {
            return try self.unsettledFolds(for: peer, areOwn: true, limit: limit)
        }
        guard self.own.contains(peer) else { return [] }
        let confirmations = try self.unsettledConfirmations(for: peer, limit: limit)
        guard peer == self.own, confirmations.count < limit else { return confirmations }
        return confirmations
            + (try self.unsettledFolds(for: peer, areOwn: false, limit: limit - confirmations.count))
    }

    private func unsettledConfirmations(
        for peer: OfficePath,
        limit: Int
    ) throws(StoreError) -> [StoredNote] {
        let text = peer.description
        return try self.connection.map(
            """
            SELECT note.kind, note.subject, note.signer, at, kept_at, body, author, signature, chain
            FROM note LEFT JOIN note_delivery AS done ON done.peer = ?1
                AND done.kind = note.kind AND done.subject = note.subject
                AND done.signer = note.signer
            WHERE note.kind = 2 AND (note.subject = ?2
                    OR (note.subject >= ?3 AND note.subject < ?4))
                AND note.signer <> ?5 AND (done.id IS NULL OR done.id <> note.id)
            ORDER BY note.kept_at LIMIT ?6
            """,
            .text(text),
            .bytes(Array(text.utf8)),
            // What lies below it: its path, a slash, and whatever follows.
            .bytes(Array("\(text)/".utf8)),
            .bytes(Array("\(text)0".utf8)),
            // Nobody is told what is on its own disk, and each node of an office signs for itself.
            .text(text),
            .integer(limit)
        ) { row in Self.note(row) }
        .compactMap { $0 }
    }

    private func unsettledFolds(
        for peer: OfficePath,
        areOwn: Bool,
        limit: Int
    ) throws(StoreError) -> [StoredNote] {
        try self.connection.map(
            """
            SELECT note.kind, note.subject, note.signer, at, kept_at, body, author, signature, chain
            FROM note LEFT JOIN note_delivery AS done ON done.peer = ?1
                AND done.kind = note.kind AND done.subject = note.subject
                AND done.signer = note.signer
            WHERE note.kind = 3 AND CASE WHEN note.signer = ?2 THEN 1 ELSE 0 END = ?3
                AND (done.id IS NULL OR done.id <> note.id)
            ORDER BY note.kept_at LIMIT ?4
            """,
            .text(peer.description),
            .text(self.own.description),
            .integer(areOwn ? 1 : 0),
            .integer(limit)
        ) { row in Self.note(row) }
        .compactMap { $0 }
    }

    /// All notes of a kind, of every signer.
    package func all(_ kind: NoteKind) throws(StoreError) -> [StoredNote] {
        try self.connection.map(
            """
            SELECT kind, subject, signer, at, kept_at, body, author, signature, chain FROM note
            WHERE kind = ?1 ORDER BY subject, signer
            """,
            .integer(Int64(kind.rawValue))
        ) { row in Self.note(row) }
        .compactMap { $0 }
    }

    /// The notes of a kind about one subject, of every signer.
    package func all(
        _ kind: NoteKind,
        about subject: [UInt8]
    ) throws(StoreError) -> [StoredNote] {
        try self.connection.map(
            """
            SELECT kind, subject, signer, at, kept_at, body, author, signature, chain FROM note
            WHERE kind = ?1 AND subject = ?2 ORDER BY signer
            """,
            .integer(Int64(kind.rawValue)),
            .bytes(subject)
        ) { row in Self.note(row) }
        .compactMap { $0 }
    }

    private static func note(_ row: any SQLRow) -> StoredNote? {
        guard let kind = NoteKind(rawValue: row.bits(0)),
            let signer = OfficePath(text: row.text(2)),
            let author = AuthorID(bytes: row.bytes(6))
        else { return nil }
        return StoredNote(
            note: Note(
                kind: kind,
                body: row.bytes(5),
                author: author,
                signature: row.bytes(7),
                chain: row.optionalBytes(8).flatMap { try? CredentialChain(decoding: $0) }
            ),
            subject: row.bytes(1),
            signer: signer,
            at: row.integer(3),
            keptAt: row.integer(4)
        )
    }

    // MARK: Confirmations

    /// Which offices above the owner have the last change of a record on disk, nearest first. Known for
    /// what this node wrote; empty for everything else.
    package func saved(
        _ record: RecordID,
        in space: SpaceID
    ) throws(StoreError) -> [SavedRow] {
        let position = try self.records.stored(record, in: space)?.position ?? 0
        guard position != 0 else { return [] }
        var rows: [SavedRow] = []
        for reader in space.owner.lineage.dropLast().reversed() {
            let at = try self.connection.first(
                """
                SELECT at FROM confirmation WHERE feed = ?1 AND reader = ?2 AND number >= ?3
                ORDER BY number LIMIT 1
                """,
                .integer(ChangePosition.feed(position)),
                .text(reader.description),
                .bits(ChangePosition.number(position))
            ) { row in row.integer(0) }
            if let at { rows.append(SavedRow(reader: reader, at: at)) }
        }
        return rows
    }

    /// What this node has written into reports and a reader has not confirmed, feed by feed.
    package func unconfirmed(by reader: OfficePath) throws(StoreError) -> [UnconfirmedFeed] {
        let feeds = try self.connection.map(
            """
            SELECT feed.id, owner.path, author.bytes, incarnation, head_number,
                (SELECT MAX(number) FROM confirmation
                    WHERE confirmation.feed = feed.id AND reader = ?2)
            FROM feed
            JOIN office AS writer ON writer.id = feed.office
            JOIN space ON space.id = feed.space
            JOIN office AS owner ON owner.id = space.owner
            JOIN author ON author.id = feed.author
            WHERE writer.path = ?1 AND space.kind = 3 AND writer.id = owner.id
            """,
            .text(self.own.description),
            .text(reader.description)
        ) { row -> (Int64, FeedID, UInt64, UInt64)? in
            guard let owner = OfficePath(text: row.text(1)),
                let author = AuthorID(bytes: row.bytes(2))
            else { return nil }
            let feed = FeedID(
                space: SpaceID(.reports, of: owner),
                author: author,
                incarnation: row.bits(3)
            )
            return (row.integer(0), feed, row.bits(4), row.bits(5))
        }
        var rows: [UnconfirmedFeed] = []
        for case let (id, feed, head, confirmed)? in feeds where head > confirmed {
            let page = try StoredChange.page(
                feed: id,
                after: confirmed,
                byteCountMax: 0,
                self.connection
            )
            guard let stored = page.first, let change = try? Change(decoding: stored.signed.body)
            else { continue }
            rows.append(
                UnconfirmedFeed(
                    feed: feed,
                    end: head,
                    number: stored.number,
                    writtenAt: change.stamp.milliseconds
                )
            )
        }
        return rows
    }
}
