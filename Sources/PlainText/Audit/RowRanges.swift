/// Numbers of rows of the audit log, as ranges: a gap of any length costs what one row costs.
package struct RowRanges: Sendable, Hashable {
    /// Ascending; between two of them is at least one number that is in neither. Numbers begin at 1.
    package private(set) var ranges: [ClosedRange<Int64>] = []

    /// - Parameter ranges: in any order; they may overlap. Those that begin before 1 are left out.
    package init(_ ranges: [ClosedRange<Int64>] = []) {
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) { self.append(range) }
    }

    /// What ``text`` has said. What is no number of a row is left out.
    package init(text: String) {
        self.init(text.split(separator: " ").compactMap { Self.range($0) })
    }

    private static func range(_ word: Substring) -> ClosedRange<Int64>? {
        let ends = word.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
            .map { Int64($0) }
        guard let first = ends.first.flatMap({ $0 }), let last = ends.last.flatMap({ $0 }),
            first <= last
        else { return nil }
        return first...last
    }

    package var isEmpty: Bool { self.ranges.isEmpty }

    /// How many numbers there are.
    package var count: Int64 {
        self.ranges.reduce(0) { $0 + ($1.upperBound - $1.lowerBound + 1) }
    }

    /// For programs: `4-503 507`.
    package var text: String {
        self.ranges.map { Self.text($0, "-") }.joined(separator: " ")
    }

    /// For people: one text for each range.
    package var names: [String] { self.ranges.map { Self.text($0, "–") } }

    private static func text(_ range: ClosedRange<Int64>, _ dash: String) -> String {
        let (first, last) = (range.lowerBound, range.upperBound)
        return first == last ? "\(first)" : "\(first)\(dash)\(last)"
    }

    /// Adds a range that does not begin before the last one does.
    package mutating func append(_ range: ClosedRange<Int64>) {
        guard range.lowerBound >= 1 else { return }
        guard let last = self.ranges.last, range.lowerBound - 1 <= last.upperBound else {
            self.ranges.append(range)
            return
        }
        let end = max(last.upperBound, range.upperBound)
        self.ranges[self.ranges.count - 1] = min(last.lowerBound, range.lowerBound)...end
    }

    /// The numbers that are in both.
    package func intersection(_ other: RowRanges) -> RowRanges {
        var (both, place) = (RowRanges(), 0)
        for range in self.ranges {
            while place < other.ranges.count, other.ranges[place].upperBound < range.lowerBound {
                place += 1
            }
            var next = place
            while next < other.ranges.count, other.ranges[next].lowerBound <= range.upperBound {
                both.append(range.clamped(to: other.ranges[next]))
                next += 1
            }
        }
        return both
    }

    /// The numbers that are here and not there.
    package func subtracting(_ other: RowRanges) -> RowRanges {
        self.intersection(other.complement)
    }

    private var complement: RowRanges {
        var (rest, next) = (RowRanges(), Int64(1))
        for range in self.ranges {
            if next < range.lowerBound { rest.append(next...range.lowerBound - 1) }
            guard range.upperBound < .max else { return rest }
            next = range.upperBound + 1
        }
        rest.append(next...(.max))
        return rest
    }

    /// The same numbers in parts of so many ranges at most.
    package func parts(of rangesMax: Int) -> [RowRanges] {
        stride(from: 0, to: self.ranges.count, by: rangesMax).map { start in
            RowRanges(Array(self.ranges[start...].prefix(rangesMax)))
        }
    }
}
