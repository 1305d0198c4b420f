/// What a character does where it stands in text: the program's one table of what can and cannot be seen.
///
/// Everything that asks whether text is empty, what is cut from its ends, what may stand in it, or what a
/// terminal may be shown goes by it.
package enum ScalarRole: Sendable, Hashable, CaseIterable {
    /// It has ink.
    case visible
    /// White space within a line.
    case blank
    /// Looks like white space and is none for programs (U+3164, U+2800 …): taken for a space.
    case blankLike
    /// A line feed.
    case lineFeed
    /// Joins its neighbours or keeps them apart (U+200C, U+200D, U+180E): kept only between letters of a
    /// script that needs it and in emoji.
    case joiner
    /// Chooses the form of the character before it: kept only behind one.
    case selector
    /// Shows nothing and says nothing, wherever it stands (U+200B, U+FEFF, U+200E …): dropped.
    case ignorable
    /// Steers a terminal, breaks lines or turns the direction of writing: refused.
    case control
    /// U+FFFD and characters that are none: what is left where bytes were not understood. Refused.
    case damaged

    package init(_ scalar: Unicode.Scalar) {
        self = scalar.isASCII ? Self.ascii(scalar) : Self.other(scalar)
    }

    /// Whether it leaves ink.
    package var isVisible: Bool { self == .visible || self == .damaged }

    /// Whether it has no place in text that is handed in.
    package var isRefused: Bool { self == .control || self == .damaged }

    /// Whether it may be given to a terminal as it is.
    package var isHarmless: Bool { self != .control && self != .ignorable }

    private static func ascii(_ scalar: Unicode.Scalar) -> Self {
        switch scalar.value {
        case 0x0A: .lineFeed
        case 0x09, 0x20: .blank
        case 0..<0x20, 0x7F: .control
        default: .visible
        }
    }

    private static func other(_ scalar: Unicode.Scalar) -> Self {
        switch scalar.value {
        case 0x80..<0xA0: .control
        // The separators of lines and paragraphs; embeddings, overrides and isolates of direction;
        // what marks text as a note between the lines.
        case 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xFFF9...0xFFFB: .control
        case 0xFFFD: .damaged
        case 0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0: .blankLike
        case 0x180E, 0x200C, 0x200D: .joiner
        case 0x180B...0x180D, 0x180F, 0xFE00...0xFE0F, 0xE0100...0xE01EF: .selector
        // The common case, and quick: Han characters, their punctuation and full-width forms.
        case 0x3001...0x303E, 0x3400...0x9FFF, 0xFF01...0xFF60: .visible
        default: Self.byProperty(scalar)
        }
    }

    private static func byProperty(_ scalar: Unicode.Scalar) -> Self {
        let properties = scalar.properties
        if properties.isNoncharacterCodePoint { return .damaged }
        if properties.isWhitespace { return .blank }
        return properties.isDefaultIgnorableCodePoint ? .ignorable : .visible
    }
}
