internal import Decision
internal import PlainText
internal import SyncProtocol

extension AuditChain {
    /// What is found in a part of the log. Gaps are ranges: what they cost does not follow how long they are.
    struct Stretch {
        /// The rows that are missing or were altered.
        var found = RowRanges()
        /// Rows of which a row says so that is whole itself and comes behind them.
        var known = RowRanges()
        /// How many rows there are.
        var count = 0
        /// The last row's number.
        var last: Int64
        /// When the first row and the last one were written, UTC milliseconds.
        var times: ClosedRange<Int64>?
        /// The last row's hash, as it stands there.
        var hash: Digest256
    }

    /// The rows that are missing or were altered and of which no later row says so.
    static func breaks(
        _ connection: any SQLConnection,
        by suite: SignatureSuite
    ) throws(StoreError) -> RowRanges {
        let log = try Self.stretch(after: 0, .max, connection, by: suite)
        return log.found.subtracting(log.known)
    }

    /// Looks at so many rows behind one.
    static func stretch(
        after number: Int64,
        _ limit: Int,
        _ connection: any SQLConnection,
        by suite: SignatureSuite
    ) throws(StoreError) -> Stretch {
        var previous =
            try connection.first("SELECT hash FROM audit WHERE number = ?1", .integer(number)) {
                Digest256(bytes: $0.bytes(0))
            }?
            .flatMap { $0 } ?? Self.start.hash
        var log = Stretch(last: number, hash: previous)
        var claims: [ClosedRange<Int64>] = []
        try connection.rows(
            """
            SELECT number, at, actor, action, subject, records, previous, hash FROM audit
            WHERE number > ?1 ORDER BY number LIMIT ?2
            """,
            [.integer(number), .integer(limit)]
        ) { row in
            let before = log.last
            log.last = row.integer(0)
            let isBehindGap = before + 1 < log.last
            if isBehindGap {
                log.found.append(before + 1...log.last - 1)
                // Of what is gone nothing tells the hash but this row, and the one behind it vouches for it.
                previous = Digest256(bytes: row.bytes(6)) ?? previous
            }
            log.count += 1
            let hash = Self.hash(
                previous: previous,
                number: log.last,
                at: row.integer(1),
                user: row.text(2),
                action: row.text(3),
                subject: row.text(4),
                records: row.text(5),
                by: suite
            )
            let isWhole = row.bytes(6) == previous.bytes && row.bytes(7) == hash.bytes
            if !isWhole { log.found.append(log.last...log.last) }
            if isWhole, row.text(3) == AuditAction.rowsBroken.rawValue {
                claims += RowRanges(text: row.text(5)).ranges
                    .filter { $0.upperBound < log.last }
            }
            // What follows is held against what is here, so that one row does not hide the others.
            previous = Digest256(bytes: row.bytes(7)) ?? hash
            log.hash = previous
            let first = log.times?.lowerBound ?? row.integer(1)
            // A clock may have gone back.
            log.times = first...max(first, row.integer(1))
            return true
        }
        log.known = RowRanges(claims)
        return log
    }
}
