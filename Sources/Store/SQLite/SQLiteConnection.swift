private import GRDB
private import GRDBSQLite

/// Runs our statements on a GRDB connection through SQLite's own interface: GRDB compiles and keeps
/// the statements, binding and stepping skip its rows and value boxes.
final class SQLiteConnection: SQLConnection {
    private let database: Database
    /// By the address of the statement's text, which is static.
    private var statements: [UInt: Statement] = [:]

    fileprivate init(_ database: Database) {
        self.database = database
    }

    @discardableResult
    func run(_ sql: StaticString, _ values: [SQLValue]) throws(StoreError) -> Int {
        let statement = try self.bound(sql, values)
        defer { Self.release(statement) }
        let code = sqlite3_step(statement)
        guard code == SQLITE_DONE || code == SQLITE_ROW else { throw self.error(code) }
        return Int(sqlite3_changes(self.database.sqliteConnection))
    }

    func rows(
        _ sql: StaticString,
        _ values: [SQLValue],
        _ body: (any SQLRow) throws(StoreError) -> Bool
    ) throws(StoreError) {
        let statement = try self.bound(sql, values)
        defer { Self.release(statement) }
        let row = SQLiteRow(statement: statement)
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW:
                guard try body(row) else { return }
            case SQLITE_DONE:
                return
            case let code:
                throw self.error(code)
            }
        }
    }

    func transaction<Value>(
        _ body: () throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        try self.translating { try self.database.beginTransaction(.immediate) }
        do throws(StoreError) {
            let value = try body()
            try self.translating { try self.database.commit() }
            return value
        } catch {
            // A failed commit may have ended the transaction by itself already.
            if self.database.isInsideTransaction { try? self.database.rollback() }
            throw error
        }
    }

    func create(_ tables: StaticString) throws(StoreError) {
        try self.translating {
            try self.database.execute(sql: SQLiteTables.text(tables.description))
        }
    }

    func keepRows(of table: StaticString) throws(StoreError) {
        try self.translating {
            try self.database.execute(sql: SQLiteTables.guards(of: table.description))
        }
    }

    func recreateIndexes() throws(StoreError) {
        try self.translating { try self.database.execute(sql: "REINDEX") }
    }

    // MARK: Statements

    /// Lets go of what was bound, too: that may be all rows of a turn.
    private static func release(_ statement: OpaquePointer) {
        sqlite3_reset(statement)
        sqlite3_clear_bindings(statement)
    }

    private func bound(
        _ sql: StaticString,
        _ values: [SQLValue]
    ) throws(StoreError) -> OpaquePointer {
        let statement = try self.statement(sql)
        for (offset, value) in values.enumerated() {
            let code = Self.bind(value, to: statement, at: Int32(offset + 1))
            guard code == SQLITE_OK else { throw self.error(code) }
        }
        return statement
    }

    private func statement(_ sql: StaticString) throws(StoreError) -> OpaquePointer {
        let key = UInt(bitPattern: sql.utf8Start)
        if let statement = self.statements[key] { return statement.sqliteStatement }
        let statement = try self.translating {
            try self.database.cachedStatement(sql: sql.description)
        }
        self.statements[key] = statement
        return statement.sqliteStatement
    }

    private static func bind(
        _ value: SQLValue,
        to statement: OpaquePointer,
        at index: Int32
    ) -> Int32 {
        // SQLite copies the bytes: ours may move before the statement is stepped.
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch value {
        case .null:
            return sqlite3_bind_null(statement, index)
        case .integer(let integer):
            return sqlite3_bind_int64(statement, index, integer)
        case .text(var text):
            return text.withUTF8 { utf8 in
                utf8.withMemoryRebound(to: CChar.self) {
                    guard let start = $0.baseAddress else {
                        return sqlite3_bind_text(statement, index, "", 0, copied)
                    }
                    return sqlite3_bind_text(statement, index, start, Int32($0.count), copied)
                }
            }
        case .rows(let rows):
            return SQLiteRowsTable.bind(rows, to: statement, at: index)
        case .bytes(let bytes):
            return bytes.withUnsafeBytes {
                guard let start = $0.baseAddress, !$0.isEmpty else {
                    return sqlite3_bind_zeroblob(statement, index, 0)
                }
                return sqlite3_bind_blob64(
                    statement,
                    index,
                    start,
                    sqlite3_uint64($0.count),
                    copied
                )
            }
        }
    }

    /// How the engine would find a statement's rows: for tests, which see to it that no list is read whole.
    ///
    /// - Returns: the steps of its plan, and the step to which each belongs (0: the statement itself).
    func plan(of sql: StaticString) throws(StoreError) -> [(parent: Int, step: String)] {
        let statement = try self.translating {
            try self.database.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql.description)
        }
        let row = SQLiteRow(statement: statement.sqliteStatement)
        var steps: [(parent: Int, step: String)] = []
        while sqlite3_step(statement.sqliteStatement) == SQLITE_ROW {
            steps.append((parent: row.count(1), step: row.text(3)))
        }
        return steps
    }

    // MARK: Errors

    private func error(_ code: Int32) -> StoreError {
        let detail = sqlite3_errmsg(self.database.sqliteConnection).map { String(cString: $0) }
        return Self.error(code: code, detail: detail ?? "no detail")
    }

    /// What an error of the engine means for the store: the only place that knows.
    fileprivate static func error(code: Int32, detail: String) -> StoreError {
        switch code & 0xFF {
        case SQLITE_CORRUPT, SQLITE_NOTADB: .damaged(detail: detail)
        case SQLITE_FULL: .diskFull
        // Everything is checked before it is written: what breaks a rule of a table now was there before.
        case SQLITE_CONSTRAINT: .inconsistent(detail: detail)
        case SQLITE_TOOBIG, SQLITE_MISMATCH, SQLITE_RANGE: .unfit(detail: detail)
        default: .storage(code: Int(code), detail: detail)
        }
    }

    private func translating<Value>(_ body: () throws -> Value) throws(StoreError) -> Value {
        try SQLiteDriver.translating(body)
    }
}

extension SQLiteDriver {
    /// Runs the body and turns what GRDB throws into our own errors.
    static func translating<Value>(_ body: () throws -> Value) throws(StoreError) -> Value {
        do {
            return try body()
        } catch let error as StoreError {
            throw error
        } catch let error as DatabaseError {
            throw SQLiteConnection.error(
                code: error.extendedResultCode.rawValue,
                detail: error.message ?? "no detail"
            )
        } catch {
            throw .storage(code: 0, detail: "\(error)")
        }
    }

    package func write<Value>(
        _ body: (any SQLConnection) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        let database = self.database
        return try self.watch.watching { () throws(StoreError) in
            try Self.translating {
                try database.unsafeReentrantWrite { try body(SQLiteConnection($0)) }
            }
        }
    }

    package func read<Value>(
        _ body: (any SQLConnection) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        let database = self.database
        return try self.gate.pass { () throws(StoreError) in
            try self.watch.watching { () throws(StoreError) in
                try Self.translating { try database.read { try body(SQLiteConnection($0)) } }
            }
        }
    }
}
