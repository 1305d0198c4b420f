private import PlainText

/// The name of the person on whose behalf something is written, as it stands in signed changes.
package enum UserName {
    /// - Returns: the name in NFC without white space at its ends, 1...``ValidationLimits/userCharactersMax``
    ///   characters. Between Han characters white space only sets a short name wide (张　三): there is none.
    /// - Throws: `required`, `length` or `control-character`.
    package static func validated(
        _ text: String,
        field: String = "user"
    ) throws(ValidationError) -> String {
        let line = try TextRule.line(
            text,
            field,
            charactersMax: ValidationLimits.userCharactersMax
        )
        return Self.closed(line)
    }

    private static func closed(_ name: String) -> String {
        let scalars = Array(name.unicodeScalars)
        var result = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            guard ScalarRole(scalar) == .blank else {
                result.append(scalar)
                continue
            }
            let before = result.last
            let after = scalars[index...].first { ScalarRole($0) != .blank }
            let isWide =
                before?.properties.isIdeographic == true
                && after?.properties.isIdeographic == true
            // One space is as good as several, of whatever width.
            if !isWide, before != " " { result.append(" ") }
        }
        return String(result)
    }
}
