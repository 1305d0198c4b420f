internal import Algorithms
private import OrderedCollections

/// All that is known here of offices that have moved, been renamed, merged or split.
///
/// A pure value of a set of words: the same set gives the same answers, in whatever order it came.
package struct Successions: Hashable, Sendable {
    package static let none = Successions([])
    /// So many successors of one path are followed at most, however the words hang together.
    package static let successorsMax = 256

    /// Every sound word, ascending, even those that have no effect any more.
    package let declared: [Succession]
    /// What counts, by the old path.
    private let inForce: OrderedDictionary<OfficePath, Succession>

    /// - Parameter declared: what the rosters say, in any order.
    package init(_ declared: [Succession]) {
        self.declared = Array(OrderedSet(declared)).sorted()
        self.inForce = Self.inForce(self.declared)
    }

    /// Of several words about one path the highest office's counts, and of its words the latest. A
    /// path that a later word names as a new one lives again, so what was said of it before is void.
    private static func inForce(
        _ declared: [Succession]
    ) -> OrderedDictionary<OfficePath, Succession> {
        var chosen: OrderedDictionary<OfficePath, Succession> = [:]
        for word in declared {
            if let other = chosen[word.from], other.declaredBy.depth < word.declaredBy.depth {
                continue
            }
            // Ascending: of one office's words the later ones come later.
            chosen[word.from] = word
        }
        var result: OrderedDictionary<OfficePath, Succession> = [:]
        var revived = OrderedSet<OfficePath>()
        let latestFirst = chosen.values.sorted {
            $0.since == $1.since ? $0 < $1 : $0.since > $1.since
        }
        for word in latestFirst where !revived.contains(word.from) {
            result[word.from] = word
            revived.append(contentsOf: word.to)
        }
        return result
    }

    package var isEmpty: Bool { self.declared.isEmpty }

    /// The words that have effect, in the order of the old paths.
    package var effective: [Succession] { self.inForce.values.sorted() }

    /// The first eight bytes of the hash over all words; nil when there are none.
    package func digest(by suite: SignatureSuite) -> UInt64? {
        guard !self.isEmpty else { return nil }
        var encoder = CBOREncoder()
        encoder.array(count: self.declared.count)
        for word in self.declared { word.encode(to: &encoder) }
        return suite.hash(encoder.bytes).words.0
    }

    /// The words that a link goes by: those that have effect among what both ends read by their paths
    /// alone, in groups that concern places in one line with each of them. Others change nothing for
    /// the link, so it need not begin anew because of them.
    package func between(_ one: OfficePath, and other: OfficePath) -> Successions {
        guard !self.isEmpty else { return self }
        let shared = Successions(
            self.declared.filter {
                $0.declaredBy.isInLine(with: one) && $0.declaredBy.isInLine(with: other)
            }
        )
        let words = shared.effective
        let groups = Self.groups(words)
        var concerned = [[Bool]](
            repeating: [Bool](repeating: false, count: words.count),
            count: 2
        )
        for (word, group) in zip(words, groups) {
            for (number, end) in [one, other].enumerated()
            where ([word.from] + word.to).contains(where: { $0.isInLine(with: end) }) {
                concerned[number][group] = true
            }
        }
        return Successions(
            zip(words, groups).filter { concerned[0][$1] && concerned[1][$1] }.map(\.0)
        )
    }

    /// Which words hang together: one speaks of a place at, above or below which another begins.
    ///
    /// - Parameter words: in the order of their old paths.
    /// - Returns: for each word the place of the first one of its group.
    private static func groups(_ words: [Succession]) -> [Int] {
        var groups = Array(words.indices)
        func first(_ word: Int) -> Int {
            var word = word
            while groups[word] != word { word = groups[word] }
            return word
        }
        func join(_ one: Int, _ other: Int) {
            let (one, other) = (first(one), first(other))
            groups[max(one, other)] = min(one, other)
        }
        let places = OrderedDictionary(
            uniqueKeysWithValues: words.enumerated().map { ($1.from, $0) }
        )
        for (number, word) in words.enumerated() {
            for target in [word.from] + word.to {
                for above in target.lineage {
                    if let other = places[above] { join(number, other) }
                }
                // What begins below a path comes right after it.
                var next = words.partitioningIndex { $0.from >= target }
                while next < words.count, target.contains(words[next].from) {
                    join(number, next)
                    next += 1
                }
            }
        }
        return groups.indices.map(first)
    }

    // MARK: Following

    /// Where what stood at a path goes on, directly and through others, ascending and without the path
    /// itself. What lies below a path follows it.
    package func successors(of path: OfficePath) -> [OfficePath] {
        guard !self.inForce.isEmpty else { return [] }
        var found = OrderedSet<OfficePath>()
        var waiting = [path]
        var next = 0
        while next < waiting.count, found.count < Self.successorsMax {
            let place = waiting[next]
            next += 1
            guard let word = self.closest(to: place) else { continue }
            for target in word.to {
                guard let path = place.following(word.from, to: target), path != waiting[0],
                    found.append(path).inserted
                else { continue }
                waiting.append(path)
            }
        }
        return found.sorted()
    }

    /// From where what stands at a path has come, directly and through others, ascending and without the
    /// path itself: the places that have it as a successor.
    ///
    /// - Parameter after: only what has moved later than that counts, at each step.
    package func predecessors(
        of path: OfficePath,
        movedAfter after: Stamp? = nil
    ) -> [OfficePath] {
        guard !self.inForce.isEmpty else { return [] }
        var found = OrderedSet<OfficePath>()
        var waiting = [path]
        var next = 0
        while next < waiting.count, found.count < Self.successorsMax {
            let place = waiting[next]
            next += 1
            for arrival in self.arrivals(at: place) {
                guard arrival.from != path, after.map({ arrival.since > $0 }) ?? true,
                    found.append(arrival.from).inserted
                else { continue }
                waiting.append(arrival.from)
            }
        }
        return found.sorted()
    }

    /// One word that has brought what stands at a place.
    package struct Arrival: Hashable, Sendable {
        /// Where it stood before.
        package let from: OfficePath
        /// When the word was said.
        package let since: Stamp
    }

    /// From where what stands at a path has come directly, in the order of the old paths.
    package func arrivals(at path: OfficePath) -> [Arrival] {
        self.inForce.values.flatMap { word in
            word.to.filter { $0.contains(path) }.compactMap { target in
                guard let former = path.following(target, to: word.from),
                    former != path, self.closest(to: former) == word
                else { return nil }
                return Arrival(from: former, since: Stamp(milliseconds: word.since))
            }
        }
        .sorted { ($0.from, $0.since) < ($1.from, $1.since) }
    }

    /// Whether an office has gone from a path: nothing is expected of it there any more.
    package func isLeft(_ path: OfficePath) -> Bool { self.closest(to: path) != nil }

    /// Whether one of two offices stands above the other, or both are the same, as of any time.
    package func areInLine(_ one: OfficePath, _ other: OfficePath) -> Bool {
        if one.isInLine(with: other) { return true }
        let others = [other] + self.successors(of: other)
        return ([one] + self.successors(of: one)).contains { place in
            others.contains { place.isInLine(with: $0) }
        }
    }

    /// The words that have effect about a path or an office above it, from the root down.
    package func words(over path: OfficePath) -> [Succession] {
        guard !self.inForce.isEmpty else { return [] }
        return path.lineage.compactMap { self.inForce[$0] }
    }

    /// The word about the path itself or the nearest office above it.
    private func closest(to path: OfficePath) -> Succession? {
        guard !self.inForce.isEmpty else { return nil }
        for depth in stride(from: path.depth, through: 1, by: -1) {
            if let above = OfficePath(Array(path.ids.prefix(depth))), let word = self.inForce[above]
            {
                return word
            }
        }
        return nil
    }
}

extension OfficePath {
    /// The same place below another office. Nil when it would lie too deep in the tree.
    package func following(_ old: OfficePath, to new: OfficePath) -> OfficePath? {
        OfficePath(new.ids + self.ids.dropFirst(old.depth))
    }
}
