/// The tables as SQLite writes them.
enum SQLiteTables {
    /// - Parameter tables: see ``SQLConnection/create(_:)``.
    static func text(_ tables: String) -> String {
        tables.split(separator: ";").map { Self.statement(String($0)) }.joined(separator: ";")
    }

    private static func statement(_ text: String) -> String {
        let statement = text.replacing(/\bBIGINT\b/, with: "INTEGER")
            .replacing(/\bBYTES\b/, with: "BLOB")
        // A number as primary key is the row's own place; rows with another key would lie beside it a second time.
        let hasOwnPlace = statement.contains("INTEGER NOT NULL PRIMARY KEY")
        guard statement.contains("CREATE TABLE"), !hasOwnPlace else { return statement }
        return statement + " WITHOUT ROWID"
    }

    /// Triggers under which rows of a table are neither changed nor deleted.
    static func guards(of table: String) -> String {
        """
        CREATE TRIGGER \(table)_keeps_rows BEFORE DELETE ON \(table)
            BEGIN SELECT RAISE(ABORT, '\(table) rows are never deleted'); END;
        CREATE TRIGGER \(table)_keeps_words BEFORE UPDATE ON \(table)
            BEGIN SELECT RAISE(ABORT, '\(table) rows are never changed'); END;
        """
    }
}
