package import SyncProtocol

extension StoreSnapshot {
    /// Notes that a neighbour should have and is not known to have: confirmations for the offices at or
    /// below it; our own folds when it is our parent; and when it is another node of this office, what
    /// others have signed.
    package func unsettledNotes(
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
