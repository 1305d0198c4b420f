internal import Decision
internal import OrderedCollections
internal import SyncProtocol

/// Whether a database has brought what the image has.
enum StoreAgreement {
    /// Compares all rows that were loaded for a decision.
    static func check(_ found: LoadedRows, _ expected: LoadedRows) throws(CheckFailure) {
        try Self.check("records", found.records, expected.records, Self.text)
        try Self.check("whole spaces", found.wholeSpaces, expected.wholeSpaces) { rows in
            rows.map { "\($0.record) \(Self.text($0.state))" }.joined(separator: "; ")
        }
        try Self.check("figures", found.figures, expected.figures) { "\($0)" }
        try Self.check("changes", found.changes, expected.changes) { "\($0 as Any)" }
        try Self.check("stretches", found.stretches, expected.stretches) { "\($0)" }
        try Self.check("lengths", found.lengths, expected.lengths) { "\($0)" }
        try Self.check("totals", found.totals, expected.totals) { "\($0)" }
        try Self.check("totals of children", found.childTotals, expected.childTotals) { rows in
            "\(rows.sorted { $0.office < $1.office })"
        }
        try Self.check("document numbers", found.numbers, expected.numbers) { rows in
            rows.map { "\($0)" }.sorted().joined(separator: "; ")
        }
        try Self.check("holders", found.holders, expected.holders) { "\($0)" }
        try Self.check("directives", found.directives, expected.directives) { "\($0)" }
        try Self.check("joined", found.joined, expected.joined) { "\($0)" }
        try Self.check("tokens", found.tokens, expected.tokens) { "\($0 as Any)" }
        try Self.check("notes", found.notes, expected.notes) { "\($0 as Any)" }
        try Self.check("confirmations", found.confirmations, expected.confirmations) { "\($0)" }
        try Self.check("ids of notes", found.noteIDs, expected.noteIDs) { "\($0 as Any)" }
        try Self.check("quarantined", found.quarantined, expected.quarantined) { "\($0)" }
        try Self.check("oldest", found.oldest, expected.oldest) { "\($0)" }
    }

    private static func text(_ record: LoadedRecord) -> String {
        guard case .found(let stored) = record else { return "\(record)" }
        return "\(stored.digest) of \(stored.byteCount) bytes at \(stored.position)"
    }

    private static func check<Key: Hashable, Value>(
        _ kind: String,
        _ found: OrderedDictionary<Key, Value>,
        _ expected: OrderedDictionary<Key, Value>,
        _ text: (Value) -> String
    ) throws(CheckFailure) {
        guard found.count == expected.count else {
            throw Self.failure("\(found.count) \(kind) instead of \(expected.count)")
        }
        for (key, value) in expected {
            let (expected, found) = (text(value), found[key].map(text) ?? "nothing")
            guard found == expected else {
                throw Self.failure("\(kind) \(key): \(found) instead of \(expected)")
            }
        }
    }

    /// Compares what a node finds damaged when it starts.
    static func check(_ found: [ChangePlace], _ expected: [ChangePlace]) throws(CheckFailure) {
        guard found == expected else {
            throw Self.failure("damaged at the start: \(found) instead of \(expected)")
        }
    }

    /// Compares what a node reads when it starts.
    static func check(_ found: StoreState, _ expected: StoreState) throws(CheckFailure) {
        for (found, expected) in zip(Self.lines(found), Self.lines(expected))
        where found != expected {
            throw Self.failure("at the start: \(found) instead of \(expected)")
        }
    }

    private static func lines(_ state: StoreState) -> [String] {
        let directory = state.directory
        return [
            "\(state.point), \(state.incarnation), \(state.ownCount) of our own",
            "\(state.past)", "\(state.clock)", "\(state.damage)", "\(state.quarantine)",
            "\(directory.offices.count) offices, \(directory.spaces.count) spaces",
            "\(directory.feeds.count) feeds, waiting \(directory.waiting)",
            "\(directory.successions)", "\(directory.charters)",
            "\(state.tally.documents.directives) directives",
            "\(state.tally.documents.reports) reports, \(state.tally.documents.unknownRecords) unknown",
            "\(state.tally.changes) changes, \(state.tally.held) held, \(state.tally.records) records",
        ] + directory.counts.map { "\($0)" } + directory.occupancy.map { "\($0)" }
            + directory.offices.map { "\($0)" }
            + directory.spaces.map { "\($0)" }
            + directory.feeds.map { "\($0)" }
    }

    private static func failure(_ detail: String) -> CheckFailure {
        CheckFailure(
            .correctness,
            "a database brings the rows that were saved",
            office: nil,
            detail
        )
    }
}
