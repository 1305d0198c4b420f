internal import OfficeWork
package import SyncProtocol

/// What a snapshot says of files that records refer to.
package struct StoredAttachments {
    let connection: any SQLConnection

    /// References to files that came in after one of them, in the order in which they came.
    package func all(
        after id: Int64,
        limit: Int
    ) throws(StoreError) -> [AttachmentRow] {
        try self.connection.map(
            """
            SELECT attachment.id, attachment.content, attachment.name, attachment.media_type,
                attachment.byte_count, office.path FROM attachment
            JOIN space ON space.id = attachment.space
            JOIN office ON office.id = space.owner
            WHERE attachment.id > ?1 ORDER BY attachment.id LIMIT ?2
            """,
            .integer(id),
            .integer(limit)
        ) { row in Self.attachment(row) }
        .compactMap { $0 }
    }

    /// The last of all references; 0 when there is none. It sinks when references are taken back or
    /// derived anew.
    package func last() throws(StoreError) -> Int64 {
        try self.connection.integer("SELECT COALESCE(MAX(id), 0) FROM attachment")
    }

    /// How the record that gives a file the greatest length calls it; nil when none refers to it.
    package func one(_ content: ContentID) throws(StoreError) -> AttachmentRow? {
        let row = try self.connection.first(
            """
            SELECT attachment.id, attachment.content, attachment.name, attachment.media_type,
                attachment.byte_count, office.path FROM attachment
            JOIN space ON space.id = attachment.space
            JOIN office ON office.id = space.owner
            WHERE attachment.content = ?1 ORDER BY attachment.byte_count DESC, attachment.id LIMIT 1
            """,
            .bytes(content.bytes)
        ) { row -> AttachmentRow? in Self.attachment(row) }
        return row.flatMap { $0 }
    }

    /// The spaces with records that refer to a file.
    package func spaces(referringTo content: ContentID) throws(StoreError) -> [SpaceID] {
        try self.connection.map(
            """
            SELECT space.kind, office.path, space.local FROM attachment
            JOIN space ON space.id = attachment.space
            JOIN office ON office.id = space.owner
            WHERE content = ?1 GROUP BY space.id, office.id ORDER BY space.id
            """,
            .bytes(content.bytes)
        ) { row in
            SpaceID(
                kind: row.integer(0),
                of: OfficePath(text: row.text(1)),
                local: row.bytes(2)
            )
        }
        .compactMap { $0 }
    }

    private static func attachment(_ row: any SQLRow) -> AttachmentRow? {
        guard let content = ContentID(bytes: row.bytes(1)) else { return nil }
        return AttachmentRow(
            id: row.integer(0),
            attachment: Attachment(
                content: content,
                name: row.text(2),
                mediaType: row.text(3),
                byteCount: UInt64(max(0, row.integer(4)))
            ),
            owner: OfficePath(text: row.text(5))
        )
    }
}
