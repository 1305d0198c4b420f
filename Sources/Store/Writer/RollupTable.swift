internal import OfficeWork
internal import SyncProtocol

/// The sums of figures over the tree, folded in memory and written once at the end of a transaction.
struct RollupTable {
    struct Cell: Hashable {
        /// The place of the office.
        let office: Int
        let period: Period
        /// Or ``RollupTable/coverageIndicator``.
        let indicator: UInt16
    }

    struct Sums {
        /// The office's own figure.
        var own: Int64?
        var ownConflicts = 0
        /// The sum over the office and all below it.
        var total: Int64 = 0
        var offices = 0
        var conflicts = 0
        var isDirty = false
    }

    /// Stands for no indicator: the number of offices with any figure at all in a period.
    static let coverageIndicator: UInt16 = 0

    private var cells: [Cell: Sums] = [:]
    private var dirty: [Cell] = []

    init() {}

    var count: Int { self.cells.count }

    /// Forgets what is on disk anyway.
    mutating func removeAll() {
        self.cells.removeAll(keepingCapacity: true)
        self.dirty.removeAll()
    }

    /// Changes one cell, reading it first when it is not in memory. Sums wrap around instead of
    /// stopping the store: figures are bounded where they are entered, but a hostile office is not.
    mutating func update(
        _ cell: Cell,
        _ connection: any SQLConnection,
        _ body: (inout Sums) -> Void
    ) throws(StoreError) {
        var sums: Sums
        if let known = self.cells[cell] {
            sums = known
        } else {
            sums = try Self.read(cell, connection)
        }
        if !sums.isDirty { self.dirty.append(cell) }
        sums.isDirty = true
        body(&sums)
        self.cells[cell] = sums
    }

    private static func read(
        _ cell: Cell,
        _ connection: any SQLConnection
    ) throws(StoreError) -> Sums {
        try connection.first(
            """
            SELECT own, own_conflicts, total, offices, conflicts FROM rollup
            WHERE office = ?1 AND period = ?2 AND indicator = ?3
            """,
            .integer(Directory.id(cell.office)),
            .text(cell.period.text),
            .integer(Int64(cell.indicator))
        ) { row in
            Sums(
                own: row.optionalInteger(0),
                ownConflicts: row.count(1),
                total: row.integer(2),
                offices: row.count(3),
                conflicts: row.count(4)
            )
        } ?? Sums()
    }

    /// Writes what has changed.
    ///
    /// - Parameter now: UTC microseconds.
    mutating func flush(_ connection: any SQLConnection, now: Int64) throws(StoreError) {
        for cell in self.dirty {
            guard var sums = self.cells[cell] else { continue }
            sums.isDirty = false
            self.cells[cell] = sums
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
                .integer(Directory.id(cell.office)),
                .text(cell.period.text),
                .integer(Int64(cell.indicator)),
                .optional(sums.own),
                .integer(sums.ownConflicts),
                .integer(sums.total),
                .integer(sums.offices),
                .integer(sums.conflicts),
                .integer(now)
            )
        }
        self.dirty.removeAll(keepingCapacity: true)
    }
}
