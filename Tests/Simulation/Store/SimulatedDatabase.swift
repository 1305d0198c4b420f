internal import Decision
private import Foundation
private import GRDB
private import GRDBSQLite
internal import OfficeWork
internal import Store
internal import SyncProtocol

/// A real SQLite database beside an office's image.
final class SimulatedDatabase: Sendable {
    /// Pages in the log at which they are carried over: few, so that it happens often.
    private static let checkpointPages = 64
    /// No checkpoint comes by itself while a commit is under way: a crash then tears the log alone.
    private static let noCheckpoint = 1_000_000

    private let engine: StorageEngine
    private let driver: SQLiteDriver
    /// Nil in memory.
    private let folder: URL?

    /// An empty one.
    ///
    /// - Returns: nil for an engine without a database.
    static func new(_ engine: StorageEngine) throws(CheckFailure) -> SimulatedDatabase? {
        guard engine != .rows else { return nil }
        let database = try SimulatedDatabase(
            DatabaseSnapshot(engine: engine, main: [], log: [])
        )
        try database.run { connection throws(StoreError) in try Schema.prepare(connection) }
        return database
    }

    init(_ snapshot: DatabaseSnapshot) throws(CheckFailure) {
        self.engine = snapshot.engine
        do {
            if snapshot.engine == .files {
                let folder = FileManager.default.temporaryDirectory
                    .appendingPathComponent("cast-simulate-\(UUID().uuidString)")
                try FileManager.default.createDirectory(
                    at: folder,
                    withIntermediateDirectories: true
                )
                let path = folder.appendingPathComponent("store.sqlite")
                if !snapshot.main.isEmpty {
                    try Data(snapshot.main).write(to: path)
                    try Data(snapshot.log).write(to: Self.log(path))
                }
                self.folder = folder
                self.driver = try SQLiteDriver.file(
                    path.path,
                    readers: 1,
                    checkpointPages: Self.noCheckpoint
                )
            } else {
                self.folder = nil
                self.driver = try SQLiteDriver.memory()
                if !snapshot.main.isEmpty { try Self.fill(self.driver, with: snapshot.main) }
            }
        } catch {
            throw Self.failure(error)
        }
    }

    deinit {
        try? self.driver.close()
        if let folder = self.folder { try? FileManager.default.removeItem(at: folder) }
    }

    private static func log(_ path: URL) -> URL { URL(fileURLWithPath: path.path + "-wal") }

    private static func failure(_ error: any Error) -> CheckFailure {
        CheckFailure(.correctness, "the database works", office: nil, "\(error)")
    }

    // MARK: Transactions

    /// Runs the body in a transaction, which is undone when it throws.
    func transact(
        _ body: (any SQLConnection) throws(CheckFailure) -> Void
    ) throws(CheckFailure) {
        var failure: CheckFailure?
        do throws(CheckFailure) {
            try self.run { connection throws(StoreError) in
                try connection.transaction { () throws(StoreError) in
                    do throws(CheckFailure) {
                        try body(connection)
                    } catch {
                        failure = error
                        throw .closed
                    }
                }
            }
        } catch {
            throw failure ?? error
        }
    }

    func run<Value>(
        _ body: (any SQLConnection) throws(StoreError) -> Value
    ) throws(CheckFailure) -> Value {
        do throws(StoreError) {
            return try self.driver.write(body)
        } catch {
            throw Self.failure(error)
        }
    }

    // MARK: Rotting

    /// The disk has a change otherwise than it was written.
    func rot(_ position: Int64, _ stored: StoredChange) throws(CheckFailure) {
        _ = try self.run { connection throws(StoreError) in
            try connection.run(
                "UPDATE change SET body = ?2 WHERE position = ?1",
                [.integer(position), .bytes(stored.signed.body)]
            )
        }
    }

    func rot(_ key: RecordKey) throws(CheckFailure) {
        let place: [SQLValue] = [
            .integer(Directory.id(key.space)), .integer(Int64(key.record.kind)),
            .bytes(key.record.key),
        ]
        try self.run { connection throws(StoreError) in
            let state = try Self.bytes(
                "SELECT state FROM record WHERE space = ?1 AND kind = ?2 AND key = ?3",
                place,
                connection
            )
            try connection.run(
                "UPDATE record SET state = ?4 WHERE space = ?1 AND kind = ?2 AND key = ?3",
                place + [.bytes(Self.turned(state))]
            )
        }
    }

    func rot(_ key: TotalsKey) throws(CheckFailure) {
        let place: [SQLValue] = [.integer(Directory.id(key.office)), .text(key.period.text)]
        try self.run { connection throws(StoreError) in
            let content = try Self.bytes(
                "SELECT content FROM totals WHERE office = ?1 AND period = ?2",
                place,
                connection
            )
            try connection.run(
                "UPDATE totals SET content = ?3 WHERE office = ?1 AND period = ?2",
                place + [.bytes(Self.turned(content))]
            )
        }
    }

    private static func bytes(
        _ sql: StaticString,
        _ values: [SQLValue],
        _ connection: any SQLConnection
    ) throws(StoreError) -> [UInt8] {
        var bytes: [UInt8] = []
        try connection.rows(sql, values) { row in
            bytes = row.bytes(0)
            return false
        }
        return bytes
    }

    private static func turned(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        if !bytes.isEmpty { bytes[bytes.count / 2] ^= 1 }
        return bytes
    }

    // MARK: Snapshots

    func snapshot() throws(CheckFailure) -> DatabaseSnapshot {
        do {
            guard let folder = self.folder else {
                return DatabaseSnapshot(
                    engine: self.engine,
                    main: try Self.bytes(of: self.driver),
                    log: []
                )
            }
            let path = folder.appendingPathComponent("store.sqlite")
            return DatabaseSnapshot(
                engine: self.engine,
                main: Array(try Data(contentsOf: path)),
                log: Array(try Data(contentsOf: Self.log(path)))
            )
        } catch {
            throw Self.failure(error)
        }
    }

    /// Carries the log over once it has grown.
    func tidy(after snapshot: DatabaseSnapshot) throws(CheckFailure) {
        guard self.engine == .files, snapshot.log.count > Self.checkpointPages * 4_096 else {
            return
        }
        do {
            try self.driver.tidy()
        } catch {
            throw Self.failure(error)
        }
    }

    private static func bytes(of driver: SQLiteDriver) throws -> [UInt8] {
        try driver.database.writeWithoutTransaction { database in
            var count: sqlite3_int64 = 0
            guard let bytes = sqlite3_serialize(database.sqliteConnection, "main", &count, 0)
            else { throw DatabaseError(message: "no copy of the database in memory") }
            defer { sqlite3_free(bytes) }
            return Array(UnsafeBufferPointer(start: bytes, count: Int(count)))
        }
    }

    private static func fill(_ driver: SQLiteDriver, with image: [UInt8]) throws {
        try driver.database.writeWithoutTransaction { database in
            let copy = sqlite3_malloc64(sqlite3_uint64(image.count))
                .map { $0.bindMemory(to: UInt8.self, capacity: image.count) }
            guard let copy else { throw DatabaseError(message: "no memory for a database") }
            image.withUnsafeBufferPointer { bytes in
                if let start = bytes.baseAddress { copy.update(from: start, count: image.count) }
            }
            let code = sqlite3_deserialize(
                database.sqliteConnection,
                "main",
                copy,
                sqlite3_int64(image.count),
                sqlite3_int64(image.count),
                UInt32(SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE)
            )
            guard code == SQLITE_OK else {
                throw DatabaseError(message: "a database does not fill: \(code)")
            }
        }
    }
}
