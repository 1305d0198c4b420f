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
        /// Whether it gives way where the terminal is too narrow for all.
        var mayBeLeftOut = false

        /// Words, aligned at their beginning.
        static func text(
            _ chinese: String,
            _ english: String,
            columnsMax: Int = Table.textColumnsMax,
            mayBeLeftOut: Bool = false
        ) -> Column {
            Column(
                title: Phrase(chinese, english),
                side: .leading,
                columnsMax: columnsMax,
                mayBeLeftOut: mayBeLeftOut
            )
        }

        /// Words that are copied into other commands, and never cut for that.
        static func whole(_ chinese: String, _ english: String) -> Column {
            Column(title: Phrase(chinese, english), side: .leading, columnsMax: .max)
        }

        /// Figures, aligned at their end; never cut, since half a figure is a wrong figure.
        static func figure(
            _ chinese: String,
            _ english: String,
            mayBeLeftOut: Bool = false
        ) -> Column {
            Column(
                title: Phrase(chinese, english),
                side: .trailing,
                columnsMax: .max,
                mayBeLeftOut: mayBeLeftOut
            )
        }
    }

    /// How wide a cell of words may be, in columns of the terminal.
    static let textColumnsMax = 48
    /// How narrow a column of words may become where the terminal is, in columns of the terminal.
    private static let textColumnsMin = 8
    private static let gap = "  "

    let columns: [Column]
    let rows: [[String]]

    init(_ columns: [Column], rows: [[String]]) {
        precondition(rows.allSatisfy { $0.count == columns.count }, "a row has a cell a column")
        self.columns = columns
        self.rows = rows
    }

    /// The table, each line ended by a line break and without blanks at its end.
    ///
    /// - Parameter columnsMax: where the lines have to fit. Columns of words become narrower then, the widest first;
    ///   if that is not enough, columns that may be left out are, and a line says which.
    func rendered(in language: Language, within columnsMax: Int? = nil) -> String {
        guard let columnsMax else { return self.lines(in: language, within: nil) }
        var shown = self
        var leftOut: [String] = []
        while shown.leastWidth(in: language) > columnsMax,
            let place = shown.columns.lastIndex(where: \.mayBeLeftOut)
        {
            leftOut.insert(shown.columns[place].title.said(in: language), at: 0)
            shown = shown.without(place)
        }
        let lines = shown.lines(in: language, within: columnsMax)
        guard !leftOut.isEmpty else { return lines }
        let note = Phrase(
            "终端较窄，未显示：\(leftOut.joined(separator: "、"))（--json 有全部）",
            "not shown, as the terminal is narrow: \(leftOut.joined(separator: ", ")) (--json has all)"
        )
        return lines + note.said(in: language) + "\n"
    }

    private func without(_ place: Int) -> Table {
        var columns = self.columns
        columns.remove(at: place)
        let rows = self.rows.map { row in
            var row = row
            row.remove(at: place)
            return row
        }
        return Table(columns, rows: rows)
    }

    private func lines(in language: Language, within columnsMax: Int?) -> String {
        let (titles, cells) = self.texts(in: language)
        var widths = self.widths(titles, cells)
        if let columnsMax {
            let least = self.least(widths, titles)
            var excess = Self.total(widths) - columnsMax
            while excess > 0 {
                let places = widths.indices.filter { widths[$0] > least[$0] }
                // What is too wide still stays so: a half figure would be a wrong one.
                guard let widest = places.max(by: { widths[$0] < widths[$1] }) else { break }
                widths[widest] -= 1
                excess -= 1
            }
        }
        let rule = widths.map { String(repeating: "─", count: $0) }
        return ([titles, rule] + cells)
            .map { zip($0, widths).map { DisplayWidth.clip($0, columnsMax: $1) } }
            .map { self.line($0, widths: widths) + "\n" }
            .joined()
    }

    private func texts(in language: Language) -> (titles: [String], cells: [[String]]) {
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
        return (titles, cells)
    }

    private func widths(_ titles: [String], _ cells: [[String]]) -> [Int] {
        self.columns.indices.map { index in
            ([titles] + cells).map { DisplayWidth.columns(of: $0[index]) }.max() ?? 0
        }
    }

    /// How narrow each column may become.
    private func least(_ natural: [Int], _ titles: [String]) -> [Int] {
        self.columns.indices.map { index in
            let title = DisplayWidth.columns(of: titles[index])
            return self.columns[index].columnsMax == .max
                ? natural[index] : min(natural[index], max(Self.textColumnsMin, title))
        }
    }

    private func leastWidth(in language: Language) -> Int {
        let (titles, cells) = self.texts(in: language)
        return Self.total(self.least(self.widths(titles, cells), titles))
    }

    private static func total(_ widths: [Int]) -> Int {
        widths.reduce(0, +) + Self.gap.count * max(0, widths.count - 1)
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
