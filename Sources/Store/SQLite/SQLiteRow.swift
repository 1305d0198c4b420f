private import GRDBSQLite

/// Reads the columns of a stepped SQLite statement without GRDB's row objects.
struct SQLiteRow: SQLRow {
    let statement: OpaquePointer

    func isNull(_ column: Int) -> Bool {
        sqlite3_column_type(self.statement, Int32(column)) == SQLITE_NULL
    }

    func integer(_ column: Int) -> Int64 { sqlite3_column_int64(self.statement, Int32(column)) }

    func text(_ column: Int) -> String {
        guard let characters = sqlite3_column_text(self.statement, Int32(column)) else { return "" }
        let count = Int(sqlite3_column_bytes(self.statement, Int32(column)))
        return String(
            decoding: UnsafeBufferPointer(start: characters, count: count),
            as: UTF8.self
        )
    }

    func bytes(_ column: Int) -> [UInt8] {
        guard let start = sqlite3_column_blob(self.statement, Int32(column)) else { return [] }
        let count = Int(sqlite3_column_bytes(self.statement, Int32(column)))
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }
}
