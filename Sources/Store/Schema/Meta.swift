internal import Decision

/// Single values that the store remembers about itself.
extension Meta {
    func number(_ connection: any SQLConnection) throws(StoreError) -> Int64? {
        try connection.first("SELECT number FROM meta WHERE key = ?1", .text(self.rawValue)) {
            row in row.optionalInteger(0)
        }?
        .flatMap { $0 }
    }

    func bytes(_ connection: any SQLConnection) throws(StoreError) -> [UInt8]? {
        try connection.first("SELECT bytes FROM meta WHERE key = ?1", .text(self.rawValue)) {
            row in row.optionalBytes(0)
        }?
        .flatMap { $0 }
    }

    func set(_ value: MetaValue, _ connection: any SQLConnection) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO meta(key, number, bytes) VALUES (?1, ?2, ?3)
            ON CONFLICT (key) DO UPDATE SET number = excluded.number, bytes = excluded.bytes
            """,
            [.text(self.rawValue), value.number, value.bytes]
        )
    }
}

extension MetaValue {
    var number: SQLValue {
        if case .number(let number) = self { .integer(number) } else { .null }
    }

    var bytes: SQLValue { if case .bytes(let bytes) = self { .bytes(bytes) } else { .null } }
}
