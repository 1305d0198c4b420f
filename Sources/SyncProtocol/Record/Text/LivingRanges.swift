/// The living offsets of a run whose segments are read one after the other.
struct LivingRanges {
    private var rest: ArraySlice<Range<UInt32>>

    init(_ run: TextRun) {
        self.rest = run.living[...]
    }

    /// Takes those within offsets that lie behind all that was taken.
    mutating func take(_ offsets: Range<UInt32>) -> [Range<UInt32>] {
        var taken: [Range<UInt32>] = []
        while let range = self.rest.first, range.lowerBound < offsets.upperBound {
            let part = range.clamped(to: offsets)
            taken.append(part)
            guard range.upperBound <= offsets.upperBound else {
                self.rest[self.rest.startIndex] = part.upperBound..<range.upperBound
                break
            }
            self.rest.removeFirst()
        }
        return taken
    }
}
