internal import Decision
package import SyncProtocol

/// How much the store holds.
package struct StoreCounts: Sendable, Hashable {
    package let feeds: Int
    package let changes: Int64
    package let records: Int64
    /// Changes that are on disk but wait for the clock.
    package let held: Int64
    package let quarantined: Int
    /// Units that ever left the quarantine because it was full.
    package let quarantineDropped: Int64
    package let incarnation: UInt64
    /// Records in which something is that this version does not know.
    package let unknownRecords: Int
}

extension StoreSnapshot {
    package func counts() throws(StoreError) -> StoreCounts {
        let feeds = try self.connection.first(
            """
            SELECT COUNT(CASE WHEN LENGTH(branch) = 0 THEN 1 END),
                CAST(COALESCE(SUM(head_number - base), 0) AS BIGINT),
                CAST(COALESCE(SUM(head_number - applied_number), 0) AS BIGINT)
            FROM feed
            """
        ) { row in (row.count(0), row.integer(1), row.integer(2)) }
        return StoreCounts(
            feeds: feeds?.0 ?? 0,
            changes: feeds?.1 ?? 0,
            records: try self.connection.integer(
                "SELECT CAST(COALESCE(SUM(digest_count), 0) AS BIGINT) FROM space"
            ),
            held: feeds?.2 ?? 0,
            quarantined: Int(try self.connection.integer("SELECT COUNT(*) FROM quarantine")),
            quarantineDropped: try Meta.quarantineDropped.number(self.connection) ?? 0,
            incarnation: try self.incarnation(),
            unknownRecords: try self.unknownRecordCount()
        )
    }

    /// In which this node writes.
    package func incarnation() throws(StoreError) -> UInt64 {
        UInt64(bitPattern: try Meta.incarnation.number(self.connection) ?? 0)
    }

    /// The digest over the records of each space that has any, in the order of the spaces.
    package func spaceDigests() throws(StoreError) -> [(space: SpaceID, digest: Digest256)] {
        let rows = try self.connection.map(
            """
            SELECT kind, office.path, digest_sum, digest_count
            FROM space JOIN office ON office.id = space.owner WHERE digest_count <> 0
            """
        ) { row throws(StoreError) -> (space: SpaceID, digest: Digest256) in
            guard let kind = SpaceKind(rawValue: UInt8(clamping: row.integer(0))),
                let owner = OfficePath(text: row.text(1)),
                let sum = SetDigest(sum: row.bytes(2), count: row.bits(3))
            else { throw .damaged(detail: "space \(row.text(1))") }
            return (SpaceID(kind, of: owner), sum.value)
        }
        return rows.sorted { $0.space < $1.space }
    }

    /// One digest over the records of some spaces: equal at two offices exactly when their merged
    /// records are. Spaces without records count as absent.
    package func scopeStateDigest(
        spaces isIncluded: (SpaceID) -> Bool
    ) throws(StoreError) -> Digest256 {
        Self.stateDigest(over: try self.spaceDigests(), spaces: isIncluded)
    }

    /// The same out of digests that were read before, for callers with many scopes.
    package static func stateDigest(
        over digests: [(space: SpaceID, digest: Digest256)],
        spaces isIncluded: (SpaceID) -> Bool
    ) -> Digest256 {
        let included = digests.filter { isIncluded($0.space) }
        var encoder = CBOREncoder(reservingCapacity: included.count * 80 + 8)
        encoder.array(count: included.count * 2)
        for entry in included {
            entry.space.encode(to: &encoder)
            entry.digest.encode(to: &encoder)
        }
        return Digest256.hash(encoder.bytes)
    }
}

extension OfficeStore {
    /// The bytes that the database and its log take on disk; 0 in memory.
    package var byteCount: Int64 { self.driver.byteCount }
}
