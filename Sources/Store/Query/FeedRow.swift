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
        try self.connection.page(
            of: .feeds,
            range,
            total: self.directory.feeds.count,
            """
            SELECT feed.id, space.kind, owner.path, author.bytes, incarnation, office.path, head_number,
                head_digest, applied_number, byte_count, is_split, last_at, base, branch
            FROM feed CROSS JOIN space CROSS JOIN office AS owner CROSS JOIN office CROSS JOIN author
            WHERE feed.id > ?1 AND space.id = feed.space AND owner.id = space.owner
                AND office.id = feed.office AND author.id = feed.author
            ORDER BY feed.id LIMIT ?2
            """
        ) { row in Self.feed(row) }
    }

    private static func feed(_ row: any SQLRow) -> FeedRow? {
        guard let kind = SpaceKind(rawValue: UInt8(clamping: row.integer(1))),
            let owner = OfficePath(text: row.text(2)), let author = AuthorID(bytes: row.bytes(3)),
            let office = OfficePath(text: row.text(5)), let digest = Digest256(bytes: row.bytes(7))
        else { return nil }
        let number = row.bits(6)
        let applied = row.bits(8)
        let branch = FeedBranch(base: row.bits(12), change: row.bytes(13))
        return FeedRow(
            feed: FeedID(
                space: SpaceID(kind, of: owner),
                author: author,
                incarnation: row.bits(4),
                branch: branch
            ),
            office: office,
            head: FeedHead(number: number, digest: digest),
            applied: applied,
            byteCount: row.integer(9),
            standing: row.integer(10) != 0 || branch != nil
                ? .forked : applied < number ? .held : .open,
            lastAt: row.integer(11)
        )
    }
}
