internal import Decision
internal import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

extension RowLoader {
    func loadDocuments(_ needs: Needs, _ rows: inout LoadedRows) throws(StoreError) {
        if !needs.numbers.isEmpty {
            for number in needs.numbers { rows.numbers[number] = [] }
            try self.connection.rows(
                """
                SELECT kind, rank, space, key, number, period, about, due, step
                FROM rows(?1, 'text') AS k
                JOIN document ON document.number = k.c1 AND document.kind = 10
                ORDER BY number, space, key
                """,
                .rows(SQLRows(needs.numbers.map { .text($0) }))
            ) { row in
                guard let document = RowChanges.Document(row) else { return }
                rows.numbers[row.text(4), default: []].append(document)
            }
        }
        if !needs.holders.isEmpty {
            for key in needs.holders { rows.holders[key] = [] }
            try self.connection.rows(
                """
                SELECT holder.space, holder.kind, holder.number, holder.key
                FROM rows(?1, 'bigint bigint text') AS k
                JOIN document_number AS holder
                    ON holder.space = k.c1 AND holder.kind = k.c2 AND holder.number = k.c3
                ORDER BY holder.space, holder.kind, holder.number, holder.key
                """,
                .rows(
                    SQLRows(
                        needs.holders.map {
                            [
                                .integer(Directory.id($0.space)), .integer(Int64($0.kind)),
                                .text($0.number),
                            ]
                        }
                    )
                )
            ) { row in
                let key = Needs.NumberKey(
                    space: Directory.place(row.integer(0)),
                    kind: UInt16(clamping: row.integer(1)),
                    number: row.text(2)
                )
                rows.holders[key, default: []].append(row.bytes(3))
            }
        }
        if !needs.directives.isEmpty {
            for id in needs.directives { rows.directives[id] = false }
            try self.connection.rows(
                """
                SELECT key FROM rows(?1, 'bytes') AS k
                JOIN document ON document.key = k.c1 AND document.kind = 10
                """,
                .rows(SQLRows(needs.directives.map { .bytes($0) }))
            ) { row in rows.directives[row.bytes(0)] = true }
        }
        try self.loadTokens(needs, &rows)
    }

    private func loadTokens(_ needs: Needs, _ rows: inout LoadedRows) throws(StoreError) {
        if !needs.joined.isEmpty {
            for office in needs.joined { rows.joined[office] = false }
            try self.connection.rows(
                """
                SELECT token.office FROM rows(?1, 'text') AS k JOIN token ON token.office = k.c1
                WHERE token.used_by IS NOT NULL
                """,
                .rows(SQLRows(needs.joined.map { .text($0.description) }))
            ) { row in
                if let office = OfficePath(text: row.text(0)) { rows.joined[office] = true }
            }
        }
        guard !needs.tokens.isEmpty else { return }
        for hash in needs.tokens { rows.tokens.updateValue(nil, forKey: hash) }
        try self.connection.rows(
            """
            SELECT token.hash, office, level, name, name_english, made_by, expires_at, used_by
            FROM rows(?1, 'bytes') AS k JOIN token ON token.hash = k.c1
            """,
            .rows(SQLRows(needs.tokens.map { .bytes($0.bytes) }))
        ) { row in
            guard let token = JoinPermit(row) else { return }
            rows.tokens[token.hash] = LoadedRows.Token(
                token: token,
                usedBy: row.optionalBytes(7)
            )
        }
    }

    func loadNotes(_ needs: Needs, _ rows: inout LoadedRows) throws(StoreError) {
        if !needs.notes.isEmpty {
            for key in needs.notes { rows.notes.updateValue(nil, forKey: key) }
            let wanted = needs.notes.map { key -> [SQLValue] in
                [
                    .bits(key.kind.rawValue), .bytes(key.subject), .text(key.signer.description),
                ]
            }
            try self.connection.rows(
                """
                SELECT note.kind, note.subject, note.signer, note.at, note.id
                FROM rows(?1, 'bigint bytes text') AS k
                JOIN note ON note.kind = k.c1 AND note.subject = k.c2 AND note.signer = k.c3
                """,
                .rows(SQLRows(wanted))
            ) { row in
                guard let key = Needs.NoteKey(row), let id = NoteID(bytes: row.bytes(4)) else {
                    return
                }
                rows.notes[key] = KnownNote(id: id, at: row.integer(3))
            }
        }
        if !needs.confirmations.isEmpty {
            for owner in needs.confirmations { rows.confirmations[owner] = [] }
            let wanted = needs.confirmations.map { owner -> [SQLValue] in
                [.bits(NoteKind.confirmation.rawValue), .bytes(Array(owner.description.utf8))]
            }
            try self.connection.rows(
                """
                SELECT note.subject, note.body FROM rows(?1, 'bigint bytes') AS k
                JOIN note ON note.kind = k.c1 AND note.subject = k.c2
                ORDER BY note.subject, note.signer
                """,
                .rows(SQLRows(wanted))
            ) { row in
                let text = String(decoding: row.bytes(0), as: UTF8.self)
                guard let owner = OfficePath(text: text) else { return }
                rows.confirmations[owner, default: []].append(row.bytes(1))
            }
        }
        guard !needs.noteIDs.isEmpty else { return }
        for id in needs.noteIDs { rows.noteIDs.updateValue(nil, forKey: id) }
        try self.connection.rows(
            """
            SELECT note.kind, note.subject, note.signer, note.id FROM rows(?1, 'bytes') AS k
            JOIN note ON note.id = k.c1
            """,
            .rows(SQLRows(needs.noteIDs.map { .bytes($0.bytes) }))
        ) { row in
            guard let key = Needs.NoteKey(row), let id = NoteID(bytes: row.bytes(3)) else { return }
            rows.noteIDs[id] = key
        }
    }

    func loadQuarantine(_ needs: Needs, _ rows: inout LoadedRows) throws(StoreError) {
        if !needs.quarantined.isEmpty {
            for digest in needs.quarantined { rows.quarantined[digest] = false }
            try self.connection.rows(
                """
                SELECT digest FROM rows(?1, 'bytes') AS k
                JOIN quarantine ON quarantine.digest = k.c1
                """,
                .rows(SQLRows(needs.quarantined.map { .bytes($0.bytes) }))
            ) { row in
                if let digest = Digest256(bytes: row.bytes(0)) { rows.quarantined[digest] = true }
            }
        }
        for key in needs.oldest {
            rows.oldest[key] = try self.connection.map(
                "SELECT id, byte_count FROM quarantine WHERE peer = ?1 ORDER BY id LIMIT ?2",
                .text(key.peer),
                .integer(key.count)
            ) { row in LoadedRows.QuarantineUnit(id: row.integer(0), byteCount: row.count(1)) }
        }
    }
}

extension RowChanges.Document {
    /// Nil when the row makes no sense.
    ///
    /// - Parameter row: kind, rank, space, key, number, period, about, due, step.
    fileprivate init?(_ row: any SQLRow) {
        guard let kind = UInt16(exactly: row.integer(0)),
            let record = RecordID(kind: kind, key: row.bytes(3))
        else { return nil }
        self.init(
            record: RecordKey(space: Directory.place(row.integer(2)), record: record),
            heading: RecordHeading(
                number: row.optionalText(4),
                period: row.optionalText(5).flatMap { Period($0) },
                about: row.optionalText(6),
                due: row.optionalInteger(7).map { CivilDate(daysSinceEpoch: Int(clamping: $0)) },
                step: row.optionalInteger(8).map { UInt32(clamping: $0) },
                rank: row.integer(1)
            )
        )
    }
}

extension Needs.NoteKey {
    /// - Parameter row: kind, subject, signer.
    fileprivate init?(_ row: any SQLRow) {
        guard let kind = NoteKind(rawValue: row.bits(0)),
            let signer = OfficePath(text: row.text(2))
        else { return nil }
        self.init(kind: kind, subject: row.bytes(1), signer: signer)
    }
}

extension JoinPermit {
    /// - Parameter row: hash, office, level, name, name in English, by whom, until when.
    fileprivate init?(_ row: any SQLRow) {
        guard let hash = Digest256(bytes: row.bytes(0)),
            let office = OfficePath(text: row.text(1)), let level = Level(rawValue: row.text(2))
        else { return nil }
        self.init(
            hash: hash,
            office: office,
            level: level,
            name: row.text(3),
            nameEnglish: row.optionalText(4),
            madeBy: row.text(5),
            expiresAt: row.integer(6)
        )
    }
}
