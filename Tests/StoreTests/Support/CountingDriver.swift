import Synchronization

@testable import Store

/// An engine that counts the statements that its writing connection is given.
final class CountingDriver: SQLDriver {
    private let driver: SQLiteDriver
    private let statements = Mutex(0)

    init() throws(StoreError) {
        self.driver = try SQLiteDriver.memory()
    }

    /// How many statements the body gives.
    func count(_ body: () throws -> Void) rethrows -> Int {
        self.statements.withLock { $0 = 0 }
        try body()
        return self.statements.withLock { $0 }
    }

    func write<Value>(
        _ body: (any SQLConnection) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        try self.driver.write { connection throws(StoreError) in
            try body(Connection(connection) { self.statements.withLock { $0 += 1 } })
        }
    }

    func read<Value>(
        _ body: (any SQLConnection) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        try self.driver.read(body)
    }

    func copy(
        to path: String,
        progress: @escaping (_ done: Int64, _ total: Int64) -> Bool
    ) throws(StoreError) {
        try self.driver.copy(to: path, progress: progress)
    }

    func structuralFaults() throws(StoreError) -> [String] { try self.driver.structuralFaults() }

    func structuralFaults(
        of table: String,
        while goesOn: @escaping @Sendable () -> Bool
    ) throws(StoreError) -> [String] {
        try self.driver.structuralFaults(of: table, while: goesOn)
    }

    var watch: FaultWatch { self.driver.watch }

    func tidy() throws(StoreError) { try self.driver.tidy() }

    var byteCount: Int64 { self.driver.byteCount }

    func close() throws(StoreError) { try self.driver.close() }

    private final class Connection: SQLConnection {
        private let connection: any SQLConnection
        private let note: () -> Void

        init(_ connection: any SQLConnection, note: @escaping () -> Void) {
            self.connection = connection
            self.note = note
        }

        func run(_ sql: StaticString, _ values: [SQLValue]) throws(StoreError) -> Int {
            self.note()
            return try self.connection.run(sql, values)
        }

        func rows(
            _ sql: StaticString,
            _ values: [SQLValue],
            _ body: (any SQLRow) throws(StoreError) -> Bool
        ) throws(StoreError) {
            self.note()
            try self.connection.rows(sql, values, body)
        }

        func transaction<Value>(
            _ body: () throws(StoreError) -> Value
        ) throws(StoreError) -> Value {
            try self.connection.transaction(body)
        }

        func create(_ tables: StaticString) throws(StoreError) {
            self.note()
            try self.connection.create(tables)
        }

        func keepRows(of table: StaticString) throws(StoreError) {
            self.note()
            try self.connection.keepRows(of: table)
        }

        func recreateIndexes() throws(StoreError) {
            self.note()
            try self.connection.recreateIndexes()
        }
    }
}
