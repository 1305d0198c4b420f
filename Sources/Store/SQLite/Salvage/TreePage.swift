/// A page of one of SQLite's b-trees: its children, and the rows that lie on it.
struct TreePage {
    enum Kind: UInt8 {
        case keyedBranch = 0x02
        case numberedBranch = 0x05
        case keyedLeaf = 0x0A
        case numberedLeaf = 0x0D

        var isBranch: Bool { self == .keyedBranch || self == .numberedBranch }
    }

    /// Where a row's content lies: here as far as there is room, then on a chain of pages.
    struct Cell {
        /// The row's own number; nil in a table that has another key.
        let number: Int64?
        let byteCount: Int
        let local: [UInt8]
        /// 0 when all lies here.
        let next: Int
    }

    private static let firstPageHeaderByteCount = 100

    let kind: Kind
    let children: [Int]
    let cells: [Cell]

    /// - Parameter number: of the page; the first one has the file's header in front.
    /// - Returns: nil when it is no page of a tree.
    init?(_ bytes: [UInt8], number: Int) {
        let start = number == 1 ? Self.firstPageHeaderByteCount : 0
        guard let kind = Kind(rawValue: bytes[start]),
            let count = BytePlace.number16(bytes, at: start + 3)
        else { return nil }
        self.kind = kind
        let pointers = start + (kind.isBranch ? 12 : 8)
        var children: [Int] = []
        var cells: [Cell] = []
        for index in 0..<count {
            guard var place = BytePlace.number16(bytes, at: pointers + index * 2) else { break }
            if kind.isBranch {
                guard let child = BytePlace.number32(bytes, at: place) else { continue }
                children.append(Int(child))
                place += 4
            }
            guard kind != .numberedBranch, let cell = Self.cell(bytes, at: place, kind) else {
                continue
            }
            cells.append(cell)
        }
        if kind.isBranch, let last = BytePlace.number32(bytes, at: start + 8) {
            children.append(Int(last))
        }
        self.children = children
        self.cells = cells
    }

    /// The number of the store's commit, where this is the page that says it: nothing else lies on that. Each commit
    /// writes it.
    static func commitNumber(_ bytes: ArraySlice<UInt8>) -> Int64? {
        guard bytes.first == Kind.numberedLeaf.rawValue else { return nil }
        // Not the first one, which begins with another header.
        guard let cells = TreePage(Array(bytes), number: 2)?.cells, cells.count == 1,
            cells[0].next == 0
        else { return nil }
        return RowContent.columns(cells[0].local).flatMap(SalvagedTable.commitNumber)
    }

    private static func cell(_ bytes: [UInt8], at place: Int, _ kind: Kind) -> Cell? {
        var place = place
        guard let total = BytePlace.variable(bytes, at: &place).flatMap({ Int(exactly: $0) })
        else { return nil }
        var number: Int64?
        if kind == .numberedLeaf {
            guard let value = BytePlace.variable(bytes, at: &place) else { return nil }
            number = Int64(bitPattern: value)
        }
        let local = Self.localByteCount(of: total, kind)
        guard place + local <= PageFile.usableByteCount else { return nil }
        var next = 0
        if local < total {
            guard let chain = BytePlace.number32(bytes, at: place + local) else { return nil }
            next = Int(chain)
        }
        return Cell(
            number: number,
            byteCount: total,
            local: Array(bytes[place..<place + local]),
            next: next
        )
    }

    /// How much of a row's content lies on the page itself ("Database File Format", section 1.6).
    private static func localByteCount(of total: Int, _ kind: Kind) -> Int {
        let usable = PageFile.usableByteCount
        let most = kind == .numberedLeaf ? usable - 35 : (usable - 12) * 64 / 255 - 23
        guard total > most else { return total }
        let least = (usable - 12) * 32 / 255 - 23
        let fitting = least + (total - least) % (usable - 4)
        return fitting <= most ? fitting : least
    }
}
