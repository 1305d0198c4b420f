/// The name of the person on whose behalf something is written, as it stands in signed changes.
package enum UserName {
    /// - Returns: the name in NFC without white space at its ends,
    ///   1...``ValidationLimits/userCharactersMax`` characters.
    /// - Throws: `required`, `length` or `control-character`.
    package static func validated(
        _ text: String,
        field: String = "user"
    ) throws(ValidationError) -> String {
        try TextRule.line(text, field, charactersMax: ValidationLimits.userCharactersMax)
    }
}
