internal import Decision
internal import OfficeWork
internal import OrderedCollections
internal import PlainText
internal import SyncProtocol

extension RowSaver {
    // MARK: Notes

    func saveNotes(_ changes: RowChanges) throws(StoreError) {
        for forgotten in changes.forgotten {
            try self.connection.run(
                """
                DELETE FROM note_delivery WHERE peer = ?1 AND kind = ?2
                    AND (CAST(?3 AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM note
                        WHERE note.kind = ?2 AND note.subject = note_delivery.subject
                            AND note.signer = note_delivery.signer AND note.kept_at >= ?3))
                """,
                .text(forgotten.peer.description),
                .bits(forgotten.kind.rawValue),
                .optional(forgotten.since)
            )
        }
        try self.run(
            """
            INSERT INTO note(kind, subject, signer, at, id, body, author, signature, chain, kept_at)
            SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10
            FROM rows(?1, 'bigint bytes text bigint bytes bytes bytes bytes bytes bigint') AS k WHERE true
            ON CONFLICT (kind, subject, signer) DO UPDATE SET at = excluded.at, id = excluded.id,
                body = excluded.body, author = excluded.author, signature = excluded.signature,
                chain = excluded.chain, kept_at = excluded.kept_at
            """,
            changes.notes.map { key, note in
                Self.row(key) + [
                    .integer(note.at), .bytes(note.id.bytes), .bytes(note.note.body),
                    .bytes(note.note.author.bytes), .bytes(note.note.signature),
                    .optional(note.note.chain?.encoded()), .integer(self.now),
                ]
            }
        )
        try self.run(
            """
            INSERT INTO note_delivery(kind, subject, signer, peer, id)
            SELECT c1, c2, c3, c4, c5 FROM rows(?1, 'bigint bytes text text bytes') AS k WHERE true
            ON CONFLICT (peer, kind, subject, signer) DO UPDATE SET id = excluded.id
            """,
            changes.deliveries.map { delivery, id in
                Self.row(delivery.note) + [.text(delivery.peer.description), .bytes(id.bytes)]
            }
        )
        try self.saveCertificates(changes)
    }

    private static func row(_ key: Needs.NoteKey) -> [SQLValue] {
        [.bits(key.kind.rawValue), .bytes(key.subject), .text(key.signer.description)]
    }

    private func saveCertificates(_ changes: RowChanges) throws(StoreError) {
        try self.run(
            """
            INSERT INTO certificate(id, peer, ours, theirs)
            SELECT c1, c2, c3, c4 FROM rows(?1, 'bigint text bytes bytes') AS k
            """,
            changes.certificates.map {
                [
                    .integer($0.id), .text($0.ours.claim.peer.description),
                    .bytes($0.ours.encoded()), .bytes($0.theirs.encoded()),
                ]
            }
        )
        for certificate in changes.certificates {
            try self.connection.run(
                """
                DELETE FROM certificate WHERE peer = ?1 AND id NOT IN (
                    SELECT id FROM certificate WHERE peer = ?1 ORDER BY id DESC LIMIT ?2)
                """,
                .text(certificate.ours.claim.peer.description),
                .integer(Int64(EqualityCertificate.keptMax))
            )
        }
    }

    // MARK: Quarantine

    func saveQuarantine(_ changes: RowChanges) throws(StoreError) {
        try self.run(
            "DELETE FROM quarantine WHERE id IN (SELECT c1 FROM rows(?1, 'bigint') AS k)",
            changes.droppedUnits.map { [.integer($0)] }
        )
        try self.run(
            """
            UPDATE quarantine SET times = times + k.c2, received_at = k.c3
            FROM rows(?1, 'bytes bigint bigint') AS k WHERE quarantine.digest = k.c1
            """,
            changes.repeatedUnits.map { digest, times in
                [.bytes(digest.bytes), .integer(times), .integer(self.now)]
            }
        )
        try self.run(
            """
            INSERT INTO quarantine(id, digest, reason, detail, space, author, incarnation, number,
                peer, body, signature, byte_count, times, received_at)
            SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14
            FROM rows(?1, 'bigint bytes text text text bytes bigint bigint text bytes bytes bigint bigint bigint') AS k
            """,
            changes.quarantined.map { self.row(of: $1, digest: $0) }
        )
    }

    private func row(of kept: RowChanges.Quarantined, digest: Digest256) -> [SQLValue] {
        let unit = kept.unit
        return [
            .integer(kept.id), .bytes(digest.bytes), .text(unit.reason.rawValue),
            .text(unit.detail), .optional(unit.feed.map { "\($0.space)" }),
            .optional(unit.feed?.author.bytes),
            .optional(unit.feed.map { Int64(bitPattern: $0.incarnation) }),
            .optional(unit.number.map { Int64(clamping: $0) }), .text(unit.peer),
            .bytes(unit.body), .bytes(unit.signature), .integer(unit.byteCount),
            .integer(kept.times), .integer(self.now),
        ]
    }

    // MARK: Logs

    func saveLogs(_ changes: RowChanges, eventsMax: Int) throws(StoreError) {
        try self.run(
            """
            INSERT INTO event(id, at, kind, details, subject)
            SELECT c1, c2, c3, c4, c5 FROM rows(?1, 'bigint bigint text bytes text') AS k
            """,
            changes.events.map { row in
                [
                    .integer(row.id), .integer(row.event.at), .text(row.event.kind.rawValue),
                    .bytes(row.event.details.encoded()), .optional(row.event.subject),
                ]
            }
        )
        if let last = changes.events.last {
            try self.connection.run(
                "DELETE FROM event WHERE id <= ?1",
                .integer(last.id - Int64(eventsMax))
            )
        }
        try self.run(
            """
            INSERT INTO audit(number, at, actor, action, subject, records, previous, hash)
            SELECT c1, c2, c3, c4, c5, c6, c7, c8
            FROM rows(?1, 'bigint bigint text text text text bytes bytes') AS k
            """,
            changes.audits.map {
                [
                    .integer($0.number), .integer($0.at), .text($0.user), .text($0.action),
                    .text($0.subject), .text($0.records), .bytes($0.previous.bytes),
                    .bytes($0.hash.bytes),
                ]
            }
        )
        try self.run(
            """
            INSERT INTO token(hash, office, level, name, name_english, made_by, made_at, expires_at)
            SELECT c1, c2, c3, c4, c5, c6, c7, c8
            FROM rows(?1, 'bytes text text text text text bigint bigint') AS k
            """,
            changes.tokens.values.map {
                [
                    .bytes($0.hash.bytes), .text($0.office.description), .text($0.level.rawValue),
                    .text($0.name), .optional($0.nameEnglish), .text($0.madeBy),
                    .integer(self.now), .integer($0.expiresAt),
                ]
            }
        )
        try self.run(
            """
            UPDATE token SET used_at = k.c3, used_by = k.c2
            FROM rows(?1, 'bytes bytes bigint') AS k WHERE token.hash = k.c1
            """,
            changes.tokenUses.map {
                [.bytes($0.bytes), .bytes($1.author.bytes), .integer(self.now)]
            }
        )
    }
}
