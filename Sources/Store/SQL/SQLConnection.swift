/// One connection to an engine, while it may be used.
///
/// Statements are static text with numbered placeholders (`?1`, `?2` …): nothing that a person or a
/// neighbour says can become part of one. They keep to what SQLite and PostgreSQL share; a driver writes
/// placeholders, ``SQLRows`` and the types of ``create(_:)`` as its engine does (docs/store.md, "Another engine").
/// Every column that a query gives is a `BIGINT`, a `TEXT` or `BYTES`.
package protocol SQLConnection: AnyObject {
    /// Runs a statement that gives no rows, and says how many rows it changed.
    @discardableResult
    func run(_ sql: StaticString, _ values: [SQLValue]) throws(StoreError) -> Int

    /// Calls the body for each row, until it returns false.
    ///
    /// The body MUST NOT run the same statement again.
    func rows(
        _ sql: StaticString,
        _ values: [SQLValue],
        _ body: (any SQLRow) throws(StoreError) -> Bool
    ) throws(StoreError)

    /// Runs the body in a transaction: committed when it returns, undone when it throws.
    ///
    /// When this returns, the engine has synchronised what was written with the disk.
    func transaction<Value>(
        _ body: () throws(StoreError) -> Value
    ) throws(StoreError) -> Value

    /// Creates tables and indexes, in the engine's own types and with its own way of keeping rows in the order of
    /// a primary key.
    ///
    /// - Parameter tables: statements that begin with `CREATE`, a semicolon after each. Columns are `BIGINT`, `TEXT`,
    ///   which is compared and ordered byte by byte, or `BYTES`.
    func create(_ tables: StaticString) throws(StoreError)

    /// Makes the engine refuse to change or delete rows of a table.
    func keepRows(of table: StaticString) throws(StoreError)

    /// Makes all indexes anew out of their tables.
    func recreateIndexes() throws(StoreError)
}

extension SQLConnection {
    @discardableResult
    func run(_ sql: StaticString, _ values: SQLValue...) throws(StoreError) -> Int {
        try self.run(sql, values)
    }

    func rows(
        _ sql: StaticString,
        _ values: SQLValue...,
        body: (any SQLRow) throws(StoreError) -> Void
    ) throws(StoreError) {
        try self.rows(sql, values) { row throws(StoreError) in
            try body(row)
            return true
        }
    }

    /// The rows as values.
    func map<Value>(
        _ sql: StaticString,
        _ values: SQLValue...,
        body: (any SQLRow) throws(StoreError) -> Value
    ) throws(StoreError) -> [Value] {
        var result: [Value] = []
        try self.rows(sql, values) { row throws(StoreError) in
            result.append(try body(row))
            return true
        }
        return result
    }

    /// The first row as a value; nil when there is none.
    func first<Value>(
        _ sql: StaticString,
        _ values: SQLValue...,
        body: (any SQLRow) throws(StoreError) -> Value
    ) throws(StoreError) -> Value? {
        var result: Value?
        try self.rows(sql, values) { row throws(StoreError) in
            result = try body(row)
            return false
        }
        return result
    }

    /// The integer in the first column of the first row; 0 when there is none.
    func integer(_ sql: StaticString, _ values: SQLValue...) throws(StoreError) -> Int64 {
        var result: Int64 = 0
        try self.rows(sql, values) { row in
            result = row.integer(0)
            return false
        }
        return result
    }
}
