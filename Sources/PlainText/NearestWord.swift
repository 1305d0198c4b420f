/// Finds the word that somebody most likely meant.
package enum NearestWord {
    /// The longest word that is compared, in characters.
    private static let lengthMax = 64
    /// The shortest part that says something, in characters.
    private static let partMin = 2

    /// The nearest of some words; nil when none is near.
    package static func to(_ word: String, among words: [String]) -> String? {
        Self.all(to: word, among: words, countMax: 1, byPart: false).first
    }

    /// The near ones, nearest first, of equal ones the earlier first.
    ///
    /// - Parameter byPart: whether a word of which this one is a part is near.
    package static func all(
        to word: String,
        among words: [String],
        countMax: Int,
        byPart: Bool = true
    ) -> [String] {
        let wanted = Self.plain(word)
        guard !wanted.isEmpty, wanted.count <= Self.lengthMax else { return [] }
        let near = words.enumerated().compactMap { index, word -> (Int, Int, String)? in
            let known = Self.plain(word)
            let isPart = byPart && wanted.count >= Self.partMin && Self.contains(known, wanted)
            let distance = isPart ? 1 : Self.distance(wanted, known)
            let isNear =
                isPart || distance <= Swift.max(1, Swift.min(wanted.count, known.count) / 3)
            return isNear ? (distance, index, word) : nil
        }
        return near.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.prefix(countMax).map(\.2)
    }

    /// Case and the ways to join words do not count.
    private static func plain(_ word: String) -> [Character] {
        word.lowercased().filter { !"_-. ".contains($0) }.map { $0 }
    }

    private static func contains(_ word: [Character], _ part: [Character]) -> Bool {
        guard part.count <= word.count else { return false }
        return (0...(word.count - part.count)).contains { word[$0...].starts(with: part) }
    }

    /// How many characters must be put in, left out, changed or exchanged with their neighbour.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var before = Array(0...right.count)
        var last = before
        for (index, character) in left.enumerated() {
            var row = [index + 1]
            for (column, other) in right.enumerated() {
                let change = last[column] + (character == other ? 0 : 1)
                var best = Swift.min(change, Swift.min(row[column], last[column + 1]) + 1)
                if index > 0, column > 0, character == right[column - 1], other == left[index - 1] {
                    best = Swift.min(best, before[column - 1] + 1)
                }
                row.append(best)
            }
            (before, last) = (last, row)
        }
        return last[right.count]
    }
}
