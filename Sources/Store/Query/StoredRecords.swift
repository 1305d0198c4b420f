internal import Decision
internal import OfficeWork
package import SyncProtocol

/// What a snapshot says of records, as they are merged here.
package struct StoredRecords {
    let connection: any SQLConnection
    /// The kinds that are known.
    let catalogue: RecordCatalogue
    /// How many have something in them that this version does not know.
    let unknownTotal: Int
    /// In how many something is at odds.
    let conflictTotal: Int

    /// A record as it lies on disk.
    struct Row {
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
            WHERE office.path = ?1 AND space.kind = ?2 AND space.local = ?3
            """,
            .text(space.owner.description),
            .integer(Int64(space.kind.rawValue)),
            .bytes(space.localBytes)
        ) { row in (row.bytes(0), row.bits(1)) }
        guard let found else { return SetDigest() }
        guard let digest = SetDigest(sum: found.0, count: found.1) else {
            throw .damaged(detail: "digest of \(space)")
        }
        return digest
    }

    /// Records that a later version wrote, or wrote into, in the order of spaces, kinds and keys.
    package func unknown(
        _ range: StoreRange
    ) throws(StoreError) -> StorePage<UnknownRecordRow> {
        try self.connection.page(
            of: .unknownRecords,
            range,
            total: self.unknownTotal,
            """
            SELECT listed.space, listed.kind, listed.key, space.kind, office.path, listed.state,
                space.local
            FROM (SELECT space, kind, key, state FROM record
                WHERE is_unknown = 1 AND (space, kind, key) > (?1, ?2, ?3)
                ORDER BY space, kind, key LIMIT ?4) AS listed
            CROSS JOIN space CROSS JOIN office
            WHERE space.id = listed.space AND office.id = space.owner
            ORDER BY listed.space, listed.kind, listed.key
            """
        ) { row throws(StoreError) -> UnknownRecordRow? in
            let kind = UInt16(clamping: row.integer(1))
            guard
                let space = SpaceID(
                    kind: row.integer(3),
                    of: OfficePath(text: row.text(4)),
                    local: row.bytes(6)
                ),
                let record = RecordID(kind: kind, key: row.bytes(2))
            else { return nil }
            let isSpaceKnown = space.kind.isKnown
            let state = try RecordState(row: row.bytes(5), of: record, in: space)
            return UnknownRecordRow(
                space: space,
                record: record,
                isSpaceUnknown: !isSpaceKnown,
                isKindUnknown: !isSpaceKnown || self.catalogue[kind] == nil,
                fields: isSpaceKnown
                    ? self.catalogue.unknownFields(of: kind, state) : state.fieldNumbers
            )
        }
    }

    /// Records in which something is at odds, the latest first.
    package func conflicts(_ range: StoreRange) throws(StoreError) -> StorePage<RecordRow> {
        try self.connection.page(
            of: .conflicts,
            range,
            total: self.conflictTotal,
            """
            SELECT listed.at, listed.space, listed.kind, listed.key, space.kind, office.path,
                record.state, space.local
            FROM (SELECT at, space, kind, key FROM record_conflict
                WHERE (at, space, kind, key) < (?1, ?2, ?3, ?4)
                ORDER BY at DESC, space DESC, kind DESC, key DESC LIMIT ?5) AS listed
            CROSS JOIN space CROSS JOIN office CROSS JOIN record
            WHERE space.id = listed.space AND office.id = space.owner
                AND record.space = listed.space AND record.kind = listed.kind
                AND record.key = listed.key
            ORDER BY listed.at DESC, listed.space DESC, listed.kind DESC, listed.key DESC
            """
        ) { row throws(StoreError) -> RecordRow? in
            guard
                let space = SpaceID(
                    kind: row.integer(4),
                    of: OfficePath(text: row.text(5)),
                    local: row.bytes(7)
                ),
                let record = RecordID(kind: UInt16(clamping: row.integer(2)), key: row.bytes(3))
            else { return nil }
            return RecordRow(
                reference: RecordReference(record, in: space),
                state: try RecordState(row: row.bytes(6), of: record, in: space),
                at: row.integer(0)
            )
        }
    }

    /// The offices to which records belong in which something is at odds: how many records, and the latest time (UTC
    /// milliseconds).
    ///
    /// - Parameter limit: the greatest number of offices.
    package func officesAtOdds(
        limit: Int
    ) throws(StoreError) -> [(office: OfficePath, records: Int, at: Int64)] {
        try self.connection.map(
            """
            SELECT office.path, COUNT(*), MAX(at) FROM record_conflict
            JOIN space ON space.id = record_conflict.space
            JOIN office ON office.id = space.owner
            GROUP BY office.id, office.path ORDER BY office.path LIMIT ?1
            """,
            .integer(Int64(limit))
        ) { row in
            OfficePath(text: row.text(0))
                .map { (office: $0, records: row.count(1), at: row.integer(2)) }
        }
        .compactMap { $0 }
    }

    func stored(_ record: RecordID, in space: SpaceID) throws(StoreError) -> Row? {
        try self.connection.first(
            """
            SELECT state, position FROM record
            JOIN space ON space.id = record.space
            JOIN office ON office.id = space.owner
            WHERE office.path = ?1 AND space.kind = ?2 AND record.kind = ?3 AND key = ?4
                AND space.local = ?5
            """,
            .text(space.owner.description),
            .integer(Int64(space.kind.rawValue)),
            .integer(Int64(record.kind)),
            .bytes(record.key),
            .bytes(space.localBytes)
        ) { row throws(StoreError) in
            Row(
                state: try RecordState(row: row.bytes(0), of: record, in: space),
                position: row.integer(1)
            )
        }
    }
}
