internal import Decision
package import SyncProtocol

// What the relay reads: where feeds end, and what lies in them.

extension OfficeStore {
    /// Changes of feeds after a number each, request by request and in number order, until so many
    /// bytes are reached, in all and of each; one change at least when there is any. Each is checked against
    /// its hash, our own against their signature too: what is damaged is named and ends what is given of its feed.
    package func changes(
        _ requests: [ReadRequest],
        byteCountMax: Int
    ) throws(StoreError) -> FoundChanges {
        let check = ChangeCheck(self.identity)
        return try self.driver.read { connection throws(StoreError) in
            var found = FoundChanges()
            var rest = byteCountMax
            for request in requests {
                guard rest > 0 else { break }
                guard let feed = try Self.feed(request.feed, connection) else { continue }
                let page = try StoredChange.page(
                    feed: feed.id,
                    after: request.after,
                    byteCountMax: min(rest, request.byteCountMax),
                    connection
                )
                let isAll = found.take(page, of: request, (feed.head, feed.key), check, &rest)
                guard isAll else { break }
            }
            return found
        }
    }

    private static func feed(
        _ feed: FeedID,
        _ connection: any SQLConnection
    ) throws(StoreError) -> (id: Int64, head: UInt64, key: AuthorKey)? {
        try connection.first(
            """
            SELECT feed.id, feed.head_number, feed.suite, feed.public_key FROM feed
            JOIN space ON space.id = feed.space
            JOIN office ON office.id = space.owner
            JOIN author ON author.id = feed.author
            WHERE office.path = ?1 AND space.kind = ?2 AND author.bytes = ?3
                AND feed.incarnation = ?4 AND feed.base = ?5 AND feed.branch = ?6
                AND space.local = ?7
            """,
            .text(feed.space.owner.description),
            .integer(Int64(feed.space.kind.rawValue)),
            .bytes(feed.author.bytes),
            .bits(feed.incarnation),
            .bits(feed.base),
            .bytes(feed.branchBytes),
            .bytes(feed.space.localBytes)
        ) { row throws(StoreError) in
            guard let suite = SuiteNumber(rawValue: UInt8(clamping: row.integer(2))) else {
                throw .damaged(detail: "feed \(row.integer(0))")
            }
            let key = AuthorKey(suite: suite, publicKey: row.bytes(3), path: feed.space.owner)
            return (row.integer(0), row.bits(1), key)
        }
    }

    /// Where every strand of every feed ends, and with which key its changes are checked.
    package func positions() throws(StoreError) -> [(FeedPosition, AuthorKey)] {
        try self.published.get().directory.feeds.map {
            (FeedPosition(feed: $0.feed, head: $0.head), $0.key)
        }
    }
}
