import Admin
import Algorithms

/// How many columns of a terminal a text takes.
///
/// East Asian wide and full-width characters take two, marks that combine with the character before
/// them take none, all others take one (Unicode Standard Annex 11; ambiguous ones count as narrow).
enum DisplayWidth {
    static func columns(of text: String) -> Int {
        text.reduce(0) { $0 + Self.columns(of: $1) }
    }

    /// What fits into `columnsMax` columns; a cut is marked with `…`.
    static func clip(_ text: String, columnsMax: Int) -> String {
        guard Self.columns(of: text) > columnsMax else { return text }
        var clipped = ""
        var width = 0
        for character in text {
            let next = Self.columns(of: character)
            // One column stays free for the mark.
            guard width + next < columnsMax else { break }
            clipped.append(character)
            width += next
        }
        return clipped + "…"
    }

    private static func columns(of character: Character) -> Int {
        let scalars = character.unicodeScalars
        guard let first = scalars.first else { return 0 }
        if Self.isMark(first) { return 0 }
        // U+FE0F asks for the coloured, wide form; two regional indicators make one flag.
        if scalars.contains(where: { $0.value == 0xFE0F }) { return 2 }
        if scalars.count > 1, (0x1F1E6...0x1F1FF).contains(first.value) { return 2 }
        return Self.isWide(first.value) ? 2 : 1
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: true
        default: false
        }
    }

    private static func isWide(_ value: UInt32) -> Bool {
        guard value >= Self.wideRanges[0].lowerBound else { return false }
        let place = Self.wideRanges.partitioningIndex { $0.upperBound >= value }
        return place < Self.wideRanges.count && Self.wideRanges[place].contains(value)
    }
}
