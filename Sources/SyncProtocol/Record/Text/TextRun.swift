/// One insertion into a text, as far as it lives.
package struct TextRun: Hashable, Sendable {
    package let dot: Dot
    package let stamp: Stamp
    package let anchor: TextAnchor
    /// How many Unicode scalars were inserted.
    package let count: UInt32
    /// Offsets of those that were erased: ascending, none touching the next one.
    package private(set) var erased: [Range<UInt32>] = []
    /// The scalars that live.
    package private(set) var text: String

    init(_ text: String, at anchor: TextAnchor, dot: Dot, stamp: Stamp) {
        self.dot = dot
        self.stamp = stamp
        self.anchor = anchor
        self.count = UInt32(clamping: text.unicodeScalars.count)
        self.text = text
    }

    /// As it was stored. Nil when the erased offsets are not in their one form.
    init?(
        living text: String,
        erased: [Range<UInt32>],
        at anchor: TextAnchor,
        dot: Dot,
        stamp: Stamp
    ) {
        let touches = zip(erased, erased.dropFirst()).contains { $0.upperBound >= $1.lowerBound }
        let erasedCount = erased.reduce(UInt64(0)) { $0 + UInt64($1.count) }
        let count = UInt64(text.unicodeScalars.count) + erasedCount
        guard !touches, count > 0, let count = UInt32(exactly: count),
            erased.allSatisfy({ !$0.isEmpty }), (erased.last?.upperBound ?? 0) <= count
        else { return nil }
        self.dot = dot
        self.stamp = stamp
        self.anchor = anchor
        self.count = count
        self.erased = erased
        self.text = text
    }

    /// Offsets of those that live: ascending, none touching the next one.
    package var living: [Range<UInt32>] {
        var result: [Range<UInt32>] = []
        var end: UInt32 = 0
        for range in self.erased {
            if end < range.lowerBound { result.append(end..<range.lowerBound) }
            end = range.upperBound
        }
        if end < self.count { result.append(end..<self.count) }
        return result
    }

    /// Takes elements out.
    ///
    /// - Parameter ranges: offsets, ascending and disjoint; what lies behind the end is nothing.
    mutating func erase(_ ranges: [Range<UInt32>]) {
        let erased = Self.union(self.erased, ranges.map { $0.clamped(to: 0..<self.count) })
        guard erased != self.erased else { return }
        var kept = String.UnicodeScalarView()
        var gone = erased[...]
        var scalars = self.text.unicodeScalars.makeIterator()
        for range in self.living {
            for offset in range {
                while let first = gone.first, first.upperBound <= offset { gone.removeFirst() }
                guard let scalar = scalars.next() else { break }
                if gone.first?.contains(offset) != true { kept.append(scalar) }
            }
        }
        self.text = String(kept)
        self.erased = erased
    }

    private static func union(
        _ left: [Range<UInt32>],
        _ right: [Range<UInt32>]
    ) -> [Range<UInt32>] {
        var result: [Range<UInt32>] = []
        let sorted = (left + right).filter { !$0.isEmpty }.sorted { $0.lowerBound < $1.lowerBound }
        for range in sorted {
            if let last = result.last, range.lowerBound <= last.upperBound {
                let end = max(last.upperBound, range.upperBound)
                result[result.count - 1] = last.lowerBound..<end
            } else {
                result.append(range)
            }
        }
        return result
    }
}
