internal import Decision
private import Foundation
private import GRDB
private import GRDBSQLite
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

    /// Runs the body in a transaction.
    func transact(
        _ body: (any SQLConnection) throws(CheckFailure) -> Void
    ) throws(CheckFailure) {
        var failure: CheckFailure?
        try self.run { connection throws(StoreError) in
            try connection.transaction { () throws(StoreError) in
                do throws(CheckFailure) { try body(connection) } catch { failure = error }
            }
        }
        if let failure { throw failure }
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

    /// The disk has a change otherwise than it was written.
    func rot(_ position: Int64, _ stored: StoredChange) throws(CheckFailure) {
        try self.transact { connection throws(CheckFailure) in
            do throws(StoreError) {
                try connection.run(
                    "UPDATE change SET body = ?2 WHERE position = ?1",
                    [.integer(position), .bytes(stored.signed.body)]
                )
            } catch {
                throw Self.failure(error)
            }
        }
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
