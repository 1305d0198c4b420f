private import OfficeWork
package import SyncProtocol

/// A record in which something is that this version does not know.
package struct UnknownRecordRow: Sendable, Hashable {
    package let space: SpaceID
    package let record: RecordID
    /// Whether the kind of the space is unknown, so that nothing in it is read.
    package let isSpaceUnknown: Bool
    /// Whether the kind itself is unknown.
    package let isKindUnknown: Bool
    /// The numbers of the unknown fields, ascending.
    package let fields: [UInt16]
}

extension StoreSnapshot {
    /// Records that a later version wrote, or wrote into, in the order of spaces, kinds and keys.
    package func unknownRecords(
        _ range: StoreRange
    ) throws(StoreError) -> StorePage<UnknownRecordRow> {
        let rows = try self.connection.map(
            """
            SELECT space.kind, office.path, record.kind, record.key, record.state FROM record
            JOIN space ON space.id = record.space
            JOIN office ON office.id = space.owner
            WHERE record.is_unknown = 1
            ORDER BY record.space, record.kind, record.key LIMIT ?1 OFFSET ?2
            """,
            .integer(range.limit),
            .integer(range.offset)
        ) { row -> UnknownRecordRow? in
            let kind = UInt16(clamping: row.integer(2))
            guard let spaceKind = SpaceKind(rawValue: UInt8(clamping: row.integer(0))),
                let owner = OfficePath(text: row.text(1)),
                let record = RecordID(kind: kind, key: row.bytes(3)),
                let state = try? RecordState(decoding: row.bytes(4))
            else { return nil }
            return UnknownRecordRow(
                space: SpaceID(spaceKind, of: owner),
                record: record,
                isSpaceUnknown: !spaceKind.isKnown,
                isKindUnknown: !spaceKind.isKnown || RecordKind(rawValue: kind) == nil,
                fields: spaceKind.isKnown
                    ? RecordKind.unknownFields(of: kind, state) : state.fieldNumbers
            )
        }
        return StorePage(rows: rows.compactMap { $0 }, total: try self.unknownRecordCount())
    }

    /// How many records there are in which something is unknown.
    package func unknownRecordCount() throws(StoreError) -> Int {
        Int(try self.connection.integer("SELECT COUNT(*) FROM record WHERE is_unknown = 1"))
    }
}
