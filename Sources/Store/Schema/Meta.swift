/// Single values that the store remembers about itself.
enum Meta {
    static func number(
        _ key: String,
        _ connection: any SQLConnection
    ) throws(StoreError) -> Int64? {
        try connection.first("SELECT number FROM meta WHERE key = ?1", .text(key)) { row in
            row.optionalInteger(0)
        }?
        .flatMap { $0 }
    }

    static func bytes(
        _ key: String,
        _ connection: any SQLConnection
    ) throws(StoreError) -> [UInt8]? {
        try connection.first("SELECT bytes FROM meta WHERE key = ?1", .text(key)) { row in
            row.optionalBytes(0)
        }?
        .flatMap { $0 }
    }

    static func set(
        _ key: String,
        to number: Int64? = nil,
        bytes: [UInt8]? = nil,
        _ connection: any SQLConnection
    ) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO meta(key, number, bytes) VALUES (?1, ?2, ?3)
            ON CONFLICT (key) DO UPDATE SET number = excluded.number, bytes = excluded.bytes
            """,
            .text(key),
            .optional(number),
            .optional(bytes)
        )
    }
}
