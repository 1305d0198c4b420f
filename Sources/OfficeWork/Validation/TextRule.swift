private import PlainText
private import SyncProtocol

/// What text must be like before it is taken in, and how it is put into its one spelling.
enum TextRule {
    /// A single line: normalised to NFC, without what cannot be seen at its ends.
    ///
    /// - Throws: `required`, `length` or `control-character`.
    static func line(
        _ text: String,
        _ field: String,
        charactersMax: Int
    ) throws(ValidationError) -> String {
        // Checked before anything is done with the text, so that a hostile one costs little.
        try Self.checkBytes(text, field, max: charactersMax * Self.bytesInCharacterMax)
        let line = NormalizedText.normalize(PlainText.trimmed(try Self.cleaned(text, field)))
        try Self.require(line, field)
        try Self.checkIsLine(line, field)
        try Self.checkLength(line, field, max: charactersMax)
        return line
    }

    /// Text of several lines: normalised to NFC, lines ended by a line feed.
    ///
    /// - Throws: `length` or `control-character`.
    static func passage(
        _ text: String,
        _ field: String,
        charactersMax: Int
    ) throws(ValidationError) -> String {
        try Self.checkBytes(text, field, max: charactersMax * Self.bytesInCharacterMax)
        let passage = try Self.passage(text, field)
        try Self.checkLength(passage, field, max: charactersMax)
        return passage
    }

    /// - Throws: `length` or `control-character`.
    static func passage(
        _ text: String,
        _ field: String,
        bytesMax: Int
    ) throws(ValidationError) -> String {
        try Self.checkBytes(text, field, max: bytesMax)
        let passage = try Self.passage(text, field)
        try Self.checkBytes(passage, field, max: bytesMax)
        return passage
    }

    /// Refuses text in which there is nothing to be seen.
    ///
    /// - Throws: `required`.
    static func require(_ text: String, _ field: String) throws(ValidationError) {
        guard PlainText.isBlank(text) else { return }
        throw ValidationError(
            field,
            .required,
            chinese: "此项必填，请填写。",
            english: "This is required: fill it in."
        )
    }

    private static let bytesInCharacterMax = 4

    private static func passage(
        _ text: String,
        _ field: String
    ) throws(ValidationError) -> String {
        NormalizedText.normalize(try Self.cleaned(Self.withLineFeeds(text), field))
    }

    private static func cleaned(
        _ text: String,
        _ field: String
    ) throws(ValidationError) -> String {
        do throws(TextFault) {
            return try PlainText.cleaned(text)
        } catch {
            throw ValidationError(
                field,
                .controlCharacter,
                chinese: error.chinese,
                english: error.english
            )
        }
    }

    /// Browsers send a form's lines ended by carriage return and line feed.
    private static func withLineFeeds(_ text: String) -> String {
        guard text.utf8.contains(0x0D) else { return text }
        var scalars = String.UnicodeScalarView()
        var isAfterReturn = false
        for scalar in text.unicodeScalars {
            if scalar == "\r" {
                scalars.append("\n")
            } else if !(scalar == "\n" && isAfterReturn) {
                scalars.append(scalar)
            }
            isAfterReturn = scalar == "\r"
        }
        return String(scalars)
    }

    private static func checkIsLine(_ line: String, _ field: String) throws(ValidationError) {
        for (index, scalar) in line.unicodeScalars.enumerated()
        where scalar == "\n" || scalar == "\t" {
            throw ValidationError(
                field,
                .controlCharacter,
                chinese: "第\(index + 1)个字符是换行或制表符（\(scalar.codeName)），此项只能有一行，请删去。",
                english: """
                    Character \(index + 1) is a line break or a tab (\(scalar.codeName)), this is one \
                    line: delete it.
                    """
            )
        }
    }

    private static func checkLength(
        _ text: String,
        _ field: String,
        max: Int
    ) throws(ValidationError) {
        let count = text.unicodeScalars.count
        guard count > max else { return }
        throw ValidationError(
            field,
            .length,
            chinese: "有\(count)个字符，最多\(max)个，请缩短。",
            english: "It has \(count) characters, at most \(max) are allowed: shorten it."
        )
    }

    private static func checkBytes(
        _ text: String,
        _ field: String,
        max: Int
    ) throws(ValidationError) {
        let count = text.utf8.count
        guard count > max else { return }
        throw ValidationError(
            field,
            .length,
            chinese: "有\(count)字节，最多\(max)字节，请缩短，其余内容另附。",
            english: "It has \(count) bytes, at most \(max) are allowed: shorten it."
        )
    }
}
