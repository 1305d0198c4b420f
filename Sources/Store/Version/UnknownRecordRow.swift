internal import Decision
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
        try self.connection.page(
            of: .unknownRecords,
            range,
            total: self.state.tally.documents.unknownRecords,
            """
            SELECT listed.space, listed.kind, listed.key, space.kind, office.path, listed.state
            FROM (SELECT space, kind, key, state FROM record
                WHERE is_unknown = 1 AND (space, kind, key) > (?1, ?2, ?3)
                ORDER BY space, kind, key LIMIT ?4) AS listed
            CROSS JOIN space CROSS JOIN office
            WHERE space.id = listed.space AND office.id = space.owner
            ORDER BY listed.space, listed.kind, listed.key
            """
        ) { row throws(StoreError) -> UnknownRecordRow? in
            let kind = UInt16(clamping: row.integer(1))
            guard let spaceKind = SpaceKind(rawValue: UInt8(clamping: row.integer(3))),
                let owner = OfficePath(text: row.text(4)),
                let record = RecordID(kind: kind, key: row.bytes(2))
            else { return nil }
            let space = SpaceID(spaceKind, of: owner)
            let state = try RecordState(row: row.bytes(5), of: record, in: space)
            return UnknownRecordRow(
                space: space,
                record: record,
                isSpaceUnknown: !spaceKind.isKnown,
                isKindUnknown: !spaceKind.isKnown || RecordKind(rawValue: kind) == nil,
                fields: spaceKind.isKnown
                    ? RecordKind.unknownFields(of: kind, state) : state.fieldNumbers
            )
        }
    }
}
