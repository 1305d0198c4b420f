internal import OfficeWork
internal import SyncProtocol

/// The sums of figures over the tree, folded in memory and written once at the end of a transaction.
struct RollupTable {
    /// Stands for no indicator: the number of offices with any figure at all in a period.
    static let coverageIndicator: UInt16 = 0

    private var blocks: [RollupBlock.Key: RollupBlock] = [:]
    private var dirty: [RollupBlock] = []
    private var cellCount = 0

    init() {}

    /// Cells in memory.
    var count: Int { self.cellCount }

    /// Forgets what is on disk anyway.
    mutating func removeAll() {
        self.blocks.removeAll(keepingCapacity: true)
        self.dirty.removeAll()
        self.cellCount = 0
    }

    /// The cells of an office and a period, to be changed in this transaction.
    mutating func block(
        _ key: RollupBlock.Key,
        _ connection: any SQLConnection
    ) throws(StoreError) -> RollupBlock {
        let block: RollupBlock
        if let known = self.blocks[key] {
            block = known
        } else {
            block = try RollupBlock(key, connection)
            self.blocks[key] = block
            self.cellCount += block.cells.count
        }
        if !block.isDirty { self.dirty.append(block) }
        block.isDirty = true
        return block
    }

    /// Writes what has changed.
    ///
    /// - Parameter now: UTC microseconds.
    mutating func flush(_ connection: any SQLConnection, now: Int64) throws(StoreError) {
        for block in self.dirty { try block.flush(connection, now: now) }
        self.dirty.removeAll(keepingCapacity: true)
    }
}

/// All indicators of one office and one period.
final class RollupBlock {
    struct Key: Hashable {
        /// The place of the office.
        let office: Int
        let period: Period
    }

    struct Cell {
        /// Or ``RollupTable/coverageIndicator``.
        let indicator: UInt16
        /// The office's own figure.
        var own: Int64?
        var ownConflicts = 0
        /// The sum over the office and all below it.
        var total: Int64 = 0
        var offices = 0
        var conflicts = 0
        var isDirty = false
    }

    private let key: Key
    /// Ascending by indicator.
    private(set) var cells: [Cell] = []
    var isDirty = false

    init(_ key: Key, _ connection: any SQLConnection) throws(StoreError) {
        self.key = key
        try connection.rows(
            """
            SELECT indicator, own, own_conflicts, total, offices, conflicts FROM rollup
            WHERE office = ?1 AND period = ?2 ORDER BY indicator
            """,
            .integer(Directory.id(key.office)),
            .text(key.period.text)
        ) { row in
            self.cells.append(
                Cell(
                    indicator: UInt16(clamping: row.integer(0)),
                    own: row.optionalInteger(1),
                    ownConflicts: row.count(2),
                    total: row.integer(3),
                    offices: row.count(4),
                    conflicts: row.count(5)
                )
            )
        }
    }

    /// Adds to one cell. Sums wrap around instead of stopping the store.
    ///
    /// - Parameter own: the office's own figure when it is its own that changed; nil leaves it.
    func add(_ delta: RollupDelta, own: (value: Int64?, conflicts: Int)?) {
        let place = self.place(delta.key.indicator)
        self.cells[place].total &+= delta.value
        self.cells[place].offices &+= delta.offices
        self.cells[place].conflicts &+= delta.conflicts
        self.cells[place].isDirty = true
        guard let own else { return }
        self.cells[place].own = own.value
        self.cells[place].ownConflicts = own.conflicts
    }

    private func place(_ indicator: UInt16) -> Int {
        let place = self.cells.firstIndex { indicator <= $0.indicator } ?? self.cells.endIndex
        if place == self.cells.endIndex || self.cells[place].indicator != indicator {
            self.cells.insert(Cell(indicator: indicator), at: place)
        }
        return place
    }

    fileprivate func flush(_ connection: any SQLConnection, now: Int64) throws(StoreError) {
        self.isDirty = false
        let office = Directory.id(self.key.office)
        let period = self.key.period.text
        for place in self.cells.indices where self.cells[place].isDirty {
            self.cells[place].isDirty = false
            let cell = self.cells[place]
            try connection.run(
                """
                INSERT INTO rollup(office, period, indicator, own, own_conflicts, total, offices,
                    conflicts, updated_at)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                ON CONFLICT (office, period, indicator) DO UPDATE SET own = excluded.own,
                    own_conflicts = excluded.own_conflicts, total = excluded.total,
                    offices = excluded.offices, conflicts = excluded.conflicts,
                    updated_at = excluded.updated_at
                """,
                .integer(office),
                .text(period),
                .integer(Int64(cell.indicator)),
                .optional(cell.own),
                .integer(cell.ownConflicts),
                .integer(cell.total),
                .integer(cell.offices),
                .integer(cell.conflicts),
                .integer(now)
            )
        }
    }
}
