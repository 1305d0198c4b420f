/// One signed word of an office about a place below it: what stood at a path goes on at others.
///
/// A space is named by its owner's path, so an office that moves, is renamed, merged or split writes in
/// new spaces from then on. This says which ones follow on the old ones.
package struct Succession: Hashable, Comparable, Sendable {
    /// Into so many parts an office is split at most.
    package static let partsMax = 32

    /// Where the office stood.
    package let from: OfficePath
    /// Where it goes on, ascending: one path, or several when the office was split.
    package let to: [OfficePath]
    /// The office whose roster says so. It stands above the old path and above, or at, the new ones.
    package let declaredBy: OfficePath
    /// UTC milliseconds as the roster says.
    package let since: Int64

    /// Nil when the office has no say over all of the paths, when there is no new path or too many of
    /// them, or when one lies at or below the old one: nothing can follow on itself.
    package init?(
        from: OfficePath,
        to: [OfficePath],
        declaredBy: OfficePath,
        since: Int64,
        steps: VerificationSteps = .all
    ) {
        let sorted = to.sorted()
        let isRepeated = zip(sorted, sorted.dropFirst()).contains(where: ==)
        let hasSay =
            declaredBy != from && declaredBy.contains(from)
            && sorted.allSatisfy { declaredBy.contains($0) }
        guard (1...Self.partsMax).contains(to.count), !isRepeated, since >= 0,
            steps.pass(.successionSay, hasSay), sorted.allSatisfy({ !from.contains($0) })
        else { return nil }
        self.from = from
        self.to = sorted
        self.declaredBy = declaredBy
        self.since = since
    }

    package static func < (left: Self, right: Self) -> Bool {
        if left.from != right.from { return left.from < right.from }
        if left.declaredBy != right.declaredBy { return left.declaredBy < right.declaredBy }
        if left.since != right.since { return left.since < right.since }
        return left.to.lexicographicallyPrecedes(right.to)
    }

    func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 4)
        self.from.encode(to: &encoder)
        encoder.array(count: self.to.count)
        for path in self.to { path.encode(to: &encoder) }
        self.declaredBy.encode(to: &encoder)
        encoder.integer(self.since)
    }
}
