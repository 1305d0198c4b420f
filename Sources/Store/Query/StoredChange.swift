internal import SyncProtocol

/// A change as it lies on disk.
struct StoredChange {
    let number: UInt64
    let digest: Digest256
    let signed: SignedChange

    /// Whether what lies here is what was written, as far as its hash says: the signature is no part of it.
    var isWhole: Bool { self.signed.digest == self.digest }

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
        byteCountMax: Int,
        _ connection: any SQLConnection
    ) throws(StoreError) -> [StoredChange] {
        var page: [StoredChange] = []
        var byteCount = 0
        guard after < ChangePosition.numberMax else { return [] }
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
            let number = ChangePosition.number(row.integer(0))
            // A digest of another length fits no change.
            let digest = Digest256(bytes: row.bytes(1)) ?? FeedHead.nothing.digest
            let signed = SignedChange(body: row.bytes(2), signature: row.bytes(3))
            byteCount += signed.byteCount
            guard page.isEmpty || byteCount <= byteCountMax else { return false }
            page.append(StoredChange(number: number, digest: digest, signed: signed))
            return byteCount < byteCountMax
        }
        return page
    }
}
