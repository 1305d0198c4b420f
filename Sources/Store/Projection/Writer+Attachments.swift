internal import OfficeWork
internal import SyncProtocol

// Which records refer to which files: who may have a file follows from it.

extension Writer {
    /// Brings the rows of a record's files up to date.
    ///
    /// - Parameter old: the record as the rows show it; nil when they do not show it.
    func projectAttachments(
        _ entry: RecordEntry,
        from old: RecordState?,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        let kind = entry.record.kind
        let before = old.map { Attachment.references(kind, $0) } ?? []
        let after = Attachment.references(kind, entry.state)
        guard before != after else { return }
        for attachment in before where !after.contains(attachment) {
            try transaction.connection.run(
                "DELETE FROM attachment WHERE space = ?1 AND kind = ?2 AND key = ?3 AND content = ?4",
                .integer(Directory.id(entry.space)),
                .integer(Int64(kind)),
                .bytes(entry.record.key),
                .bytes(attachment.content.bytes)
            )
        }
        for attachment in after where !before.contains(attachment) {
            try transaction.connection.run(
                """
                INSERT INTO attachment(content, space, kind, key, name, media_type, byte_count)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                """,
                .bytes(attachment.content.bytes),
                .integer(Directory.id(entry.space)),
                .integer(Int64(kind)),
                .bytes(entry.record.key),
                .text(attachment.name),
                .text(attachment.mediaType),
                .integer(Int64(clamping: attachment.byteCount))
            )
        }
    }
}
