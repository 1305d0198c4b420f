/// Reads the living scalars of a run whose segments are read one after the other.
struct LivingText {
    private let scalars: String.UnicodeScalarView
    private var index: String.UnicodeScalarView.Index
    private var living: LivingRanges

    init(_ run: TextRun) {
        self.scalars = run.text.unicodeScalars
        self.index = self.scalars.startIndex
        self.living = LivingRanges(run)
    }

    /// Appends those within offsets that lie behind all that was read.
    mutating func read(_ offsets: Range<UInt32>, into text: inout String.UnicodeScalarView) {
        let count = self.living.take(offsets).reduce(0) { $0 + $1.count }
        let end = self.scalars.index(self.index, offsetBy: count)
        text += self.scalars[self.index..<end]
        self.index = end
    }
}
