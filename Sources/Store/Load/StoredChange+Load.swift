internal import Decision
internal import SyncProtocol

extension StoredChange {
    /// One change of a feed; nil when it is not there.
    static func one(
        feed: Int64,
        number: UInt64,
        _ connection: any SQLConnection
    ) throws(StoreError) -> StoredChange? {
        guard number > 0 else { return nil }
        return try Self.page(feed: feed, after: number - 1, byteCountMax: 0, connection)
            .first { $0.number == number }
    }

    /// The changes of a feed after a number, in order: as many as fit, one at least if there is one.
    static func page(
        feed: Int64,
        after: UInt64,
        countMax: Int = .max,
        byteCountMax: Int,
        _ connection: any SQLConnection
    ) throws(StoreError) -> [StoredChange] {
        var page: [StoredChange] = []
        var byteCount = 0
        guard after < ChangePosition.numberMax, countMax > 0 else { return [] }
        try connection.rows(
            """
            SELECT position, digest, body, signature FROM change
            WHERE position > ?1 AND position <= ?2 ORDER BY position
            """,
            [
                .integer(ChangePosition.value(feed: feed, number: after)),
                .integer(ChangePosition.value(feed: feed, number: ChangePosition.numberMax)),
            ]
        ) { row throws(StoreError) in
            let change = Self(row)
            byteCount += change.signed.byteCount
            guard page.isEmpty || byteCount <= byteCountMax else { return false }
            page.append(change)
            return byteCount < byteCountMax && page.count < countMax
        }
        return page
    }

    /// The changes of a feed up to a number, the last one first: as many as fit, one at least if there is one.
    static func lastPage(
        feed: Int64,
        through: UInt64,
        countMax: Int,
        byteCountMax: Int,
        _ connection: any SQLConnection
    ) throws(StoreError) -> [StoredChange] {
        var page: [StoredChange] = []
        var byteCount = 0
        try connection.rows(
            """
            SELECT position, digest, body, signature FROM change
            WHERE position > ?1 AND position <= ?2 ORDER BY position DESC
            """,
            [
                .integer(ChangePosition.value(feed: feed, number: 0)),
                .integer(ChangePosition.value(feed: feed, number: through)),
            ]
        ) { row throws(StoreError) in
            let change = Self(row)
            byteCount += change.signed.byteCount
            guard page.isEmpty || byteCount <= byteCountMax else { return false }
            page.append(change)
            return byteCount < byteCountMax && page.count < countMax
        }
        return page
    }

    /// - Parameter row: position, digest, body, signature.
    init(_ row: any SQLRow) {
        self.init(
            number: ChangePosition.number(row.integer(0)),
            // A digest of another length fits no change.
            digest: Digest256(bytes: row.bytes(1)) ?? FeedHead.nothing.digest,
            signed: SignedChange(body: row.bytes(2), signature: row.bytes(3))
        )
    }
}
