internal import SyncProtocol

/// What text must be like before it is taken in, and how it is put into its one spelling.
enum TextRule {
    /// A single line: normalised to NFC, without white space at its ends.
    ///
    /// - Throws: `required`, `length` or `control-character`.
    static func line(
        _ text: String,
        _ field: String,
        charactersMax: Int
    ) throws(ValidationError) -> String {
        // Checked before anything is done with the text, so that a hostile one costs little.
        try Self.checkBytes(text, field, max: charactersMax * Self.bytesInCharacterMax)
        try Self.checkCharacters(text, field, allowingLines: false)
        let line = Self.trimmed(NormalizedText.normalize(text))
        try Self.require(line, field)
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

    /// Refuses text in which there is nothing but white space.
    ///
    /// - Throws: `required`.
    static func require(_ text: String, _ field: String) throws(ValidationError) {
        guard Self.trimmed(text).isEmpty else { return }
        throw ValidationError(
            field,
            .required,
            chinese: "此项必填，请填写。",
            english: "This is required: fill it in."
        )
    }

    /// Scalars that end lines in a console, hide text or turn its direction have no place in a
    /// document.
    static func isRefused(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0..<0x20, 0x7F..<0xA0: true
        case 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    private static let bytesInCharacterMax = 4

    private static func passage(
        _ text: String,
        _ field: String
    ) throws(ValidationError) -> String {
        let lines = Self.withLineFeeds(text)
        try Self.checkCharacters(lines, field, allowingLines: true)
        return NormalizedText.normalize(lines)
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

    private static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }

    private static func checkCharacters(
        _ text: String,
        _ field: String,
        allowingLines: Bool
    ) throws(ValidationError) {
        var place = 0
        for scalar in text.unicodeScalars {
            place += 1
            let isLine = scalar == "\n" || scalar == "\t"
            guard Self.isRefused(scalar) || (isLine && !allowingLines) else { continue }
            let code = "U+" + Self.hexadecimal(scalar)
            throw ValidationError(
                field,
                .controlCharacter,
                chinese: "第\(place)个字符是不允许的控制字符（\(code)），请删去。",
                english: "Character \(place) is a control character (\(code)): delete it."
            )
        }
    }

    private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: Swift.max(0, 4 - digits.utf8.count)) + digits
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
