/// Lines that two versions of a text share and that are in each of them once, as far as they stand in one order: the
/// landmarks between which the rest is compared (Cohen's patience difference). It takes n log n steps whatever
/// the versions are.
struct LineAnchors {
    struct Pair: Hashable {
        let old: Int
        let new: Int
    }

    /// Ascending in both.
    let pairs: [Pair]

    init(_ old: [String], _ new: [String]) {
        self.pairs = Self.longestRising(Self.shared(Self.single(old), Self.single(new), old, new))
    }

    /// Places of the lines that are there once, by what they say.
    private static func single(_ lines: [String]) -> [Int] {
        let sorted = lines.indices.sorted { lines[$0] < lines[$1] }
        return sorted.indices.filter { place in
            let line = lines[sorted[place]]
            let isLikeLast = place > 0 && lines[sorted[place - 1]] == line
            let isLikeNext = place + 1 < sorted.count && lines[sorted[place + 1]] == line
            return !isLikeLast && !isLikeNext
        }
        .map { sorted[$0] }
    }

    /// Lines that are in both, ascending by their places in the old one.
    private static func shared(
        _ oldPlaces: [Int],
        _ newPlaces: [Int],
        _ old: [String],
        _ new: [String]
    ) -> [Pair] {
        var pairs: [Pair] = []
        var rest = newPlaces[...]
        for place in oldPlaces {
            while let other = rest.first, new[other] < old[place] { rest.removeFirst() }
            if let other = rest.first, new[other] == old[place] {
                pairs.append(Pair(old: place, new: other))
            }
        }
        return pairs.sorted { $0.old < $1.old }
    }

    /// The longest part in which the new places ascend, too (patience sorting).
    private static func longestRising(_ pairs: [Pair]) -> [Pair] {
        // The last pair of the best part of each length, and for each pair the one before it.
        var lasts: [Int] = []
        var previous: [Int?] = []
        for (place, pair) in pairs.enumerated() {
            var (low, high) = (0, lasts.count)
            while low < high {
                let middle = (low + high) / 2
                if pairs[lasts[middle]].new < pair.new { low = middle + 1 } else { high = middle }
            }
            previous.append(low > 0 ? lasts[low - 1] : nil)
            if low < lasts.count { lasts[low] = place } else { lasts.append(place) }
        }
        var result: [Pair] = []
        var next = lasts.last
        while let place = next {
            result.append(pairs[place])
            next = previous[place]
        }
        return result.reversed()
    }
}
