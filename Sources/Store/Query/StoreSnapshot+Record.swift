internal import Decision
package import SyncProtocol

extension StoreSnapshot {
    /// A record as it lies on disk.
    struct StoredRecord {
        let state: RecordState
        /// Where the last change of it lies, see ``ChangePosition``; 0 when that is not known.
        let position: Int64
    }

    /// A record as it is merged here; nil when there is none. With a natural or a caller's key this
    /// tells whether a request is a repetition.
    package func record(
        _ record: RecordID,
        in space: SpaceID
    ) throws(StoreError) -> RecordState? {
        try self.stored(record, in: space)?.state
    }

    /// The digest of all records of a space, as the writer checks it.
    package func digest(of space: SpaceID) throws(StoreError) -> SetDigest {
        let found = try self.connection.first(
            """
            SELECT digest_sum, digest_count FROM space JOIN office ON office.id = space.owner
            WHERE office.path = ?1 AND space.kind = ?2
            """,
            .text(space.owner.description),
            .integer(Int64(space.kind.rawValue))
        ) { row in (row.bytes(0), row.bits(1)) }
        guard let found else { return SetDigest() }
        guard let digest = SetDigest(sum: found.0, count: found.1) else {
            throw .damaged(detail: "digest of \(space)")
        }
        return digest
    }

    func stored(_ record: RecordID, in space: SpaceID) throws(StoreError) -> StoredRecord? {
        try self.connection.first(
            """
            SELECT state, position FROM record
            JOIN space ON space.id = record.space
            JOIN office ON office.id = space.owner
            WHERE office.path = ?1 AND space.kind = ?2 AND record.kind = ?3 AND key = ?4
            """,
            .text(space.owner.description),
            .integer(Int64(space.kind.rawValue)),
            .integer(Int64(record.kind)),
            .bytes(record.key)
        ) { row throws(StoreError) in
            StoredRecord(
                state: try RecordState(row: row.bytes(0), of: record, in: space),
                position: row.integer(1)
            )
        }
    }
}
