internal import Decision
internal import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

/// Brings the rows that a decision needs: what the cache has not, in one statement for each kind.
struct RowLoader {
    let connection: any SQLConnection
    let directory: Directory
    let suite: SignatureSuite

    func load(
        _ needs: Needs,
        into rows: inout LoadedRows,
        _ cache: inout RowCache
    ) throws(StoreError) {
        try self.loadRecords(needs, &rows, &cache)
        try self.loadTotals(needs, &rows, &cache)
        try self.loadChanges(needs, &rows)
        try self.loadDocuments(needs, &rows)
        try self.loadNotes(needs, &rows)
        try self.loadQuarantine(needs, &rows)
    }

    // MARK: Records

    private func loadRecords(
        _ needs: Needs,
        _ rows: inout LoadedRows,
        _ cache: inout RowCache
    ) throws(StoreError) {
        var wanted: [RecordKey] = []
        for key in needs.records where rows.records[key] == nil {
            if let cached = cache.records[key] {
                rows.records[key] = .found(cached)
                continue
            }
            rows.records[key] = .absent
            wanted.append(key)
        }
        for (key, loaded) in try self.records(wanted) {
            rows.records[key] = loaded
            if case .found(let stored) = loaded { cache.keep(stored, at: key) }
        }
        try self.loadSpaces(needs, &rows)
    }

    /// Those of the records that are there.
    func records(
        _ keys: some Collection<RecordKey>
    ) throws(StoreError) -> [RecordKey: LoadedRecord] {
        guard !keys.isEmpty else { return [:] }
        let wanted = keys.map { key -> [SQLValue] in
            [
                .integer(Directory.id(key.space)), .integer(Int64(key.record.kind)),
                .bytes(key.record.key),
            ]
        }
        var records: [RecordKey: LoadedRecord] = [:]
        try self.connection.rows(
            """
            SELECT record.space, record.kind, record.key, record.state, record.position
            FROM rows(?1, 'bigint bigint bytes') AS k
            JOIN record ON record.space = k.c1 AND record.kind = k.c2 AND record.key = k.c3
            """,
            .rows(SQLRows(wanted))
        ) { row in
            guard let (record, loaded) = self.record(row) else { return }
            let space = Directory.place(row.integer(0))
            records[RecordKey(space: space, record: record)] = loaded
        }
        return records
    }

    /// - Parameter row: space, kind, key, state, position.
    private func record(_ row: any SQLRow) -> (RecordID, LoadedRecord)? {
        guard let record = RecordID(kind: UInt16(clamping: row.integer(1)), key: row.bytes(2))
        else { return nil }
        let space = self.directory.spaces[Directory.place(row.integer(0))].space
        guard let state = RowSeal(recordsOf: space).opened(row.bytes(3), of: record) else {
            return (record, .unreadable)
        }
        do throws(CBORError) {
            let stored = try StoredRecord(
                record,
                encodedState: state,
                position: row.integer(4),
                by: self.suite
            )
            return (record, .found(stored))
        } catch {
            return (record, .unreadable)
        }
    }

    private func loadSpaces(_ needs: Needs, _ rows: inout LoadedRows) throws(StoreError) {
        if !needs.wholeSpaces.isEmpty {
            for space in needs.wholeSpaces { rows.wholeSpaces[space] = [] }
            try self.connection.rows(
                """
                SELECT record.space, kind, key, state, position
                FROM rows(?1, 'bigint') AS k JOIN record ON record.space = k.c1
                ORDER BY record.space, kind, key
                """,
                .rows(Self.ids(needs.wholeSpaces))
            ) { row in
                guard let (record, loaded) = self.record(row) else { return }
                rows.wholeSpaces[Directory.place(row.integer(0)), default: []]
                    .append((record, loaded))
            }
        }
        guard !needs.figures.isEmpty else { return }
        for space in needs.figures { rows.figures[space] = [] }
        let wanted = needs.figures.map { space -> [SQLValue] in
            [.integer(Directory.id(space)), .integer(Int64(RecordKind.figures.rawValue))]
        }
        try self.connection.rows(
            """
            SELECT record.space, record.key FROM rows(?1, 'bigint bigint') AS k
            JOIN record ON record.space = k.c1 AND record.kind = k.c2
            ORDER BY record.space, record.key
            """,
            .rows(SQLRows(wanted))
        ) { row in
            rows.figures[Directory.place(row.integer(0)), default: []].append(row.bytes(1))
        }
    }

    private static func ids(_ places: some Sequence<Int>) -> SQLRows {
        SQLRows(places.map { .integer(Directory.id($0)) })
    }

    // MARK: Totals

    private func loadTotals(
        _ needs: Needs,
        _ rows: inout LoadedRows,
        _ cache: inout RowCache
    ) throws(StoreError) {
        var wanted: [[SQLValue]] = []
        for key in needs.totals where rows.totals[key] == nil {
            if let cached = cache.totals[key] {
                rows.totals[key] = .found(cached)
                continue
            }
            rows.totals[key] = .absent
            wanted.append([.integer(Directory.id(key.office)), .text(key.period.text)])
        }
        if !wanted.isEmpty {
            try self.connection.rows(
                """
                SELECT totals.office, totals.period, totals.content
                FROM rows(?1, 'bigint text') AS k
                JOIN totals ON totals.office = k.c1 AND totals.period = k.c2
                """,
                .rows(SQLRows(wanted))
            ) { row in
                let office = Directory.place(row.integer(0))
                guard let period = Period(row.text(1)) else { return }
                let key = TotalsKey(office: office, period: period)
                guard let totals = self.totals(row.bytes(2), at: key) else {
                    rows.totals[key] = .unreadable
                    return
                }
                rows.totals[key] = .found(totals)
                cache.keep(totals, at: key)
            }
        }
        for key in needs.childTotals { try self.loadChildTotals(key, &rows) }
    }

    private func loadChildTotals(
        _ key: Needs.Children,
        _ rows: inout LoadedRows
    ) throws(StoreError) {
        let children = try self.connection.map(
            """
            SELECT office.id, totals.content FROM office
            JOIN totals ON totals.office = office.id AND totals.period = ?2
            WHERE office.parent = ?1
            """,
            .integer(Directory.id(key.parent)),
            .text(key.period.text)
        ) { row in
            let office = Directory.place(row.integer(0))
            return LoadedRows.Child(
                office: office,
                totals: self.totals(
                    row.bytes(1),
                    at: TotalsKey(office: office, period: key.period)
                )
            )
        }
        rows.childTotals[key] = children
    }

    /// Nil when the row is not what was written.
    private func totals(_ stored: [UInt8], at key: TotalsKey) -> Totals? {
        guard self.directory.offices.indices.contains(key.office) else { return nil }
        return try? Totals(
            row: stored,
            of: self.directory.offices[key.office].path,
            key.period
        )
    }

    // MARK: Changes

    private func loadChanges(_ needs: Needs, _ rows: inout LoadedRows) throws(StoreError) {
        if !needs.changes.isEmpty {
            for position in needs.changes { rows.changes.updateValue(nil, forKey: position) }
            try self.connection.rows(
                """
                SELECT change.position, change.digest, change.body, change.signature
                FROM rows(?1, 'bigint') AS k JOIN change ON change.position = k.c1
                """,
                .rows(SQLRows(needs.changes.map { .integer($0) }))
            ) { row in rows.changes[row.integer(0)] = StoredChange(row) }
        }
        if !needs.stretches.isEmpty {
            let stretches = Array(needs.stretches)
            for stretch in stretches { rows.stretches[stretch] = [] }
            try self.connection.rows(
                """
                SELECT change.position, change.digest, change.body, change.signature, k.c3
                FROM rows(?1, 'bigint bigint bigint') AS k
                JOIN change ON change.position BETWEEN k.c1 AND k.c2
                ORDER BY change.position
                """,
                .rows(Self.ranges(stretches))
            ) { row in
                rows.stretches[stretches[row.count(4)], default: []].append(StoredChange(row))
            }
        }
        if !needs.lengths.isEmpty {
            let lengths = Array(needs.lengths)
            for range in lengths { rows.lengths[range] = 0 }
            try self.connection.rows(
                """
                SELECT k.c3, CAST(SUM(LENGTH(change.body) + LENGTH(change.signature)) AS BIGINT)
                FROM rows(?1, 'bigint bigint bigint') AS k
                JOIN change ON change.position BETWEEN k.c1 AND k.c2
                GROUP BY k.c3
                """,
                .rows(Self.ranges(lengths))
            ) { row in rows.lengths[lengths[row.count(0)]] = row.integer(1) }
        }
    }

    /// First and last, and the place in the list.
    private static func ranges(_ ranges: [ClosedRange<Int64>]) -> SQLRows {
        SQLRows(
            ranges.enumerated().map { place, range in
                [.integer(range.lowerBound), .integer(range.upperBound), .integer(place)]
            }
        )
    }
}
