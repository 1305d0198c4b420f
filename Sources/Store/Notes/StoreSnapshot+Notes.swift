package import SyncProtocol

extension StoreSnapshot {
    /// Notes that a neighbour should have and is not known to have: receipts for the offices at or
    /// below it, and our own folds when it is our parent.
    package func unsettledNotes(
        for peer: OfficePath,
        limit: Int
    ) throws(StoreError) -> [StoredNote] {
        if self.own.contains(peer), peer != self.own {
            let text = peer.description
            return try self.connection.map(
                """
                SELECT note.kind, note.subject, note.signer, at, kept_at, body, author, signature,
                    chain
                FROM note LEFT JOIN note_delivery AS done ON done.peer = ?1
                    AND done.kind = note.kind AND done.subject = note.subject
                    AND done.signer = note.signer
                WHERE note.kind = 2 AND (note.subject = ?2
                        OR (note.subject >= ?3 AND note.subject < ?4))
                    AND (done.id IS NULL OR done.id <> note.id)
                ORDER BY note.kept_at LIMIT ?5
                """,
                .text(text),
                .bytes(Array(text.utf8)),
                // What lies below it: its path, a slash, and whatever follows.
                .bytes(Array("\(text)/".utf8)),
                .bytes(Array("\(text)0".utf8)),
                .integer(limit)
            ) { row in Self.note(row) }
            .compactMap { $0 }
        }
        guard peer == self.own.parent else { return [] }
        return try self.connection.map(
            """
            SELECT note.kind, note.subject, note.signer, at, kept_at, body, author, signature, chain
            FROM note LEFT JOIN note_delivery AS done ON done.peer = ?1
                AND done.kind = note.kind AND done.subject = note.subject
                AND done.signer = note.signer
            WHERE note.kind = 3 AND note.signer = ?2 AND (done.id IS NULL OR done.id <> note.id)
            ORDER BY note.kept_at LIMIT ?3
            """,
            .text(peer.description),
            .text(self.own.description),
            .integer(limit)
        ) { row in Self.note(row) }
        .compactMap { $0 }
    }

    /// All notes of a kind, of every signer.
    package func notes(_ kind: NoteKind) throws(StoreError) -> [StoredNote] {
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
    package func notes(
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
}
