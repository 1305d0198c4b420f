import CPageSeal
import Foundation
import GRDB
import SyncProtocol
import Testing

@testable import Store

/// Damages the file of a closed store: as a disk that lies, or, where the page's seal is made to fit, as memory that
/// turned a bit before the page was sealed.
struct DamagedFile {
    let folder: TestFolder

    /// Which column of a change's row.
    enum Part: String {
        case digest
        case body
        case signature
    }

    /// Turns one bit in the middle of a column of a change; the page's seal fits.
    func flip(_ part: Part, of number: UInt64, in feed: FeedID) throws {
        let bytes = try self.bytes(part, of: number, in: feed)
        try self.flip(at: bytes.count / 2, in: bytes)
    }

    private static let pageByteCount = 4_096

    var pageCount: Int {
        get throws {
            try Data(contentsOf: URL(fileURLWithPath: self.folder.database)).count
                / Self.pageByteCount
        }
    }

    func bitCount(of name: String) throws -> Int {
        try Data(contentsOf: URL(fileURLWithPath: self.folder.path + "/" + name)).count * 8
    }

    /// Turns a bit of one of the store's files, and nothing else.
    func flip(bit: Int, of name: String) throws {
        let place = URL(fileURLWithPath: self.folder.path + "/" + name)
        var file = try Data(contentsOf: place)
        file[bit / 8] ^= 1 << UInt8(bit % 8)
        try file.write(to: place)
    }

    func rowCount(of table: String) throws -> Int {
        try self.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM \(table)") ?? 0 }
    }

    /// Turns a bit of a page, counted from 0, and nothing else.
    func flip(bit: Int, ofPage page: Int) throws {
        var file = try Data(contentsOf: URL(fileURLWithPath: self.folder.database))
        file[page * Self.pageByteCount + bit / 8 % Self.pageByteCount] ^= 1 << UInt8(bit % 8)
        try file.write(to: URL(fileURLWithPath: self.folder.database))
    }

    /// Lays what stands on one page over another.
    func misplace(page: Int, over other: Int) throws {
        var file = try Data(contentsOf: URL(fileURLWithPath: self.folder.database))
        let size = Self.pageByteCount
        file.replaceSubrange(
            other * size..<(other + 1) * size,
            with: Data(file[page * size..<(page + 1) * size])
        )
        try file.write(to: URL(fileURLWithPath: self.folder.database))
    }

    /// Writes zeroes over a stretch of a page.
    func blank(_ byteCount: Int, ofPage page: Int, at offset: Int) throws {
        var file = try Data(contentsOf: URL(fileURLWithPath: self.folder.database))
        let start = page * Self.pageByteCount + offset
        file.replaceSubrange(start..<start + byteCount, with: Data(count: byteCount))
        try file.write(to: URL(fileURLWithPath: self.folder.database))
    }

    private static func seal(page: Int, of file: inout Data) {
        let start = page * Self.pageByteCount
        file.withUnsafeMutableBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            cast_page_seal_write(
                (base + start).assumingMemoryBound(to: UInt8.self),
                Int32(Self.pageByteCount),
                UInt32(page + 1)
            )
        }
    }

    /// Alters the text of an audit row.
    func alterAudit(_ number: Int64) throws {
        try self.run(
            "DROP TRIGGER audit_keeps_words; UPDATE audit SET subject = 'other' WHERE number = \(number)"
        )
    }

    /// Overwrites the page on which a table or an index begins.
    func overwritePage(of name: String) throws {
        let (page, size) = try self.read { database in
            (
                try Int.fetchOne(
                    database,
                    sql: "SELECT rootpage FROM sqlite_schema WHERE name = ?",
                    arguments: [name]
                ),
                try Int.fetchOne(database, sql: "PRAGMA page_size")
            )
        }
        let offset = UInt64((try #require(page) - 1) * (try #require(size)))
        let handle = try #require(FileHandle(forWritingAtPath: self.folder.database))
        try handle.seek(toOffset: offset)
        handle.write(Data(repeating: 0xA5, count: 64))
        try handle.close()
    }

    /// Has an index forget all its rows: it comes to lie on a fresh page, on which nothing stands.
    func loseRows(ofIndex name: String) throws {
        let page = try self.read { database in
            try Int.fetchOne(
                database,
                sql: "SELECT rootpage FROM sqlite_schema WHERE name = ?",
                arguments: [name]
            )
        }
        let size = try self.read { try Int.fetchOne($0, sql: "PRAGMA page_size") }
        let (start, length) = (
            UInt64((try #require(page) - 1) * (try #require(size))), try #require(size)
        )
        // An empty leaf of an index: no cells, the content begins at the page's end.
        let header: [UInt8] = [
            0x0A, 0, 0, 0, 0, UInt8(length >> 8 & 0xFF), UInt8(length & 0xFF), 0,
        ]
        let handle = try #require(FileHandle(forWritingAtPath: self.folder.database))
        try handle.seek(toOffset: start)
        handle.write(Data(header))
        try handle.close()
        var file = try Data(contentsOf: URL(fileURLWithPath: self.folder.database))
        Self.seal(page: Int(start) / length, of: &file)
        try file.write(to: URL(fileURLWithPath: self.folder.database))
    }

    /// Runs a statement behind the store's back.
    func run(_ sql: String) throws {
        let database = try DatabaseQueue(path: self.folder.database)
        try database.writeWithoutTransaction { try $0.execute(sql: sql) }
        try database.close()
    }

    private func bytes(
        _ part: Part,
        of number: UInt64,
        in feed: FeedID
    ) throws -> [UInt8] {
        let row = try self.read { database in
            try Row.fetchOne(
                database,
                sql: """
                    SELECT change.digest, change.body, change.signature FROM change
                    JOIN feed ON feed.id = position >> 36 JOIN author ON author.id = feed.author
                    JOIN space ON space.id = feed.space
                    WHERE position & ((1 << 36) - 1) = ? AND author.bytes = ?
                        AND incarnation = ? AND space.kind = ?
                    """,
                arguments: [
                    Int64(number), Data(feed.author.bytes), Int64(bitPattern: feed.incarnation),
                    Int64(feed.space.kind.rawValue),
                ]
            )
        }
        let data: Data = try #require(row)[part.rawValue]
        return Array(data)
    }

    private func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        let database = try DatabaseQueue(path: self.folder.database)
        defer { try? database.close() }
        return try database.read(body)
    }

    /// Turns a bit of bytes that stand in the file once.
    private func flip(at offset: Int, in bytes: [UInt8]) throws {
        var file = try Data(contentsOf: URL(fileURLWithPath: self.folder.database))
        // All of them: a part may stand elsewhere too, in a record or another change.
        let range = try #require(file.range(of: Data(bytes)), "the bytes are not in one piece")
        file[range.lowerBound + offset] ^= 0x10
        let page = (range.lowerBound + offset) / Self.pageByteCount
        // The bytes may reach over two pages.
        for page in page...min(page + 1, file.count / Self.pageByteCount - 1) {
            Self.seal(page: page, of: &file)
        }
        try file.write(to: URL(fileURLWithPath: self.folder.database))
    }
}
