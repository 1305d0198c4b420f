internal import HashTreeCollections

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

    private var standings = TreeDictionary<Int64, Standing>()
    /// Of each feed the first position that was withdrawn.
    private var firstWithdrawn = TreeDictionary<Int64, Int64>()

    package init(_ rows: [(position: Int64, standing: Standing)] = []) {
        for row in rows { self.set(row.standing, at: row.position) }
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
        self.firstWithdrawn[ChangePosition.feed(position)].map { $0 <= position } ?? false
    }

    func standing(_ position: Int64) -> Standing? { self.standings[position] }

    /// The positions in a range, ascending.
    func positions(in range: ClosedRange<Int64>) -> [Int64] {
        guard !self.standings.isEmpty else { return [] }
        // Most are of a single change.
        if range.count <= self.standings.count {
            return range.filter { self.standings[$0] != nil }
        }
        return self.standings.keys.filter { range.contains($0) }.sorted()
    }

    mutating func set(_ standing: Standing?, at position: Int64) {
        let before = self.standings[position]
        guard before != standing else { return }
        self.standings[position] = standing
        let feed = ChangePosition.feed(position)
        if standing == .withdrawn {
            self.firstWithdrawn[feed] = min(self.firstWithdrawn[feed] ?? .max, position)
        } else if before == .withdrawn, self.firstWithdrawn[feed] == position {
            self.firstWithdrawn[feed] = self.withdrawn(behind: position)
        }
    }

    /// The next one that was withdrawn of the same feed. They follow one another as a rule, and go one by one.
    private func withdrawn(behind position: Int64) -> Int64? {
        let feed = ChangePosition.feed(position)
        let near = (position + 1...position + 8).first { self.standings[$0] == .withdrawn }
        if let near, ChangePosition.feed(near) == feed { return near }
        return self.standings.lazy
            .filter { $0.value == .withdrawn && ChangePosition.feed($0.key) == feed }
            .map(\.key).min()
    }
}
