@testable import Store

/// Reads like the connection behind it, and keeps how the engine finds the rows of each statement.
final class PlannedConnection: SQLConnection {
    private let connection: SQLiteConnection
    private(set) var plans: [(sql: String, steps: [(parent: Int, step: String)])] = []

    init(_ connection: SQLiteConnection) {
        self.connection = connection
    }

    func run(_ sql: StaticString, _ values: [SQLValue]) throws(StoreError) -> Int {
        try self.connection.run(sql, values)
    }

    func rows(
        _ sql: StaticString,
        _ values: [SQLValue],
        _ body: (any SQLRow) throws(StoreError) -> Bool
    ) throws(StoreError) {
        self.plans.append((sql.description, try self.connection.plan(of: sql)))
        try self.connection.rows(sql, values, body)
    }

    func transaction<Value>(
        _ body: () throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        try self.connection.transaction(body)
    }

    func create(_ tables: StaticString) throws(StoreError) {
        try self.connection.create(tables)
    }

    func keepRows(of table: StaticString) throws(StoreError) {
        try self.connection.keepRows(of: table)
    }

    func recreateIndexes() throws(StoreError) { try self.connection.recreateIndexes() }
}
