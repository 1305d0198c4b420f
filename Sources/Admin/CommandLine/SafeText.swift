import PlainText

/// Text from elsewhere, made fit for a terminal.
///
/// A title or a reason may come from an office with bad intentions: escape sequences could repaint
/// the screen and direction marks could make one id look like another. What controls the terminal is
/// shown as `�` instead, what cannot be seen is left out (``ScalarRole``).
package enum SafeText {
    /// For one line: line breaks become blanks.
    package static func line(_ text: String) -> String {
        Self.cleaned(text, lineBreak: " ")
    }

    /// For a text of many lines: line breaks stay.
    package static func paragraph(_ text: String) -> String {
        Self.cleaned(text, lineBreak: "\n")
    }

    /// For logs and JSON: what could forge a line, turn the writing direction or hide is written as `\u202e`, so
    /// that it can be read still. In JSON that is the same text, as the only control character outside of its
    /// strings is the line feed, which stays when it is kept.
    package static func escaped(_ text: String, keepsLineFeeds: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            let isKept = keepsLineFeeds && scalar == "\n"
            let isEscaped = scalar == "\n" || scalar == "\t" || !ScalarRole(scalar).isHarmless
            guard isEscaped, !isKept else {
                result.unicodeScalars.append(scalar)
                continue
            }
            for unit in UTF16.encode(scalar) ?? Unicode.UTF16.EncodedScalar() {
                let digits = String(unit, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
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
            case "\n", "\r", "\u{2028}", "\u{2029}":
                scalars.append("\n")
            case "\t":
                scalars.append(" ")
            default:
                scalars.append(scalar)
            }
            previous = scalar
        }
        let shown = PlainText.shown(String(scalars))
        guard lineBreak != "\n" else { return shown }
        return String(
            String.UnicodeScalarView(shown.unicodeScalars.map { $0 == "\n" ? lineBreak : $0 })
        )
    }
}
