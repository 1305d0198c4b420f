internal import SyncProtocol

/// The changes of which the disk has not kept what was written, by their position; see ``ChangePosition``.
struct DamageTable {
    /// The numbers are on the disk: never reuse one.
    enum Standing: Int64 {
        /// Its operations are in the records, from before.
        case applied = 1
        /// They are not: the records were derived anew without it.
        case left = 2
        /// It was our own and nobody had it: its feed ends before it, and what could be written again was.
        case withdrawn = 3
    }

    private(set) var standings: [Int64: Standing] = [:]

    init() {}

    init(from connection: any SQLConnection) throws(StoreError) {
        let rows = try connection.map("SELECT position, standing FROM damage") { row in
            (row.integer(0), Standing(rawValue: row.integer(1)) ?? .left)
        }
        for (position, standing) in rows { self.standings[position] = standing }
    }

    /// How a change stands that is damaged here and is waited for; nil for any other.
    func waiting(_ position: Int64) -> Standing? {
        guard !self.standings.isEmpty else { return nil }
        return self.standings[position].flatMap { $0 == .withdrawn ? nil : $0 }
    }

    /// Whether a change belongs to what was withdrawn of its feed.
    func isWithdrawn(_ position: Int64) -> Bool {
        self.standings.contains { known, standing in
            standing == .withdrawn && known <= position
                && ChangePosition.feed(known) == ChangePosition.feed(position)
        }
    }

    mutating func set(
        _ standing: Standing,
        at position: Int64,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        self.standings[position] = standing
        try transaction.connection.run(
            """
            INSERT INTO damage(position, standing, noticed_at) VALUES (?1, ?2, ?3)
            ON CONFLICT (position) DO UPDATE SET standing = excluded.standing
            """,
            .integer(position),
            .integer(standing.rawValue),
            .integer(transaction.now)
        )
    }

    mutating func remove(
        _ positions: ClosedRange<Int64>,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        guard !self.standings.isEmpty else { return }
        self.standings = self.standings.filter { !positions.contains($0.key) }
        try transaction.connection.run(
            "DELETE FROM damage WHERE position BETWEEN ?1 AND ?2",
            .integer(positions.lowerBound),
            .integer(positions.upperBound)
        )
    }

    /// Changes have moved to another strand.
    mutating func move(
        _ positions: ClosedRange<Int64>,
        by distance: Int64,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        let moved = self.standings.filter { positions.contains($0.key) }
        guard !moved.isEmpty else { return }
        try self.remove(positions, transaction)
        for (position, standing) in moved {
            try self.set(standing, at: position + distance, transaction)
        }
    }
}
