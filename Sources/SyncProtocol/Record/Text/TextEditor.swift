/// Finds the operations that make another text of one that somebody sees.
struct TextEditor {
    /// A living element, by where it is read.
    private struct Place {
        let segment: Int
        let offset: UInt32
    }

    private let runs: [TextRun]
    private let order: TextOrder
    private let text: String
    /// One for each scalar of the text.
    private let places: [Place]

    init(_ content: TextRuns) {
        self.runs = content.runs
        let order = TextOrder(of: content)
        self.order = order
        self.text = order.text(of: content.runs)
        var places: [Place] = []
        var living = [LivingRanges?](repeating: nil, count: content.runs.count)
        for (number, segment) in order.segments.enumerated() {
            let run = segment.run
            if living[run] == nil { living[run] = LivingRanges(content.runs[run]) }
            for part in living[run]?.take(segment.offsets) ?? [] {
                places += part.map { Place(segment: number, offset: $0) }
            }
        }
        self.places = places
    }

    func edit(to text: String) -> TextEdit {
        let (old, new) = (Array(self.text), Array(text))
        let hunks = TextDifference(from: old, to: new).hunks
        var (edit, erased) = (TextEdit(), [TextSpan]())
        var (character, scalar) = (0, 0)
        for hunk in hunks {
            // From characters to scalars.
            scalar += Self.scalarCount(old[character..<hunk.old.lowerBound])
            if !hunk.new.isEmpty {
                edit.insertions.append(
                    TextEdit.Insertion(
                        text: String(new[hunk.new]),
                        anchor: self.anchor(before: scalar)
                    )
                )
            }
            let end = scalar + Self.scalarCount(old[hunk.old])
            erased += self.places[scalar..<end].compactMap(self.span)
            (character, scalar) = (hunk.old.upperBound, end)
        }
        edit.erased = TextSpan.union(erased)
        return edit
    }

    private static func scalarCount(_ characters: ArraySlice<Character>) -> Int {
        characters.reduce(0) { $0 + $1.unicodeScalars.count }
    }

    private func span(_ place: Place) -> TextSpan? {
        TextSpan(
            self.runs[self.order.segments[place.segment].run].dot,
            place.offset..<place.offset + 1
        )
    }

    /// What an insertion hangs on: the element on its left if nothing hangs on the right of that, otherwise the one
    /// that is read next, be it erased or not.
    private func anchor(before scalar: Int) -> TextAnchor {
        guard scalar > 0 else {
            guard self.order.hasRight(run: nil, offset: 0, count: 0) else { return .start }
            return self.element(0, self.order.segments[0].offsets.lowerBound, TextAnchor.before)
        }
        let left = self.places[scalar - 1]
        let segment = self.order.segments[left.segment]
        let count = self.runs[segment.run].count
        guard self.order.hasRight(run: segment.run, offset: left.offset, count: count) else {
            return self.element(left.segment, left.offset, TextAnchor.after)
        }
        if left.offset + 1 < segment.offsets.upperBound {
            return self.element(left.segment, left.offset + 1, TextAnchor.before)
        }
        let next = left.segment + 1
        return self.element(next, self.order.segments[next].offsets.lowerBound, TextAnchor.before)
    }

    private func element(
        _ segment: Int,
        _ offset: UInt32,
        _ anchor: (TextElement) -> TextAnchor
    ) -> TextAnchor {
        anchor(TextElement(self.runs[self.order.segments[segment].run].dot, offset))
    }
}
