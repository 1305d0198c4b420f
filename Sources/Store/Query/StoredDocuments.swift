internal import Decision
package import OfficeWork
package import SyncProtocol

/// What a snapshot says of the records of one kind: the list that its declaration asks for.
package struct StoredDocuments {
    /// Which of them are wanted. Of several conditions all hold.
    package struct Filter: Sendable {
        /// The spaces of these owners only; nil for all.
        package let office: OfficePath?
        package let period: Period?
        /// The record that they are about, as it is written in them.
        package let about: String?
        /// What else is asked of a record.
        package let isWanted: (@Sendable (RecordReference, RecordState) -> Bool)?

        package static let all = Filter()

        package init(
            office: OfficePath? = nil,
            period: Period? = nil,
            about: String? = nil,
            where isWanted: (@Sendable (RecordReference, RecordState) -> Bool)? = nil
        ) {
            self.office = office
            self.period = period
            self.about = about
            self.isWanted = isWanted
        }
    }

    /// So many rows are looked at for one part of a list: what is asked of each record itself has no index.
    static let scannedMax = 2_000

    let connection: any SQLConnection
    let directory: Directory
    let tally: DocumentTally

    /// Records of a kind, the latest first; of a kind without a list of its own those of one office, by their keys.
    ///
    /// A part may have fewer rows than were asked for, or none, and the list go on behind it all the same.
    package func page(
        of kind: RecordDeclaration,
        _ filter: Filter = .all,
        _ range: StoreRange
    ) throws(StoreError) -> StoreScan<RecordRow> {
        guard kind.index != nil else { return try self.records(of: kind, filter, range) }
        let number = SQLValue.integer(Int64(kind.number))
        if let office = filter.office {
            guard let space = self.space(of: kind, office) else { return .none }
            return try self.scan(
                kind,
                filter,
                range,
                """
                SELECT listed.rank, listed.space, listed.key, space.kind, office.path, space.local,
                    record.state, listed.period, listed.about
                FROM (SELECT rank, space, key, period, about FROM document
                    WHERE kind = ?5 AND space = ?6 AND (rank, space, key) < (?1, ?2, ?3)
                    ORDER BY rank DESC, key DESC LIMIT ?4) AS listed
                CROSS JOIN space CROSS JOIN office CROSS JOIN record
                WHERE space.id = listed.space AND office.id = space.owner
                    AND record.space = listed.space AND record.kind = ?5 AND record.key = listed.key
                ORDER BY listed.rank DESC, listed.space DESC, listed.key DESC
                """,
                [number, space]
            )
        }
        if let about = filter.about {
            return try self.scan(
                kind,
                filter,
                range,
                """
                SELECT listed.rank, listed.space, listed.key, space.kind, office.path, space.local,
                    record.state, listed.period, listed.about
                FROM (SELECT rank, space, key, period, about FROM document
                    WHERE kind = ?5 AND about = ?6 AND (rank, space, key) < (?1, ?2, ?3)
                    ORDER BY rank DESC, space DESC, key DESC LIMIT ?4) AS listed
                CROSS JOIN space CROSS JOIN office CROSS JOIN record
                WHERE space.id = listed.space AND office.id = space.owner
                    AND record.space = listed.space AND record.kind = ?5 AND record.key = listed.key
                ORDER BY listed.rank DESC, listed.space DESC, listed.key DESC
                """,
                [number, .text(about)]
            )
        }
        if let period = filter.period {
            return try self.scan(
                kind,
                filter,
                range,
                """
                SELECT listed.rank, listed.space, listed.key, space.kind, office.path, space.local,
                    record.state, listed.period, listed.about
                FROM (SELECT rank, space, key, period, about FROM document
                    WHERE kind = ?5 AND period = ?6 AND (rank, space, key) < (?1, ?2, ?3)
                    ORDER BY rank DESC, space DESC, key DESC LIMIT ?4) AS listed
                CROSS JOIN space CROSS JOIN office CROSS JOIN record
                WHERE space.id = listed.space AND office.id = space.owner
                    AND record.space = listed.space AND record.kind = ?5 AND record.key = listed.key
                ORDER BY listed.rank DESC, listed.space DESC, listed.key DESC
                """,
                [number, .text(period.text)]
            )
        }
        return try self.scan(
            kind,
            filter,
            range,
            """
            SELECT listed.rank, listed.space, listed.key, space.kind, office.path, space.local,
                record.state, listed.period, listed.about
            FROM (SELECT rank, space, key, period, about FROM document
                WHERE kind = ?5 AND (rank, space, key) < (?1, ?2, ?3)
                ORDER BY rank DESC, space DESC, key DESC LIMIT ?4) AS listed
            CROSS JOIN space CROSS JOIN office CROSS JOIN record
            WHERE space.id = listed.space AND office.id = space.owner
                AND record.space = listed.space AND record.kind = ?5 AND record.key = listed.key
            ORDER BY listed.rank DESC, listed.space DESC, listed.key DESC
            """,
            [number]
        )
    }

    /// How many records of a kind are listed, all together.
    package func count(of kind: RecordDeclaration) -> Int { self.tally.count(of: kind.number) }

    private func space(of kind: RecordDeclaration, _ office: OfficePath) -> SQLValue? {
        self.directory.space(SpaceID(kind.space, of: office))
            .map { .integer(Directory.id($0)) }
    }

    private func scan(
        _ kind: RecordDeclaration,
        _ filter: Filter,
        _ range: StoreRange,
        _ sql: StaticString,
        _ values: [SQLValue]
    ) throws(StoreError) -> StoreScan<RecordRow> {
        try self.connection.scan(
            of: .documents,
            range,
            scanning: filter.isPlain ? range.limit : Self.scannedMax,
            sql,
            values
        ) { row throws(StoreError) -> RecordRow? in
            if let period = filter.period, row.optionalText(7) != period.text { return nil }
            if let about = filter.about, row.optionalText(8) != about { return nil }
            guard
                let space = SpaceID(
                    kind: row.integer(3),
                    of: OfficePath(text: row.text(4)),
                    local: row.bytes(5)
                ),
                let record = RecordID(kind: kind.number, key: row.bytes(2))
            else { return nil }
            let reference = RecordReference(record, in: space)
            let state = try RecordState(row: row.bytes(6), of: record, in: space)
            guard filter.isWanted?(reference, state) ?? true else { return nil }
            return RecordRow(reference: reference, state: state, at: row.integer(0))
        }
    }

    /// Records of which there is no list: the rows themselves.
    private func records(
        of kind: RecordDeclaration,
        _ filter: Filter,
        _ range: StoreRange
    ) throws(StoreError) -> StoreScan<RecordRow> {
        guard let office = filter.office, let place = self.space(of: kind, office) else {
            return .none
        }
        let space = SpaceID(kind.space, of: office)
        return try self.connection.scan(
            of: .records,
            range,
            scanning: filter.isWanted == nil ? range.limit : Self.scannedMax,
            """
            SELECT key, state FROM record WHERE space = ?3 AND kind = ?4 AND key > ?1
            ORDER BY key LIMIT ?2
            """,
            [place, .integer(Int64(kind.number))]
        ) { row throws(StoreError) -> RecordRow? in
            guard let record = RecordID(kind: kind.number, key: row.bytes(0)) else { return nil }
            let reference = RecordReference(record, in: space)
            let state = try RecordState(row: row.bytes(1), of: record, in: space)
            guard filter.isWanted?(reference, state) ?? true else { return nil }
            return RecordRow(reference: reference, state: state, at: 0)
        }
    }
}

extension StoredDocuments.Filter {
    /// Whether an index answers it alone.
    fileprivate var isPlain: Bool {
        let conditions = [self.office != nil, self.period != nil, self.about != nil]
        return self.isWanted == nil && conditions.count(where: { $0 }) < 2
    }
}
