/// What people can see of text, and text without what they cannot.
package enum PlainText {
    /// The mark that some programs put before text (U+FEFF). It is no part of it.
    package static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Whether there is nothing to be seen.
    package static func isBlank(_ text: some StringProtocol) -> Bool {
        !text.unicodeScalars.contains { ScalarRole($0).isVisible }
    }

    /// Without anything that cannot be seen at its ends.
    package static func trimmed(_ text: some StringProtocol) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { Self.isEdge($0) }),
            let last = scalars.lastIndex(where: { Self.isEdge($0) })
        else { return "" }
        var end = scalars.index(after: last)
        // What chooses the form of the last character belongs to it.
        while end < scalars.endIndex, ScalarRole(scalars[end]) == .selector {
            end = scalars.index(after: end)
        }
        return String(String.UnicodeScalarView(scalars[first..<end]))
    }

    /// The text as it is taken in: what cannot be seen and says nothing is left out, what only looks like a
    /// space is one.
    ///
    /// - Throws: ``TextFault`` where a character has no place in text.
    package static func cleaned(_ text: String) throws(TextFault) -> String {
        guard !Self.isPlain(text) else { return text }
        var reader = Cleaning()
        var place = 0
        for scalar in text.unicodeScalars {
            place += 1
            guard reader.take(scalar) else { throw TextFault(place: place, scalar: scalar) }
        }
        return String(reader.finish())
    }

    /// What a reader is shown of text from elsewhere: the same, with U+FFFD where a character has no place.
    package static func shown(_ text: String) -> String {
        guard !Self.isPlain(text) else { return text }
        var reader = Cleaning()
        for scalar in text.unicodeScalars where !reader.take(scalar) {
            _ = reader.takeDamaged()
        }
        return String(reader.finish())
    }

    /// What can be seen, one blank for each stretch of white space within a line, and line feeds.
    package static func visible(_ text: some StringProtocol) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            switch ScalarRole(scalar) {
            case .visible, .damaged: result.append(scalar)
            case .lineFeed: result.append("\n")
            case .blank, .blankLike: if let last = result.last, last != " " { result.append(" ") }
            case .control where scalar == "\r" || scalar == "\u{2028}" || scalar == "\u{2029}":
                result.append("\n")
            case .control, .ignorable, .joiner, .selector: break
            }
        }
        return result
    }

    private static func isEdge(_ scalar: Unicode.Scalar) -> Bool {
        let role = ScalarRole(scalar)
        // A control character at an end is not cut: it is refused by name.
        return role.isVisible || role == .control
    }

    private static func isPlain(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy {
            switch ScalarRole($0) {
            case .visible, .blank, .lineFeed: true
            default: false
            }
        }
    }
}
