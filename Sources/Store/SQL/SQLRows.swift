/// Many rows that are handed to one statement, which reads them as a table: `FROM rows(?1, 'bigint text bytes') AS k`,
/// with the columns `c1`, `c2` … So the number of statements follows the number of tables and not that of rows. The
/// types of the columns stand in the statement, so that an engine can read them out of arrays:
/// `unnest($1::bigint[], $2::text[], $3::bytea[]) AS k(c1, c2, c3)`.
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

    /// Whether the rows have columns of these types, in the words of the statement.
    func fits(_ types: [Substring]) -> Bool {
        guard types.count == self.columnCount else { return self.values.isEmpty }
        return self.values.enumerated().allSatisfy { place, value in
            value.typeName.map { $0 == types[place % self.columnCount] } ?? true
        }
    }

    func value(row: Int, column: Int) -> SQLValue {
        column < self.columnCount ? self.values[row * self.columnCount + column] : .null
    }
}
