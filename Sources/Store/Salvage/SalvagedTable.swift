/// A table that is brought over row by row as it is.
struct SalvagedTable {
    let name: String
    /// Whether its first column is the row's own number.
    let isNumbered: Bool
    let columnCount: Int
    let statement: StaticString

    static let all = [
        SalvagedTable(
            name: "quarantine",
            isNumbered: true,
            columnCount: 14,
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
            columnCount: 7,
            statement: """
                INSERT INTO audit(number, at, actor, action, subject, previous, hash)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING
                """
        ),
        SalvagedTable(
            name: "token",
            isNumbered: false,
            columnCount: 10,
            statement: """
                INSERT INTO token(hash, office, level, name, name_english, made_by, made_at,
                    expires_at, used_at, used_by)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT DO NOTHING
                """
        ),
        SalvagedTable(
            name: "certificate",
            isNumbered: true,
            columnCount: 4,
            statement: """
                INSERT INTO certificate(id, peer, ours, theirs) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT DO NOTHING
                """
        ),
        SalvagedTable(
            name: "event",
            isNumbered: true,
            columnCount: 5,
            statement: """
                INSERT INTO event(id, at, kind, details, subject) VALUES (?1, ?2, ?3, ?4, ?5)
                ON CONFLICT DO NOTHING
                """
        ),
        SalvagedTable(
            name: "note",
            isNumbered: false,
            columnCount: 10,
            statement: """
                INSERT INTO note(kind, subject, signer, at, id, body, author, signature, chain,
                    kept_at)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT DO NOTHING
                """
        ),
    ]
}
