internal import Decision
internal import SyncProtocol

/// Holds the lists of documents and offices against the records from which they follow: every row against its record,
/// and every record against the rows that it gives. Its key: the list, then what orders the list.
struct ListExaminer: StepExaminer {
    // MARK: From the rows to the records

    func examine(
        after key: [KeyPart],
        _ store: ExaminedStore,
        _ limit: SliceLimit,
        _ result: inout StoreVerification
    ) throws(StoreError) -> [KeyPart]? {
        let number = key.first?.integer ?? 0
        guard let list = DerivedList(rawValue: Int(clamping: number)) else { return nil }
        let after = key.count == list.keyColumns.count + 1 ? Array(key.dropFirst()) : list.start
        let rows = try list.rows(after: after, limit.rows, store.connection)
        try self.examine(rows, store, &result)
        result.rows += Int64(rows.count)
        guard rows.count == limit.rows, let last = rows.last else {
            return [.integer(number + 1)]
        }
        return [.integer(number)] + last.key
    }

    private func examine(
        _ rows: [DerivedRow],
        _ store: ExaminedStore,
        _ result: inout StoreVerification
    ) throws(StoreError) {
        let sources = rows.map { $0.source(in: store) }
        let records = try store.loader.records(Set(sources.compactMap { $0 }))
        var expected: Set<DerivedRow> = []
        for case (let key, .found(let stored)) in records {
            expected.formUnion(DerivedRow.all(from: stored.state, of: key, store))
        }
        let listed = Set(expected.lazy.filter { $0.list == .offices }.map(\.name))
        for (row, source) in zip(rows, sources) {
            // A record that cannot be read is told of by itself, and all is derived anew then.
            if let source, case .unreadable? = records[source] { continue }
            if row.isBlank, !listed.contains(row.name) { continue }
            if !expected.contains(row) { Self.report(row.list, &result) }
        }
    }

    // MARK: From the records to the rows

    /// Looks whether some records stand in the lists.
    func examine(
        _ records: [RecordKey: RecordState],
        _ store: ExaminedStore,
        _ result: inout StoreVerification
    ) throws(StoreError) {
        var expected: [DerivedRow: Set<DerivedRow>] = [:]
        for (key, state) in records {
            for row in DerivedRow.all(from: state, of: key, store) {
                expected[row.name, default: []].insert(row)
            }
        }
        guard !expected.isEmpty else { return }
        for list in DerivedList.allCases {
            let names = expected.keys.filter { $0.list == list }
            var missing = Set(names)
            for row in try list.rows(of: names.map(\.values), store.connection) {
                if expected[row.name]?.contains(row) == true { missing.remove(row.name) }
            }
            if !missing.isEmpty { Self.report(list, &result) }
        }
    }

    private static func report(_ list: DerivedList, _ result: inout StoreVerification) {
        result.report(
            "\(list.chinese)与记录不符，请执行重建。",
            "\(list.english) does not follow from the records. Rebuild.",
            mendedBy: .deriving
        )
    }
}
