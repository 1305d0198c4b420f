package import OfficeWork
package import SyncProtocol

/// An office that is known here, and what it wrote.
package struct OfficeRow: Sendable, Hashable {
    package let path: OfficePath
    /// Nil until its parent's roster has said so.
    package let level: Level?
    package let name: String?
    package let nameEnglish: String?
    /// The office whose node writes for it.
    package let hostedBy: OfficePath?
    /// Since when it has stood in its parent's roster.
    package let listing: OfficeListing
    /// Feeds that it wrote.
    package let feeds: Int
    /// Changes in them.
    package let changes: Int64
    /// When the last of them arrived, UTC milliseconds.
    package let lastHeardAt: Int64?
}

extension StoreSnapshot {
    /// All offices in tree order, parents before children.
    package func offices() throws(StoreError) -> [OfficeRow] {
        try self.connection.map(
            """
            SELECT path, level, name, name_english, hosted_by,
                COUNT(CASE WHEN LENGTH(branch) = 0 THEN 1 END),
                CAST(COALESCE(SUM(head_number - base), 0) AS BIGINT), MAX(last_at), listing
            FROM office LEFT JOIN feed ON feed.office = office.id
            GROUP BY office.id
            """
        ) { row in Self.office(row) }
        .compactMap { $0 }.sorted { $0.path < $1.path }
    }

    package func office(_ path: OfficePath) throws(StoreError) -> OfficeRow? {
        try self.connection.first(
            """
            SELECT path, level, name, name_english, hosted_by,
                COUNT(CASE WHEN LENGTH(branch) = 0 THEN 1 END),
                CAST(COALESCE(SUM(head_number - base), 0) AS BIGINT), MAX(last_at), listing
            FROM office LEFT JOIN feed ON feed.office = office.id
            WHERE path = ?1 GROUP BY office.id
            """,
            .text(path.description)
        ) { row in Self.office(row) }?
        .flatMap { $0 }
    }

    private static func office(_ row: any SQLRow) -> OfficeRow? {
        guard let path = OfficePath(text: row.text(0)) else { return nil }
        return OfficeRow(
            path: path,
            level: row.optionalText(1).flatMap { Level(rawValue: $0) },
            name: row.optionalText(2),
            nameEnglish: row.optionalText(3),
            hostedBy: row.optionalText(4).flatMap { OfficePath(text: $0) },
            listing: row.optionalText(8).map { OfficeListing(text: $0) } ?? .none,
            feeds: row.count(5),
            changes: row.integer(6),
            lastHeardAt: row.optionalInteger(7)
        )
    }
}
