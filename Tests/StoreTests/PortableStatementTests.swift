import Foundation
import Testing

@testable import Store

@Suite("The SQL that engines share")
struct PortableStatementTests {
    private static func values(_ rows: SQLRows) throws -> [String] {
        try SQLiteDriver.memory().read { connection throws(StoreError) in
            try connection.map(
                "SELECT c1, c2 FROM rows(?1, 'text bigint') AS k ORDER BY c1, c2",
                .rows(rows)
            ) { row in "\(row.text(0)) \(row.isNull(1) ? "-" : "\(row.integer(1))")" }
        }
    }

    @Test("text is ordered by its bytes, whatever the language of the machine")
    func ordersByBytes() throws {
        let rows = SQLRows(["é", "a", "中", "B", "ab"].map { [.text($0), .null] })
        #expect(try Self.values(rows) == ["B -", "a -", "ab -", "é -", "中 -"])
    }

    @Test("bound rows are taken when they have the types of the statement, and none at all")
    func takesFittingRows() throws {
        #expect(try Self.values(SQLRows([[.text("a"), .integer(2)], [.null, .null]])).count == 2)
        #expect(try Self.values(SQLRows([[SQLValue]]())).isEmpty)
    }

    @Test(
        "bound rows of other types are refused, which other engines would do, too",
        arguments: [
            [[SQLValue.text("a"), .text("2")]],
            [[.integer(1), .integer(2)]],
            [[.text("a"), .integer(2)], [.text("b"), .bytes([2])]],
            [[.text("a")]],
            [[.text("a"), .integer(2), .null]],
        ]
    )
    func refusesOtherTypes(rows: [[SQLValue]]) {
        #expect(throws: StoreError.self) { try Self.values(SQLRows(rows)) }
    }

    @Test("numbers as primary keys are the places of rows, other keys have no place beside them")
    func keepsRowsByPrimaryKey() throws {
        let driver = try SQLiteDriver.memory()
        let texts = try driver.write { connection throws(StoreError) in
            try Schema.prepare(connection)
            return try connection.map("SELECT sql FROM sqlite_schema WHERE type = 'table'") { row in
                row.text(0)
            }
        }
        #expect(texts.count > 20)
        for text in texts {
            #expect(!text.contains("BIGINT") && !text.contains("BYTES"), "\(text)")
            let isNumbered = text.contains("INTEGER NOT NULL PRIMARY KEY")
            #expect(isNumbered != text.hasSuffix("WITHOUT ROWID"), "\(text)")
        }
    }

    @Test("every table is known by its name to the examination of its structure")
    func knowsAllTables() throws {
        let driver = try SQLiteDriver.memory()
        let names = try driver.write { connection throws(StoreError) in
            try Schema.prepare(connection)
            return try connection.map("SELECT name FROM sqlite_schema WHERE type = 'table'") {
                row in
                row.text(0)
            }
        }
        #expect(Schema.tableNames.sorted() == names.sorted())
    }
}
