private import CPageSeal
private import Foundation
package import GRDB
private import GRDBSQLite

/// SQLite through GRDB: the engine that is built in. No other folder knows of either.
///
/// Only the writing connection ever checkpoints: versions before 3.51.3 can damage a database when
/// two connections write or checkpoint at the same moment.
package final class SQLiteDriver: SQLDriver {
    /// No file of a database is shorter, in bytes.
    static let headerByteCount: Int64 = 100

    package let database: any DatabaseWriter
    private let path: String?
    package let watch = FaultWatch()
    let gate = ReadGate()

    private init(_ database: any DatabaseWriter, path: String?) {
        self.database = database
        self.path = path
    }

    /// A store that lives as long as the process, for tests.
    package static func memory() throws(StoreError) -> SQLiteDriver {
        let database = try Self.translating {
            try DatabaseQueue(configuration: Self.configuration(readers: 1))
        }
        return SQLiteDriver(database, path: nil)
    }

    /// Opens a database file, creating it where there is none.
    ///
    /// - Parameter checkpointPages: the pages in the write-ahead log at which they are carried over.
    package static func file(
        _ path: String,
        readers: Int,
        checkpointPages: Int
    ) throws(StoreError) -> SQLiteDriver {
        let hadLog = (SystemFile.byteCount(path + "-wal") ?? 0) > 0
        let database = try Self.translating {
            try DatabasePool(path: path, configuration: Self.configuration(readers: readers))
        }
        let driver = SQLiteDriver(database, path: path)
        try driver.makeDurable(checkpointPages: checkpointPages)
        // GRDB begins a log with a transaction of its own, before commits are synchronised. All that follows rests on
        // the disk having it: where a frame of it is missing, one that does follow looks like what the disk has lost.
        if !hadLog { try driver.tidy() }
        return driver
    }

    /// Below all databases of the process, once: from then on each page that is written is sealed, and each that is
    /// read is held against its seal.
    private static let layerCode = cast_page_seal_install()

    /// A new file that is thrown away unless it is finished, so it is written without a journal, and synchronised by
    /// whoever finishes it.
    static func scratch(_ path: String) throws(StoreError) -> SQLiteDriver {
        let database = try Self.translating {
            let queue = try DatabaseQueue(path: path, configuration: Self.configuration(readers: 1))
            try queue.writeWithoutTransaction { connection in
                try connection.execute(sql: "PRAGMA journal_mode = OFF")
                try connection.execute(sql: "PRAGMA synchronous = OFF")
                // Without a log the engine leaves pages unwritten that are free again; with this it overwrites them.
                try connection.execute(sql: "PRAGMA secure_delete = ON")
            }
            return queue
        }
        return SQLiteDriver(database, path: path)
    }

    static func configuration(readers: Int) -> Configuration {
        // Before the first database is opened, not with it.
        _ = Self.layerCode
        var configuration = Configuration()
        configuration.label = "cast-store"
        configuration.maximumReaderCount = readers
        configuration.foreignKeysEnabled = false
        configuration.prepareDatabase { database in
            guard let connection = database.sqliteConnection else { return }
            try Self.reserveSeals(of: connection)
            // Of a database that is made here, whatever the engine was built with.
            try database.execute(sql: "PRAGMA page_size = \(PageFile.pageByteCount)")
            try SQLiteRowsTable.register(on: connection)
            // A damaged or forged file must not get to run anything.
            try database.execute(sql: "PRAGMA trusted_schema = OFF")
            try database.execute(sql: "PRAGMA cell_size_check = ON")
            // What a statement would need to be taken back is kept in memory: otherwise each one that changes many
            // pages makes a file and removes it again.
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
            // Of each reader, in KiB below nothing.
            try database.execute(sql: "PRAGMA cache_size = -8192")
        }
        return configuration
    }

    /// Has room kept in each page of a database that is made here.
    private static func reserveSeals(of connection: OpaquePointer) throws(StoreError) {
        guard Self.layerCode == SQLITE_OK else {
            throw .storage(code: Int(Self.layerCode), detail: "the layer that seals pages")
        }
        var byteCount = CAST_PAGE_SEAL_BYTES
        let code = sqlite3_file_control(connection, "main", SQLITE_FCNTL_RESERVE_BYTES, &byteCount)
        guard code == SQLITE_OK else {
            throw .storage(code: Int(code), detail: "room for the seals of pages")
        }
    }

    /// GRDB sets `synchronous = NORMAL` after every preparation of its own, which would lose
    /// acknowledged writes with the power. So it is set here, after opening, and read back.
    private func makeDurable(checkpointPages: Int) throws(StoreError) {
        let database = self.database
        let found = try Self.translating {
            try database.writeWithoutTransaction { connection in
                try connection.execute(sql: "PRAGMA synchronous = FULL")
                // The writer's own; with those of the readers it is what a node holds of the database.
                try connection.execute(sql: "PRAGMA cache_size = -32768")
                try connection.execute(
                    sql: "PRAGMA wal_autocheckpoint = \(max(1, checkpointPages))"
                )
                return (
                    try String.fetchOne(connection, sql: "PRAGMA journal_mode") ?? "",
                    try Int64.fetchOne(connection, sql: "PRAGMA synchronous") ?? -1
                )
            }
        }
        guard found == ("wal", 2) else {
            throw .notDurable(journalMode: found.0, synchronous: found.1)
        }
    }

    package func tidy() throws(StoreError) {
        guard self.path != nil else { return }
        let database = self.database
        try Self.translating {
            try database.writeWithoutTransaction { connection in
                // Passive: readers are never waited for.
                _ = try connection.checkpoint(.passive)
            }
        }
    }

    package var byteCount: Int64 {
        guard let path = self.path else { return 0 }
        return ["", "-wal"]
            .reduce(0) { total, suffix in
                let attributes = try? FileManager.default.attributesOfItem(atPath: path + suffix)
                return total + ((attributes?[.size] as? NSNumber)?.int64Value ?? 0)
            }
    }

    package func close() throws(StoreError) {
        guard self.gate.close() else { return }
        let database = self.database
        // The log is folded in, so that a stopped node's database is one file. If a reader is in the
        // way it stays where it is, which harms nothing.
        try? database.writeWithoutTransaction { connection in
            _ = try connection.checkpoint(.truncate)
        }
        try Self.translating { try database.close() }
    }
}
