internal import Decision
package import SyncProtocol

/// A unit in quarantine, without its bytes.
package struct QuarantineRow: Sendable, Hashable {
    package let id: Int64
    /// Nil when a later version of this program wrote it.
    package let reason: RefusalReason?
    package let detail: String
    package let space: String?
    package let author: AuthorID?
    package let number: Int64?
    package let peer: String
    package let byteCount: Int
    /// How often the same bytes came.
    package let times: Int
    /// When they last came, UTC milliseconds.
    package let receivedAt: Int64
}

extension StoreSnapshot {
    /// What is in quarantine, newest first.
    package func quarantine(_ range: StoreRange) throws(StoreError) -> StorePage<QuarantineRow> {
        try self.connection.page(
            of: .quarantine,
            range,
            total: self.state.quarantine.total.items,
            """
            SELECT id, reason, detail, space, author, number, peer, byte_count, times, received_at
            FROM quarantine WHERE id < ?1 ORDER BY id DESC LIMIT ?2
            """
        ) { row in
            QuarantineRow(
                id: row.integer(0),
                reason: RefusalReason(rawValue: row.text(1)),
                detail: row.text(2),
                space: row.optionalText(3),
                author: row.optionalBytes(4).flatMap { AuthorID(bytes: $0) },
                number: row.optionalInteger(5),
                peer: row.text(6),
                byteCount: row.count(7),
                times: row.count(8),
                receivedAt: row.integer(9)
            )
        }
    }

    /// The exact bytes of a unit in quarantine.
    package func quarantinedBytes(_ id: Int64) throws(StoreError) -> SignedChange? {
        try self.connection.first(
            "SELECT body, signature FROM quarantine WHERE id = ?1",
            .integer(id)
        ) { row in SignedChange(body: row.bytes(0), signature: row.bytes(1)) }
    }
}
