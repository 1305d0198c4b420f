internal import Decision
internal import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

extension RowSaver {
    // MARK: Rosters

    func saveRosters(_ changes: RowChanges) throws(StoreError) {
        try self.run(
            """
            UPDATE office SET level = k.c2, name = k.c3, name_english = k.c4, hosted_by = k.c5,
                listing = k.c6, places = k.c7
            FROM rows(?1, 'bigint text text text text text bigint') AS k WHERE office.id = k.c1
            """,
            changes.listings.values.map { Self.row($0) }
        )
        try self.run(
            """
            INSERT INTO version_floor(office, kind, version)
            SELECT c1, c2, c3 FROM rows(?1, 'bigint bigint bigint') AS k WHERE true
            ON CONFLICT (office, kind) DO UPDATE SET version = excluded.version
            """,
            changes.floors.elements.flatMap { office, floors in
                floors.map { Self.row($0, of: office) }
            }
        )
        try self.run(
            """
            DELETE FROM succession WHERE (declared_by, old_path) IN
                (SELECT c1, c2 FROM rows(?1, 'text text') AS k)
            """,
            changes.successions.keys.map { [.text("\($0.declaredBy)"), .text("\($0.from)")] }
        )
        try self.run(
            """
            INSERT INTO succession(declared_by, old_path, new_paths, since, listing)
            SELECT c1, c2, c3, c4, c5 FROM rows(?1, 'text text text bigint text') AS k
            """,
            changes.successions.values.compactMap { $0.map { Self.row($0) } }
        )
    }

    static func row(_ listing: RowChanges.Listing) -> [SQLValue] {
        let office = listing.entry
        return [
            .integer(Directory.id(listing.office)), .text(office.level.rawValue),
            .text(office.name), .optional(office.nameEnglish),
            .optional(office.hostedBy.map { "\($0)" }), .text(office.listing.text),
            .optional(office.places.map { Int64($0) }),
        ]
    }

    static func row(_ floor: VersionFloor, of office: Int) -> [SQLValue] {
        [
            .integer(Directory.id(office)), .integer(Int64(floor.kind)),
            .integer(Int64(floor.version)),
        ]
    }

    static func row(_ entry: SuccessionEntry) -> [SQLValue] {
        let succession = entry.succession
        return [
            .text("\(succession.declaredBy)"), .text("\(succession.from)"),
            .text(succession.to.map { "\($0)" }.joined(separator: "\n")),
            .integer(succession.since), .text(entry.listing.text),
        ]
    }

    // MARK: Documents

    func saveDocuments(_ changes: RowChanges) throws(StoreError) {
        try self.saveIndex(changes)
        try self.saveAnswers(changes)
        try self.saveAttachments(changes)
        try self.saveConflicts(changes)
    }

    private func saveIndex(_ changes: RowChanges) throws(StoreError) {
        let documents = changes.documents.elements
        try self.run(
            """
            DELETE FROM document WHERE (kind, rank, space, key) IN
                (SELECT c1, c2, c3, c4 FROM rows(?1, 'bigint bigint bigint bytes') AS k)
            """,
            documents.filter { !$0.value }.map { Array(Self.row($0.key).prefix(4)) }
        )
        try self.run(
            """
            INSERT INTO document(kind, rank, space, key, number, period, about, due, step)
            SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9
            FROM rows(?1, 'bigint bigint bigint bytes text text text bigint bigint') AS k WHERE true
            ON CONFLICT (kind, rank, space, key) DO UPDATE SET number = excluded.number,
                period = excluded.period, about = excluded.about, due = excluded.due,
                step = excluded.step
            """,
            documents.filter(\.value).map { Self.row($0.key) }
        )
        let holders = changes.holders.elements
        try self.run(
            """
            DELETE FROM document_number WHERE (space, kind, number, key) IN
                (SELECT c1, c2, c3, c4 FROM rows(?1, 'bigint bigint text bytes') AS k)
            """,
            holders.filter { !$0.value }.map { Self.row($0.key) }
        )
        try self.run(
            """
            INSERT INTO document_number(space, kind, number, key)
            SELECT c1, c2, c3, c4 FROM rows(?1, 'bigint bigint text bytes') AS k WHERE true
            ON CONFLICT (space, kind, number, key) DO NOTHING
            """,
            holders.filter(\.value).map { Self.row($0.key) }
        )
    }

    static func row(_ document: RowChanges.Document) -> [SQLValue] {
        let (record, heading) = (document.record, document.heading)
        return [
            .integer(Int64(record.record.kind)), .integer(heading.rank),
            .integer(Directory.id(record.space)), .bytes(record.record.key),
            .optional(heading.number), .optional(heading.period?.text), .optional(heading.about),
            .optional(heading.due.map { Int64($0.daysSinceEpoch) }),
            .optional(heading.step.map { Int64($0) }),
        ]
    }

    static func row(_ holder: RowChanges.Holder) -> [SQLValue] {
        [
            .integer(Directory.id(holder.number.space)), .integer(Int64(holder.number.kind)),
            .text(holder.number.number), .bytes(holder.key),
        ]
    }

    private func saveConflicts(_ changes: RowChanges) throws(StoreError) {
        try self.run(
            """
            DELETE FROM record_conflict WHERE (space, kind, key) IN
                (SELECT c1, c2, c3 FROM rows(?1, 'bigint bigint bytes') AS k)
            """,
            changes.conflicts.elements.filter { $0.value == nil }.map { Self.row($0.key) }
        )
        try self.run(
            """
            INSERT INTO record_conflict(space, kind, key, fields, at)
            SELECT c1, c2, c3, c4, c5
            FROM rows(?1, 'bigint bigint bytes bigint bigint') AS k WHERE true
            ON CONFLICT (space, kind, key) DO UPDATE SET fields = excluded.fields,
                at = excluded.at
            """,
            changes.conflicts.elements.compactMap { key, conflict in
                conflict.map { Self.row(key, $0) }
            }
        )
    }

    private static func row(_ key: RecordKey) -> [SQLValue] {
        [
            .integer(Directory.id(key.space)), .integer(Int64(key.record.kind)),
            .bytes(key.record.key),
        ]
    }

    static func row(_ key: RecordKey, _ conflict: RowChanges.Conflict) -> [SQLValue] {
        Self.row(key) + [.integer(Int64(conflict.fields)), .integer(conflict.at)]
    }

    private func saveAnswers(_ changes: RowChanges) throws(StoreError) {
        try self.run(
            """
            INSERT INTO receipt(directive, office, issuer, delivered_at, opened_at, signed_at,
                signed_by)
            SELECT c1, c2, c3, c4, c5, c6, c7
            FROM rows(?1, 'bytes bigint text bigint bigint bigint text') AS k WHERE true
            ON CONFLICT (directive, office) DO UPDATE SET issuer = excluded.issuer,
                delivered_at = excluded.delivered_at, opened_at = excluded.opened_at,
                signed_at = excluded.signed_at, signed_by = excluded.signed_by
            """,
            changes.receipts.map { Self.row($0, $1) }
        )
        try self.run(
            """
            INSERT INTO reply(directive, office, issuer, at, versions)
            SELECT c1, c2, c3, c4, c5
            FROM rows(?1, 'bytes bigint text bigint bigint') AS k WHERE true
            ON CONFLICT (directive, office) DO UPDATE SET issuer = excluded.issuer,
                at = excluded.at, versions = excluded.versions
            """,
            changes.replies.map { Self.row($0, $1) }
        )
    }

    static func row(_ key: RowChanges.AnswerKey, _ receipt: Receipt) -> [SQLValue] {
        [
            .bytes(key.directive), .integer(Directory.id(key.office)),
            .text(receipt.issuer.description), .optional(receipt.deliveredAt),
            .optional(receipt.openedAt), .optional(receipt.signedAt), .optional(receipt.signedBy),
        ]
    }

    static func row(_ key: RowChanges.AnswerKey, _ reply: RowChanges.Reply) -> [SQLValue] {
        [
            .bytes(key.directive), .integer(Directory.id(key.office)),
            .text(reply.issuer.description), .integer(reply.at), .integer(reply.versions),
        ]
    }

    private func saveAttachments(_ changes: RowChanges) throws(StoreError) {
        let attachments = changes.attachments.elements
        try self.run(
            """
            DELETE FROM attachment WHERE id IN (
                SELECT attachment.id FROM rows(?1, 'bigint bigint bytes bytes') AS k
                JOIN attachment ON attachment.space = k.c1 AND attachment.kind = k.c2
                    AND attachment.key = k.c3 AND attachment.content = k.c4)
            """,
            attachments.map { Self.row($0.key) }
        )
        try self.run(
            """
            INSERT INTO attachment(space, kind, key, content, id, name, media_type, byte_count)
            SELECT c1, c2, c3, c4, c5, c6, c7, c8
            FROM rows(?1, 'bigint bigint bytes bytes bigint text text bigint') AS k
            """,
            attachments.compactMap { key, value in
                value.map { id, attachment in
                    Self.row(key) + [.integer(id)] + Self.row(attachment)
                }
            }
        )
    }

    static func row(_ key: RowChanges.AttachmentKey) -> [SQLValue] {
        [
            .integer(Directory.id(key.record.space)), .integer(Int64(key.record.record.kind)),
            .bytes(key.record.record.key), .bytes(key.content.bytes),
        ]
    }

    /// What stands behind its key.
    static func row(_ attachment: Attachment) -> [SQLValue] {
        [
            .text(attachment.name), .text(attachment.mediaType),
            .integer(Int64(clamping: attachment.byteCount)),
        ]
    }
}
