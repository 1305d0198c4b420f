internal import OrderedCollections

/// The changes of which the disk has not kept what was written, by their position; see ``ChangePosition``.
package struct DamageTable: Sendable {
    /// The numbers are on the disk: never reuse one.
    package enum Standing: Int64, Sendable {
        /// Its operations are in the records, from before.
        case applied = 1
        /// They are not: the records were derived anew without it.
        case left = 2
        /// It was our own and nobody had it: its feed ends before it, and what could be written again was.
        case withdrawn = 3
    }

    private var standings = OrderedDictionary<Int64, Standing>()

    package init(_ rows: [(position: Int64, standing: Standing)] = []) {
        for row in rows { self.standings[row.position] = row.standing }
    }

    /// How a change stands that is damaged here and is waited for; nil for any other.
    func waiting(_ position: Int64) -> Standing? {
        guard !self.standings.isEmpty else { return nil }
        return self.standings[position].flatMap { $0 == .withdrawn ? nil : $0 }
    }

    /// Whether a change that is damaged here is waited for.
    package func isWaited(for position: Int64) -> Bool { self.waiting(position) != nil }

    /// Whether a change belongs to what was withdrawn of its feed.
    func isWithdrawn(_ position: Int64) -> Bool {
        self.standings.contains { known, standing in
            standing == .withdrawn && known <= position
                && ChangePosition.feed(known) == ChangePosition.feed(position)
        }
    }

    func standing(_ position: Int64) -> Standing? { self.standings[position] }

    /// The positions in a range.
    func positions(in range: ClosedRange<Int64>) -> [Int64] {
        guard !self.standings.isEmpty else { return [] }
        return self.standings.keys.filter { range.contains($0) }
    }

    mutating func set(_ standing: Standing?, at position: Int64) {
        self.standings[position] = standing
    }
}
