/// Finds the rows of a database of which any page may be damaged: by its trees as far as these hold together, and on
/// pages that no tree leads to any more.
struct RowScan {
    /// A row, and whether a tree of its table leads to it. One that no tree leads to may be left over from before.
    struct Row {
        let columns: [SQLValue]
        let isReached: Bool
    }

    private enum Owner: UInt8 {
        case nobody, table, index, chain, free
    }

    private static let freeList = 32

    private let file: PageFile
    /// Pages by table, in no order.
    private var pages: [String: [Int]] = [:]
    private var owners: [Owner]
    /// Pages, and frames of the log, that are not what was written.
    private(set) var damagedCount: Int

    init(_ file: PageFile) throws(StoreError) {
        self.file = file
        self.owners = Array(repeating: .nobody, count: file.pageCount + 1)
        self.damagedCount = file.damagedFrames
        try self.visitSchema()
        try self.visitFreeList()
        // The engine may leave a free page unwritten.
        for number in stride(from: 1, through: file.pageCount, by: 1)
        where self.owners[number] == .nobody {
            if try file.page(number) == nil { self.damagedCount += 1 }
        }
    }

    /// Calls the body for each row of a table that can be read, those that a tree leads to first.
    ///
    /// - Parameters:
    ///   - isNumbered: whether the table's rows have a number of their own, which is then the first column.
    ///   - unreached: whether rows on pages that nothing leads to are wanted at last, of whatever table.
    func rows(
        of table: String,
        isNumbered: Bool = true,
        unreached: Bool = true,
        _ body: (Row) throws(StoreError) -> Void
    ) throws(StoreError) {
        for number in (self.pages[table] ?? []).sorted() {
            try self.rows(onPage: number, isNumbered: isNumbered, isReached: true, body)
        }
        guard unreached, self.damagedCount > 0 else { return }
        for number in self.owners.indices.dropFirst() where self.owners[number] == .nobody {
            try self.rows(onPage: number, isNumbered: isNumbered, isReached: false, body)
        }
    }

    // MARK: Whose pages

    private mutating func visitSchema() throws(StoreError) {
        var roots: [(name: String, table: String, root: Int)] = []
        let pages = try self.visit(1, .table)
        for number in pages {
            try self.rows(onPage: number, isNumbered: true, isReached: true) {
                row throws(StoreError) in
                guard row.columns.count == 5, case .text(let type) = row.columns[0],
                    case .text(let name) = row.columns[1], case .text(let table) = row.columns[2],
                    case .integer(let root) = row.columns[3], let root = Int(exactly: root)
                else { return }
                if type == "table" || type == "index" { roots.append((name, table, root)) }
            }
        }
        for entry in roots {
            let isTable = entry.name == entry.table
            let pages = try self.visit(entry.root, isTable ? .table : .index)
            if isTable { self.pages[entry.name] = pages }
        }
    }

    /// Marks the pages of a tree, and those on which its rows go on.
    private mutating func visit(_ root: Int, _ owner: Owner) throws(StoreError) -> [Int] {
        var found: [Int] = []
        var waiting = [root]
        while let number = waiting.popLast() {
            guard self.owners.indices.contains(number), number > 0, self.owners[number] == .nobody,
                let bytes = try self.file.page(number), let page = TreePage(bytes, number: number)
            else { continue }
            self.owners[number] = owner
            found.append(number)
            waiting.append(contentsOf: page.children)
            for cell in page.cells where cell.next != 0 { try self.mark(chain: cell.next) }
        }
        return found
    }

    private mutating func mark(chain first: Int) throws(StoreError) {
        var number = first
        while self.owners.indices.contains(number), number > 0, self.owners[number] == .nobody,
            let bytes = try self.file.page(number)
        {
            self.owners[number] = .chain
            number = Int(BytePlace.number32(bytes, at: 0) ?? 0)
        }
    }

    /// What lies on free pages was deleted.
    private mutating func visitFreeList() throws(StoreError) {
        guard let first = try self.file.page(1) else { return }
        var trunk = Int(BytePlace.number32(first, at: Self.freeList) ?? 0)
        while self.owners.indices.contains(trunk), trunk > 0, self.owners[trunk] == .nobody,
            let bytes = try self.file.page(trunk)
        {
            self.owners[trunk] = .free
            let count = Int(BytePlace.number32(bytes, at: 4) ?? 0)
            for index in 0..<min(count, PageFile.usableByteCount / 4) {
                guard let leaf = BytePlace.number32(bytes, at: 8 + index * 4) else { break }
                if self.owners.indices.contains(Int(leaf)) { self.owners[Int(leaf)] = .free }
            }
            trunk = Int(BytePlace.number32(bytes, at: 0) ?? 0)
        }
    }

    // MARK: Rows

    private func rows(
        onPage number: Int,
        isNumbered: Bool,
        isReached: Bool,
        _ body: (Row) throws(StoreError) -> Void
    ) throws(StoreError) {
        guard let bytes = try self.file.page(number), let page = TreePage(bytes, number: number),
            (page.kind == .numberedLeaf) == isNumbered || page.kind == .numberedBranch
        else { return }
        for cell in page.cells {
            guard let content = try self.content(of: cell),
                var columns = RowContent.columns(content)
            else { continue }
            // The row's number stands in no column.
            if let own = cell.number, case .null = columns.first { columns[0] = .integer(own) }
            try body(Row(columns: columns, isReached: isReached))
        }
    }

    private func content(of cell: TreePage.Cell) throws(StoreError) -> [UInt8]? {
        var content = cell.local
        var next = cell.next
        var steps = 0
        while content.count < cell.byteCount {
            guard next > 0, steps <= self.file.pageCount, let page = try self.file.page(next) else {
                return nil
            }
            let count = min(cell.byteCount - content.count, PageFile.usableByteCount - 4)
            content.append(contentsOf: page[4..<4 + count])
            next = Int(BytePlace.number32(page, at: 0) ?? 0)
            steps += 1
        }
        return content
    }
}
