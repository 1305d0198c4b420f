/// What was changed between two versions of a text, as a person would say it.
///
/// By characters as they are seen, never within one; by lines where the passages are long. Short stretches
/// that happen to be the same within what was written anew count as written anew.
struct TextDifference {
    /// Characters of the old version that others take the place of; either may be empty.
    struct Hunk: Hashable {
        var old: Range<Int>
        var new: Range<Int>

        var size: Int { max(self.old.count, self.new.count) }
    }

    /// Two passages are compared piece by piece when the product of their lengths is no greater: the time is bounded
    /// by it, and so is the room.
    private static let productMax = 1 << 20

    let old: [Character]
    let new: [Character]
    /// Ascending, with something between them that stayed.
    private(set) var hunks: [Hunk] = []

    init(from old: [Character], to new: [Character]) {
        self.old = old
        self.new = new
        self.compare(Hunk(old: old.indices, new: new.indices))
    }

    private mutating func compare(_ all: Hunk) {
        let hunk = self.trimmed(all)
        guard hunk.size > 0 else { return }
        if hunk.old.isEmpty || hunk.new.isEmpty {
            self.hunks.append(hunk)
        } else if hunk.old.count <= Self.productMax / hunk.new.count {
            self.hunks += Self.joined(self.pieces(hunk))
        } else {
            self.compareLines(hunk)
        }
    }

    /// Without what is the same at both ends.
    private func trimmed(_ hunk: Hunk) -> Hunk {
        var hunk = hunk
        while let first = hunk.old.first, let new = hunk.new.first, self.old[first] == self.new[new]
        {
            hunk.old.removeFirst()
            hunk.new.removeFirst()
        }
        while let last = hunk.old.last, let new = hunk.new.last, self.old[last] == self.new[new] {
            hunk.old.removeLast()
            hunk.new.removeLast()
        }
        return hunk
    }

    /// Between lines that are there once in both, in one order, passages are compared by themselves.
    private mutating func compareLines(_ trimmed: Hunk) {
        let hunk = self.wholeLines(trimmed)
        let (oldEnds, newEnds) = (
            Self.lineEnds(self.old, hunk.old), Self.lineEnds(self.new, hunk.new)
        )
        let anchors = LineAnchors(
            Self.lines(self.old, hunk.old.lowerBound, oldEnds),
            Self.lines(self.new, hunk.new.lowerBound, newEnds)
        )
        let ends = anchors.pairs.map { ($0.old, $0.new) } + [(oldEnds.count, newEnds.count)]
        var (old, new) = (0, 0)
        for end in ends {
            let part = self.trimmed(
                Hunk(
                    old: Self.characters(old..<end.0, hunk.old.lowerBound, oldEnds),
                    new: Self.characters(new..<end.1, hunk.new.lowerBound, newEnds)
                )
            )
            let isShort = part.new.isEmpty || part.old.count <= Self.productMax / part.new.count
            if isShort { self.compare(part) } else { self.hunks.append(part) }
            (old, new) = (end.0 + 1, end.1 + 1)
        }
    }

    // MARK: Lines

    /// With the rest of the lines in which it begins and ends, which is the same in both.
    private func wholeLines(_ hunk: Hunk) -> Hunk {
        var (first, end) = (hunk.old.lowerBound, hunk.old.upperBound)
        while first > 0, !self.old[first - 1].isNewline { first -= 1 }
        let back = hunk.old.lowerBound - first
        while end < self.old.count, end > 0, !self.old[end - 1].isNewline { end += 1 }
        let moved = end - hunk.old.upperBound
        return Hunk(
            old: first..<end,
            new: hunk.new.lowerBound - back..<hunk.new.upperBound + moved
        )
    }

    private static func lineEnds(_ text: [Character], _ range: Range<Int>) -> [Int] {
        var ends = range.filter { text[$0].isNewline }.map { $0 + 1 }
        if ends.last != range.upperBound { ends.append(range.upperBound) }
        return ends
    }

    private static func lines(_ text: [Character], _ start: Int, _ ends: [Int]) -> [String] {
        zip([start] + ends, ends).map { String(text[$0..<$1]) }
    }

    private static func characters(_ lines: Range<Int>, _ start: Int, _ ends: [Int]) -> Range<Int> {
        let first = lines.lowerBound == 0 ? start : ends[lines.lowerBound - 1]
        return first..<(lines.upperBound == 0 ? start : ends[lines.upperBound - 1])
    }

    // MARK: Characters

    /// By the shortest list of characters that come and go (Myers 1986).
    private func pieces(_ whole: Hunk) -> [Hunk] {
        let difference = Array(self.new[whole.new]).difference(from: Array(self.old[whole.old]))
        var removed = Self.offsets(difference.removals)[...]
        var inserted = Self.offsets(difference.insertions)[...]
        var hunks: [Hunk] = []
        var (from, to) = (0, 0)
        while !removed.isEmpty || !inserted.isEmpty {
            // As many stay as lie before the next thing that does not.
            let kept = min((removed.first ?? .max) - from, (inserted.first ?? .max) - to)
            (from, to) = (from + kept, to + kept)
            let (oldStart, newStart) = (from, to)
            while removed.first == from {
                removed.removeFirst()
                from += 1
            }
            while inserted.first == to {
                inserted.removeFirst()
                to += 1
            }
            let (old, new) = (whole.old.lowerBound, whole.new.lowerBound)
            hunks.append(Hunk(old: old + oldStart..<old + from, new: new + newStart..<new + to))
        }
        return hunks
    }

    private static func offsets(_ changes: [CollectionDifference<Character>.Change]) -> [Int] {
        changes.map { change in
            switch change {
            case .insert(let offset, _, _), .remove(let offset, _, _): offset
            }
        }
    }

    /// Two that are as long as what lies between them are one.
    private static func joined(_ hunks: [Hunk]) -> [Hunk] {
        var result: [Hunk] = []
        for hunk in hunks {
            guard let last = result.last,
                hunk.old.lowerBound - last.old.upperBound <= min(last.size, hunk.size)
            else {
                result.append(hunk)
                continue
            }
            result[result.count - 1] = Hunk(
                old: last.old.lowerBound..<hunk.old.upperBound,
                new: last.new.lowerBound..<hunk.new.upperBound
            )
        }
        return result
    }
}
