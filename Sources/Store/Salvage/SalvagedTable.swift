/// A table that is brought over row by row as it is.
///
/// Where no tree leads to a page any more, a row is known by its columns: no two tables, and no index, have rows of the
/// same columns.
struct SalvagedTable {
    enum Column {
        case number, text, bytes
        /// Or nothing.
        case optionalNumber, optionalText, optionalBytes

        fileprivate func takes(_ value: SQLValue) -> Bool {
            switch (self, value) {
            case (.number, .integer), (.text, .text), (.bytes, .bytes),
                (.optionalNumber, .integer), (.optionalText, .text), (.optionalBytes, .bytes),
                (.optionalNumber, .null), (.optionalText, .null), (.optionalBytes, .null):
                true
            default: false
            }
        }
    }

    let name: String
    /// Whether its first column is the row's own number.
    let isNumbered: Bool
    let columns: [Column]
    /// Whether rows are taken to which no tree leads, too. They may be what a row was before, or have been deleted, so
    /// only where rows are never changed and an old one does no harm.
    let takesUnreached: Bool
    let statement: StaticString

    func takes(_ row: RowScan.Row) -> Bool {
        (row.isReached || self.takesUnreached) && Self.fits(row.columns, self.columns)
    }

    /// Whether columns are those of a row of `meta`.
    static func isMemory(_ columns: [SQLValue]) -> Bool {
        Self.fits(columns, [.text, .optionalNumber, .optionalBytes])
    }

    /// The number in a row of `commit_point`; nil for any other row.
    static func commitNumber(_ columns: [SQLValue]) -> Int64? {
        // The row's own number stands in no column.
        let shape: [Column] = [
            .optionalNumber, .number, .bytes, .bytes, .number, .optionalBytes,
        ]
        return Self.fits(columns, shape) ? columns[1].integer : nil
    }

    private static func fits(_ values: [SQLValue], _ columns: [Column]) -> Bool {
        values.count == columns.count && zip(columns, values).allSatisfy { $0.takes($1) }
    }

    static let all = [
        SalvagedTable(
            name: "quarantine",
            isNumbered: true,
            columns: [
                .number, .bytes, .text, .text, .optionalText, .optionalBytes, .optionalNumber,
                .optionalNumber, .text, .bytes, .bytes, .number, .number, .number,
            ],
            takesUnreached: false,
            statement: """
                INSERT INTO quarantine(id, digest, reason, detail, space, author, incarnation, number,
                    peer, body, signature, byte_count, times, received_at)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
                ON CONFLICT DO NOTHING
                """
        ),
        SalvagedTable(
            name: "audit",
            isNumbered: true,
            columns: [.number, .number, .text, .text, .text, .text, .bytes, .bytes],
            takesUnreached: true,
            statement: """
                INSERT INTO audit(number, at, actor, action, subject, records, previous, hash)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING
                """
        ),
        SalvagedTable(
            name: "token",
            isNumbered: false,
            columns: [
                .bytes, .text, .text, .text, .optionalText, .text, .number, .number,
                .optionalNumber, .optionalBytes,
            ],
            // An invitation that was used must not count again.
            takesUnreached: false,
            statement: """
                INSERT INTO token(hash, office, level, name, name_english, made_by, made_at,
                    expires_at, used_at, used_by)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT DO NOTHING
                """
        ),
        SalvagedTable(
            name: "certificate",
            isNumbered: true,
            columns: [.number, .text, .bytes, .bytes],
            takesUnreached: true,
            statement: """
                INSERT INTO certificate(id, peer, ours, theirs) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT DO NOTHING
                """
        ),
        SalvagedTable(
            name: "event",
            isNumbered: true,
            columns: [.number, .number, .text, .bytes, .optionalText],
            takesUnreached: true,
            statement: """
                INSERT INTO event(id, at, kind, details, subject) VALUES (?1, ?2, ?3, ?4, ?5)
                ON CONFLICT DO NOTHING
                """
        ),
        SalvagedTable(
            name: "note",
            isNumbered: false,
            columns: [
                .number, .bytes, .text, .number, .bytes, .bytes, .bytes, .bytes, .optionalBytes,
                .number,
            ],
            takesUnreached: false,
            statement: """
                INSERT INTO note(kind, subject, signer, at, id, body, author, signature, chain,
                    kept_at)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT DO NOTHING
                """
        ),
    ]
}
