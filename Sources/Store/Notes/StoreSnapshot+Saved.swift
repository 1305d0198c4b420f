internal import Decision
package import SyncProtocol

/// An office above that has said that it has something of ours on its disk.
package struct SavedRow: Sendable, Hashable {
    package let reader: OfficePath
    /// When it said so, UTC milliseconds by its clock.
    package let at: Int64
}

extension StoreSnapshot {
    /// Which offices above the owner have the last change of a record on disk, nearest first. Known for
    /// what this node wrote; empty for everything else.
    package func saved(
        _ record: RecordID,
        in space: SpaceID
    ) throws(StoreError) -> [SavedRow] {
        let position = try self.stored(record, in: space)?.position ?? 0
        guard position != 0 else { return [] }
        var rows: [SavedRow] = []
        for reader in space.owner.lineage.dropLast().reversed() {
            let at = try self.connection.first(
                """
                SELECT at FROM confirmation WHERE feed = ?1 AND reader = ?2 AND number >= ?3
                ORDER BY number LIMIT 1
                """,
                .integer(ChangePosition.feed(position)),
                .text(reader.description),
                .bits(ChangePosition.number(position))
            ) { row in row.integer(0) }
            if let at { rows.append(SavedRow(reader: reader, at: at)) }
        }
        return rows
    }

    /// What this node has written into reports and a reader has not confirmed, feed by feed.
    package func unconfirmed(by reader: OfficePath) throws(StoreError) -> [UnconfirmedFeed] {
        let feeds = try self.connection.map(
            """
            SELECT feed.id, owner.path, author.bytes, incarnation, head_number,
                (SELECT MAX(number) FROM confirmation
                    WHERE confirmation.feed = feed.id AND reader = ?2)
            FROM feed
            JOIN office AS writer ON writer.id = feed.office
            JOIN space ON space.id = feed.space
            JOIN office AS owner ON owner.id = space.owner
            JOIN author ON author.id = feed.author
            WHERE writer.path = ?1 AND space.kind = 3 AND writer.id = owner.id
            """,
            .text(self.own.description),
            .text(reader.description)
        ) { row -> (Int64, FeedID, UInt64, UInt64)? in
            guard let owner = OfficePath(text: row.text(1)),
                let author = AuthorID(bytes: row.bytes(2))
            else { return nil }
            let feed = FeedID(
                space: SpaceID(.reports, of: owner),
                author: author,
                incarnation: row.bits(3)
            )
            return (row.integer(0), feed, row.bits(4), row.bits(5))
        }
        var rows: [UnconfirmedFeed] = []
        for case let (id, feed, head, confirmed)? in feeds where head > confirmed {
            let page = try StoredChange.page(
                feed: id,
                after: confirmed,
                byteCountMax: 0,
                self.connection
            )
            guard let stored = page.first, let change = try? Change(decoding: stored.signed.body)
            else { continue }
            rows.append(
                UnconfirmedFeed(
                    feed: feed,
                    end: head,
                    number: stored.number,
                    writtenAt: change.stamp.milliseconds
                )
            )
        }
        return rows
    }
}
