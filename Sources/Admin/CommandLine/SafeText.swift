/// Text from elsewhere, made fit for a terminal.
///
/// A title or a reason may come from an office with bad intentions: escape sequences could repaint
/// the screen and direction marks could make one id look like another. What controls the terminal is
/// shown as `�` instead.
package enum SafeText {
    /// For one line: line breaks become blanks.
    package static func line(_ text: String) -> String {
        Self.cleaned(text, lineBreak: " ")
    }

    /// For a text of many lines: line breaks stay.
    package static func paragraph(_ text: String) -> String {
        Self.cleaned(text, lineBreak: "\n")
    }

    /// For logs and JSON: what could forge a line or turn the writing direction is written as `\u202e`, so that
    /// it can be read still. In JSON that is the same text, as the only control character outside of its strings
    /// is the line feed, which stays when it is kept.
    package static func escaped(_ text: String, keepsLineFeeds: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            let isKept = keepsLineFeeds && scalar == "\n"
            if !isKept, Self.isLineSeparator(scalar) || Self.isHarmful(scalar) {
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func cleaned(_ text: String, lineBreak: Unicode.Scalar) -> String {
        var scalars = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where previous == "\r":
                break
            case "\n", "\r":
                scalars.append(lineBreak)
            case "\t":
                scalars.append(" ")
            case _ where Self.isLineSeparator(scalar):
                scalars.append(lineBreak)
            default:
                scalars.append(Self.isHarmful(scalar) ? "\u{FFFD}" : scalar)
            }
            previous = scalar
        }
        return String(scalars)
    }

    /// The separators of lines and paragraphs that are no control characters.
    private static func isLineSeparator(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\u{2028}" || scalar == "\u{2029}"
    }

    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F: true
        // Marks, embeddings, overrides and isolates of writing direction.
        case 0x061C, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
