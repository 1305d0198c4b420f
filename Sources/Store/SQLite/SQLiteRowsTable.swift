private import GRDB
internal import GRDBSQLite

/// The table function `rows(?, 'types')`: reads ``SQLRows`` that were bound to a statement as a table. Rows of other
/// types are refused: SQLite would take them, another engine would not.
///
/// An eponymous virtual table (SQLite's documentation, "The Virtual Table Mechanism of SQLite"); the rows come by the
/// pointer-passing interface, which no text of a statement can forge.
enum SQLiteRowsTable {
    private static let sourceColumn = Int32(SQLRows.columnsMax)
    private static let typesColumn = Self.sourceColumn + 1
    /// How many rows the query planner reckons with: fewer than any table has that they are held against.
    private static let rowsGuess: Int64 = 64
    private static let pointerType: StaticString = "cast-sync-rows"

    private struct Cursor {
        /// SQLite's own part comes first.
        var base = sqlite3_vtab_cursor()
        var rows: Unmanaged<SQLRows>?
        var row = 0
        var count = 0
    }

    private typealias CursorPointer = UnsafeMutablePointer<Cursor>

    /// SQLite keeps the address for as long as a connection lives, so it is a pointer that is never let go of. Unsafe
    /// in name only: it is filled here once, before anybody has it, and only read from then on.
    nonisolated(unsafe) private static let module: UnsafeMutablePointer<sqlite3_module> = {
        let pointer = UnsafeMutablePointer<sqlite3_module>.allocate(capacity: 1)
        var module = sqlite3_module()
        module.xConnect = Self.connect
        module.xBestIndex = Self.plan
        module.xDisconnect = { table in
            table.map { UnsafeMutableRawPointer($0).deallocate() }
            return SQLITE_OK
        }
        module.xOpen = Self.open
        module.xClose = Self.close
        module.xFilter = Self.filter
        module.xNext = { cursor in
            SQLiteRowsTable.cursor(cursor)?.pointee.row += 1
            return SQLITE_OK
        }
        module.xEof = { cursor in
            guard let cursor = SQLiteRowsTable.cursor(cursor) else { return 1 }
            return cursor.pointee.row < cursor.pointee.count ? 0 : 1
        }
        module.xColumn = Self.column
        module.xRowid = { cursor, id in
            id?.pointee = Int64(SQLiteRowsTable.cursor(cursor)?.pointee.row ?? 0)
            return SQLITE_OK
        }
        pointer.initialize(to: module)
        return pointer
    }()

    static func register(on connection: OpaquePointer) throws {
        let code = sqlite3_create_module_v2(connection, "rows", Self.module, nil, nil)
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }

    static func bind(_ rows: SQLRows, to statement: OpaquePointer, at index: Int32) -> Int32 {
        let pointer = Unmanaged.passRetained(rows).toOpaque()
        return sqlite3_bind_pointer(statement, index, pointer, Self.typeName) { pointer in
            guard let pointer else { return }
            Unmanaged<SQLRows>.fromOpaque(pointer).release()
        }
    }

    private static var typeName: UnsafePointer<CChar> {
        UnsafeRawPointer(Self.pointerType.utf8Start).assumingMemoryBound(to: CChar.self)
    }

    private static func cursor(
        _ cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>?
    ) -> CursorPointer? {
        cursor.map { UnsafeMutableRawPointer($0).assumingMemoryBound(to: Cursor.self) }
    }
}

// What SQLite calls.
extension SQLiteRowsTable {
    private static let connect:
        @convention(c) (
            OpaquePointer?, UnsafeMutableRawPointer?, Int32,
            UnsafePointer<UnsafePointer<CChar>?>?,
            UnsafeMutablePointer<UnsafeMutablePointer<sqlite3_vtab>?>?,
            UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
        ) -> Int32 = { connection, _, _, _, table, _ in
            let columns = (1...SQLRows.columnsMax).map { "c\($0)" }.joined(separator: ", ")
            let code = sqlite3_declare_vtab(
                connection,
                "CREATE TABLE rows(\(columns), source HIDDEN, types HIDDEN)"
            )
            guard code == SQLITE_OK else { return code }
            let pointer = UnsafeMutablePointer<sqlite3_vtab>.allocate(capacity: 1)
            pointer.initialize(to: sqlite3_vtab())
            table?.pointee = pointer
            return SQLITE_OK
        }

    private static let plan:
        @convention(c) (
            UnsafeMutablePointer<sqlite3_vtab>?, UnsafeMutablePointer<sqlite3_index_info>?
        ) -> Int32 = { _, info in
            guard let info else { return SQLITE_ERROR }
            var found = 0
            for number in 0..<Int(info.pointee.nConstraint) {
                let constraint = info.pointee.aConstraint[number]
                guard constraint.iColumn >= SQLiteRowsTable.sourceColumn,
                    Int32(constraint.op) == SQLITE_INDEX_CONSTRAINT_EQ
                else { continue }
                guard constraint.usable != 0 else { return SQLITE_CONSTRAINT }
                let isTypes = constraint.iColumn == SQLiteRowsTable.typesColumn
                info.pointee.aConstraintUsage[number].argvIndex = isTypes ? 2 : 1
                info.pointee.aConstraintUsage[number].omit = 1
                found += 1
            }
            info.pointee.estimatedCost = Double(SQLiteRowsTable.rowsGuess)
            info.pointee.estimatedRows = SQLiteRowsTable.rowsGuess
            return found == 2 ? SQLITE_OK : SQLITE_CONSTRAINT
        }

    private static let open:
        @convention(c) (
            UnsafeMutablePointer<sqlite3_vtab>?,
            UnsafeMutablePointer<UnsafeMutablePointer<sqlite3_vtab_cursor>?>?
        ) -> Int32 = { _, result in
            let pointer = CursorPointer.allocate(capacity: 1)
            pointer.initialize(to: Cursor())
            result?.pointee = UnsafeMutableRawPointer(pointer)
                .assumingMemoryBound(to: sqlite3_vtab_cursor.self)
            return SQLITE_OK
        }

    private static let close: @convention(c) (UnsafeMutablePointer<sqlite3_vtab_cursor>?) -> Int32 =
        { cursor in
            guard let cursor = SQLiteRowsTable.cursor(cursor) else { return SQLITE_OK }
            cursor.pointee.rows?.release()
            cursor.deinitialize(count: 1)
            cursor.deallocate()
            return SQLITE_OK
        }

    private static let filter:
        @convention(c) (
            UnsafeMutablePointer<sqlite3_vtab_cursor>?, Int32, UnsafePointer<CChar>?, Int32,
            UnsafeMutablePointer<OpaquePointer?>?
        ) -> Int32 = { cursor, _, _, count, values in
            guard let cursor = SQLiteRowsTable.cursor(cursor) else { return SQLITE_ERROR }
            cursor.pointee.rows?.release()
            cursor.pointee.rows = nil
            cursor.pointee.row = 0
            cursor.pointee.count = 0
            guard count == 2, let values, let source = values[0],
                let pointer = sqlite3_value_pointer(source, SQLiteRowsTable.typeName)
            else { return SQLITE_OK }
            let unretained = Unmanaged<SQLRows>.fromOpaque(pointer)
            let types = sqlite3_value_text(values[1]).map { String(cString: $0) } ?? ""
            let fits = unretained._withUnsafeGuaranteedRef {
                $0.fits(types.split(whereSeparator: \.isWhitespace))
            }
            guard fits else { return SQLITE_MISMATCH }
            let rows = unretained.retain()
            cursor.pointee.rows = rows
            cursor.pointee.count = rows._withUnsafeGuaranteedRef { $0.count }
            return SQLITE_OK
        }

    private static let column:
        @convention(c) (
            UnsafeMutablePointer<sqlite3_vtab_cursor>?, OpaquePointer?, Int32
        ) -> Int32 = { cursor, context, column in
            guard let cursor = SQLiteRowsTable.cursor(cursor), let context,
                let rows = cursor.pointee.rows
            else { return SQLITE_ERROR }
            let row = cursor.pointee.row
            rows._withUnsafeGuaranteedRef {
                SQLiteRowsTable.give($0.value(row: row, column: Int(column)), to: context)
            }
            return SQLITE_OK
        }

    private static func give(_ value: SQLValue, to context: OpaquePointer) {
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch value {
        case .null, .rows: sqlite3_result_null(context)
        case .integer(let integer): sqlite3_result_int64(context, integer)
        case .text(var text):
            text.withUTF8 { utf8 in
                utf8.withMemoryRebound(to: CChar.self) {
                    guard let start = $0.baseAddress else {
                        return sqlite3_result_text(context, "", 0, copied)
                    }
                    sqlite3_result_text(context, start, Int32($0.count), copied)
                }
            }
        case .bytes(let bytes):
            bytes.withUnsafeBytes {
                if let start = $0.baseAddress, !$0.isEmpty {
                    sqlite3_result_blob64(context, start, sqlite3_uint64($0.count), copied)
                } else {
                    sqlite3_result_zeroblob(context, 0)
                }
            }
        }
    }
}
