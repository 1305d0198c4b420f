internal import Decision
internal import OfficeWork
internal import SyncProtocol

/// Holds the totals against the figures: all rows of one period after the other, then every row by itself. Its key:
/// 0 and the period, or 1, the office and the period.
struct TotalsExaminer: StepExaminer {
    func examine(
        after key: [KeyPart],
        _ store: ExaminedStore,
        _ limit: SliceLimit,
        _ result: inout StoreVerification
    ) throws(StoreError) -> [KeyPart]? {
        guard key.first?.integer == 1 else {
            let last = key.count == 2 ? key[1].text ?? "" : ""
            guard let text = try Self.nextPeriod(after: last, store) else {
                return [.integer(1), .integer(.min), .text("")]
            }
            if let period = Period(text) { try self.examine(period, store, &result) }
            return [.integer(0), .text(text)]
        }
        return try self.examineRows(after: key, store, limit, &result)
    }

    // MARK: Sums

    /// The next period of which the offices on top have totals: they have them of every period of which anybody has.
    private static func nextPeriod(
        after last: String,
        _ store: ExaminedStore
    ) throws(StoreError) -> String? {
        var next: String?
        for top in Self.tops(store) {
            let period = try store.connection.first(
                """
                SELECT period FROM totals WHERE office = ?1 AND period > ?2
                ORDER BY period LIMIT 1
                """,
                .integer(Directory.id(top)),
                .text(last)
            ) { $0.text(0) }
            if let period, period.utf8.lexicographicallyPrecedes((next ?? "~").utf8) {
                next = period
            }
        }
        return next
    }

    /// The offices at which totals end: this store's own, and where it stood before.
    private static func tops(_ store: ExaminedStore) -> [Int] {
        store.directory.offices.indices.filter { store.directory.offices[$0].lineage == [$0] }
    }

    private func examine(
        _ period: Period,
        _ store: ExaminedStore,
        _ result: inout StoreVerification
    ) throws(StoreError) {
        let record = RecordKind.figures.record(Array(period.text.utf8))
        var keys: Set<RecordKey> = []
        for (place, space) in store.directory.spaces.enumerated()
        where space.space.kind == .reports {
            keys.insert(RecordKey(space: place, record: record))
        }
        var sums = PeriodSums(period)
        for case (let key, .found(let stored)) in try store.loader.records(keys) {
            sums.add(stored.state, of: store.directory.spaces[key.space].owner)
        }
        for office in try sums.differences(store) { Self.report("\(office)/\(period)", &result) }
    }

    // MARK: Rows by themselves

    private func examineRows(
        after key: [KeyPart],
        _ store: ExaminedStore,
        _ limit: SliceLimit,
        _ result: inout StoreVerification
    ) throws(StoreError) -> [KeyPart]? {
        guard key.count == 3 else { return nil }
        var rows: [(office: Int64, period: String, isMeant: Bool)] = []
        try store.connection.rows(
            """
            SELECT office, period, reported FROM totals WHERE (office, period) > (?1, ?2)
            ORDER BY office, period LIMIT ?3
            """,
            key[1].value,
            key[2].value,
            .integer(limit.rows)
        ) { row in
            let place = Directory.place(row.integer(0))
            let isMeant =
                store.directory.offices.indices.contains(place) && Period(row.text(1)) != nil
                && !store.directory.offices[place].lineage.isEmpty
            rows.append((row.integer(0), row.text(1), isMeant))
        }
        result.rows += Int64(rows.count)
        for row in rows where !row.isMeant { Self.report("\(row.office)/\(row.period)", &result) }
        let tops = rows.filter(\.isMeant).compactMap { row -> TotalsKey? in
            guard let period = Period(row.period) else { return nil }
            return store.directory.offices[Directory.place(row.office)].lineage.first
                .map { TotalsKey(office: $0, period: period) }
        }
        try self.examine(Set(tops), store, &result)
        guard rows.count == limit.rows, let last = rows.last else { return nil }
        return [.integer(1), .integer(last.office), .text(last.period)]
    }

    /// Looks whether the office on top has totals of every period for which one below it has figures.
    func examine(
        _ records: [RecordKey: RecordState],
        _ store: ExaminedStore,
        _ result: inout StoreVerification
    ) throws(StoreError) {
        var tops: Set<TotalsKey> = []
        for (key, state) in records where key.record.kind == RecordKind.figures.rawValue {
            let space = store.directory.spaces[key.space]
            guard space.space.kind == .reports, let period = Figures.period(key: key.record.key),
                !OwnFigures(state).values.isEmpty,
                store.directory.successions.successors(of: space.space.owner).isEmpty,
                let top = store.directory.offices[space.owner].lineage.first
            else { continue }
            tops.insert(TotalsKey(office: top, period: period))
        }
        try self.examine(tops, store, &result)
    }

    private func examine(
        _ tops: Set<TotalsKey>,
        _ store: ExaminedStore,
        _ result: inout StoreVerification
    ) throws(StoreError) {
        guard !tops.isEmpty else { return }
        var missing = tops
        try store.connection.rows(
            """
            SELECT totals.office, totals.period FROM rows(?1, 'bigint text') AS k
            JOIN totals ON totals.office = k.c1 AND totals.period = k.c2
            """,
            .rows(
                SQLRows(
                    tops.map { [.integer(Directory.id($0.office)), .text($0.period.text)] }
                )
            )
        ) { row in
            guard let period = Period(row.text(1)) else { return }
            missing.remove(TotalsKey(office: Directory.place(row.integer(0)), period: period))
        }
        for key in missing {
            let path = store.directory.offices[key.office].path
            Self.report("\(path)/\(key.period)", &result)
        }
    }

    private static func report(_ name: String, _ result: inout StoreVerification) {
        result.report(
            "汇总 \(name) 与各单位数据之和不符，请执行重建。",
            "The total \(name) is not the sum of its figures. Rebuild.",
            mendedBy: .deriving
        )
    }
}
