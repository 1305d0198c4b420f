import Admin

/// Lines of cells under titles, aligned for people.
struct Table: Sendable {
    struct Column: Sendable {
        enum Side: Sendable {
            case leading
            case trailing
        }

        let title: Phrase
        let side: Side
        /// Longer cells are cut and marked.
        let columnsMax: Int

        /// Words, aligned at their beginning.
        static func text(
            _ chinese: String,
            _ english: String,
            columnsMax: Int = Table.textColumnsMax
        ) -> Column {
            Column(title: Phrase(chinese, english), side: .leading, columnsMax: columnsMax)
        }

        /// Figures, aligned at their end; never cut, since half a figure is a wrong figure.
        static func figure(_ chinese: String, _ english: String) -> Column {
            Column(title: Phrase(chinese, english), side: .trailing, columnsMax: .max)
        }
    }

    /// How wide a cell of words may be, in columns of the terminal.
    static let textColumnsMax = 48
    private static let gap = "  "

    let columns: [Column]
    let rows: [[String]]

    init(_ columns: [Column], rows: [[String]]) {
        precondition(rows.allSatisfy { $0.count == columns.count }, "a row has a cell a column")
        self.columns = columns
        self.rows = rows
    }

    /// The table, each line ended by a line break and without blanks at its end.
    func rendered(in language: Language) -> String {
        // A title may be an office's name: no more to be trusted than a cell.
        let titles = self.columns.map {
            DisplayWidth.clip(
                SafeText.line($0.title.said(in: language)),
                columnsMax: Self.textColumnsMax
            )
        }
        let cells = self.rows.map { row in
            zip(row, self.columns).map { cell, column in
                let line = SafeText.line(cell)
                return column.columnsMax == .max
                    ? line : DisplayWidth.clip(line, columnsMax: column.columnsMax)
            }
        }
        let widths = self.columns.indices.map { index in
            ([titles] + cells).map { DisplayWidth.columns(of: $0[index]) }.max() ?? 0
        }
        let rule = widths.map { String(repeating: "─", count: $0) }
        return ([titles, rule] + cells)
            .map { self.line($0, widths: widths) + "\n" }
            .joined()
    }

    private func line(_ cells: [String], widths: [Int]) -> String {
        let padded = cells.indices.map { index in
            let missing = widths[index] - DisplayWidth.columns(of: cells[index])
            let blanks = String(repeating: " ", count: max(0, missing))
            return self.columns[index].side == .trailing
                ? blanks + cells[index] : cells[index] + blanks
        }
        let line = padded.joined(separator: Self.gap)
        let end = line.lastIndex { $0 != " " }.map(line.index(after:)) ?? line.startIndex
        return String(line[..<end])
    }
}
