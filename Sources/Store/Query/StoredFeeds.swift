internal import Decision
internal import PlainText
package import SyncProtocol

/// What a snapshot says of feeds.
package struct StoredFeeds {
    let connection: any SQLConnection
    let directory: Directory

    /// Feeds, in the order in which they were first seen here.
    package func page(_ range: StoreRange) throws(StoreError) -> StorePage<FeedRow> {
        try self.connection.page(
            of: .feeds,
            range,
            total: self.directory.feeds.count,
            """
            SELECT feed.id, space.kind, owner.path, author.bytes, incarnation, office.path, head_number,
                head_digest, applied_number, byte_count, is_split, last_at, base, branch, space.local
            FROM feed CROSS JOIN space CROSS JOIN office AS owner CROSS JOIN office CROSS JOIN author
            WHERE feed.id > ?1 AND space.id = feed.space AND owner.id = space.owner
                AND office.id = feed.office AND author.id = feed.author
            ORDER BY feed.id LIMIT ?2
            """
        ) { row in Self.feed(row) }
    }

    /// Offices of whose node a copy was noticed, and when last: the same node greeted from two places, or one of its
    /// feeds has come in two branches. UTC milliseconds.
    ///
    /// - Parameter since: what was noticed before is left out.
    package func copiesSeen(since: Int64) throws(StoreError) -> [OfficePath: Int64] {
        let forks = self.directory.branches.map { self.directory.feeds[$0] }
            .filter { $0.lastAt >= since }.map { ($0.key.path, $0.lastAt) }
        let greetings = try self.connection.map(
            "SELECT subject, MAX(at) FROM event WHERE kind = ?1 AND at >= ?2 GROUP BY subject",
            .text(EventKind.twoNodes.rawValue),
            .integer(since)
        ) { row in
            row.optionalText(0).flatMap { OfficePath(text: $0) }.map { ($0, row.integer(1)) }
        }
        return Dictionary(forks + greetings.compactMap { $0 }, uniquingKeysWith: max)
    }

    private static func feed(_ row: any SQLRow) -> FeedRow? {
        guard
            let space = SpaceID(
                kind: row.integer(1),
                of: OfficePath(text: row.text(2)),
                local: row.bytes(14)
            ), let author = AuthorID(bytes: row.bytes(3)),
            let office = OfficePath(text: row.text(5)), let digest = Digest256(bytes: row.bytes(7))
        else { return nil }
        let number = row.bits(6)
        let applied = row.bits(8)
        let branch = FeedBranch(base: row.bits(12), change: row.bytes(13))
        return FeedRow(
            feed: FeedID(
                space: space,
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
