internal import Decision
package import SyncProtocol

/// A feed held here, or one strand of a forked one.
package struct FeedRow: Sendable, Hashable {
    package enum Standing: String, Sendable, Hashable {
        case open
        /// Changes at its end wait for the clock.
        case held
        /// Its feed has two branches or more. All are kept and merged.
        case forked
    }

    package let feed: FeedID
    /// The office written for.
    package let office: OfficePath
    package let head: FeedHead
    /// The last number whose operations are part of the records.
    package let applied: UInt64
    package let byteCount: Int64
    package let standing: Standing
    /// When its head arrived, UTC milliseconds.
    package let lastAt: Int64
}

extension StoreSnapshot {
    /// Feeds, in the order in which they were first seen here.
    package func feeds(_ range: StoreRange) throws(StoreError) -> StorePage<FeedRow> {
        let rows = try self.connection.map(
            """
            SELECT space.kind, owner.path, author.bytes, incarnation, office.path, head_number,
                head_digest, applied_number, byte_count, is_split, last_at, base, branch
            FROM feed
            JOIN space ON space.id = feed.space
            JOIN office AS owner ON owner.id = space.owner
            JOIN office ON office.id = feed.office
            JOIN author ON author.id = feed.author
            ORDER BY feed.id LIMIT ?1 OFFSET ?2
            """,
            .integer(range.limit),
            .integer(range.offset)
        ) { row in Self.feed(row) }
        let total = try self.connection.integer("SELECT COUNT(*) FROM feed")
        return StorePage(rows: rows.compactMap { $0 }, total: Int(total))
    }

    private static func feed(_ row: any SQLRow) -> FeedRow? {
        guard let kind = SpaceKind(rawValue: UInt8(clamping: row.integer(0))),
            let owner = OfficePath(text: row.text(1)), let author = AuthorID(bytes: row.bytes(2)),
            let office = OfficePath(text: row.text(4)), let digest = Digest256(bytes: row.bytes(6))
        else { return nil }
        let number = row.bits(5)
        let applied = row.bits(7)
        let branch = FeedBranch(base: row.bits(11), change: row.bytes(12))
        return FeedRow(
            feed: FeedID(
                space: SpaceID(kind, of: owner),
                author: author,
                incarnation: row.bits(3),
                branch: branch
            ),
            office: office,
            head: FeedHead(number: number, digest: digest),
            applied: applied,
            byteCount: row.integer(8),
            standing: row.integer(9) != 0 || branch != nil
                ? .forked : applied < number ? .held : .open,
            lastAt: row.integer(10)
        )
    }
}
