import CSQLite
import Foundation

/// What SQLite allows through its C interface: upserts in the order of their keys into a table
/// without row ids, each transaction durable.
enum SQLiteLimit {
    private static let rowsInTransaction = 1_000
    /// About what a figure takes with its author, stamp and origin.
    private static let stateBytes: Int32 = 100

    /// - Returns: rows a second.
    static func measure(in folder: String, rows: Int) throws -> Double {
        let path = folder + "/limit.sqlite"
        defer {
            for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
        }
        var opened: OpaquePointer?
        guard sqlite3_open(path, &opened) == SQLITE_OK, let database = opened else {
            throw BenchError("SQLite cannot open \(path)")
        }
        defer { sqlite3_close(database) }
        try Self.run(
            """
            PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=20000;
            CREATE TABLE point (office INTEGER, period INTEGER, indicator INTEGER, state BLOB,
            PRIMARY KEY (office, period, indicator)) WITHOUT ROWID;
            """,
            on: database
        )
        return try Self.fill(database, rows: rows)
    }

    /// The length of a database file with everything in it that its write-ahead log held.
    static func foldedByteCount(_ path: String) throws -> Int64 {
        var opened: OpaquePointer?
        guard sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK,
            let database = opened
        else { throw BenchError("SQLite cannot open \(path)") }
        defer { sqlite3_close(database) }
        try Self.run("PRAGMA wal_checkpoint(TRUNCATE)", on: database)
        let found = try FileManager.default.attributesOfItem(atPath: path)
        return (found[.size] as? NSNumber)?.int64Value ?? 0
    }

    private static func fill(_ database: OpaquePointer, rows: Int) throws -> Double {
        var prepared: OpaquePointer?
        let text = """
            INSERT INTO point VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT DO UPDATE SET state = excluded.state
            """
        guard sqlite3_prepare_v2(database, text, -1, &prepared, nil) == SQLITE_OK,
            let statement = prepared
        else { throw Self.failed(database) }
        defer { sqlite3_finalize(statement) }
        let begun = ContinuousClock.now
        for row in 0..<rows {
            if row % Self.rowsInTransaction == 0 {
                try Self.run(row == 0 ? "BEGIN" : "COMMIT; BEGIN", on: database)
            }
            sqlite3_bind_int64(statement, 1, Int64(row / 800))
            sqlite3_bind_int64(statement, 2, Int64(row / 8 % 100))
            sqlite3_bind_int64(statement, 3, Int64(row % 8))
            sqlite3_bind_zeroblob(statement, 4, Self.stateBytes)
            guard sqlite3_step(statement) == SQLITE_DONE else { throw Self.failed(database) }
            sqlite3_reset(statement)
        }
        try Self.run("COMMIT", on: database)
        return Double(rows) / (ContinuousClock.now - begun).seconds
    }

    private static func run(_ text: String, on database: OpaquePointer) throws {
        guard sqlite3_exec(database, text, nil, nil, nil) == SQLITE_OK else {
            throw Self.failed(database)
        }
    }

    private static func failed(_ database: OpaquePointer) -> BenchError {
        BenchError("SQLite: \(String(cString: sqlite3_errmsg(database)))")
    }
}
