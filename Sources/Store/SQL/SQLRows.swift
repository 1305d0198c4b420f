/// Many rows that are handed to one statement, which reads them as a table: `FROM rows(?1)`, with the columns `c1`,
/// `c2` … So the number of statements follows the number of tables and not that of rows.
package final class SQLRows: Sendable {
    /// The most columns that a row may have.
    package static let columnsMax = 16

    package let columnCount: Int
    /// Row after row.
    package let values: [SQLValue]

    /// - Parameter rows: all of the same length, at most ``columnsMax``.
    package init(_ rows: [[SQLValue]]) {
        self.columnCount = rows.first?.count ?? 1
        self.values = rows.flatMap { $0 }
    }

    /// Rows of one column.
    package init(_ column: [SQLValue]) {
        self.columnCount = 1
        self.values = column
    }

    package var count: Int { self.values.count / self.columnCount }

    func value(row: Int, column: Int) -> SQLValue {
        column < self.columnCount ? self.values[row * self.columnCount + column] : .null
    }
}
