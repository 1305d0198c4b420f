private import PlainText

/// 发文字号: the agency's word (机关代字), the year in 〔〕 and the number, like 科协发学字〔2015〕60号
/// (GB/T 9704-2012, 7.2.5).
///
/// Of other spellings exactly these are taken, and put into the form above: digits and letters of full width;
/// the year in other brackets (``narrowed(_:)``); radicals for the characters that they show; white space.
package struct DocumentNumber: Hashable, Sendable, CustomStringConvertible {
    package let agencyWord: String
    package let year: Int
    package let number: Int

    /// Nil when it does not have the shape or its year is out of ``ValidationLimits/documentYears``.
    package init?(_ text: String) {
        do {
            try self.init(validating: text, field: "")
        } catch {
            return nil
        }
    }

    /// - Throws: `required`, `length`, `control-character`, `document-number-format` or `year`.
    package init(validating text: String, field: String) throws(ValidationError) {
        let line = try TextRule.line(
            text,
            field,
            charactersMax: ValidationLimits.agencyWordCharactersMax + Self.otherCharactersMax
        )
        let scalars = FoldedText.scalars(line).map(Self.narrowed)
        guard let opening = scalars.firstIndex(of: Self.opening),
            let closing = scalars.firstIndex(of: Self.closing), opening < closing,
            scalars.last == "号",
            (1...ValidationLimits.agencyWordCharactersMax).contains(opening),
            scalars[..<opening].allSatisfy(Self.isWord),
            let year = Self.number(scalars[(opening + 1)..<closing], digits: 4...4),
            let number = Self.number(
                scalars[(closing + 1)..<(scalars.count - 1)],
                digits: 1...Self.numberDigitsMax
            )
        else { throw Self.shapeError(field, scalars) }
        guard ValidationLimits.documentYears.contains(year) else {
            throw ValidationError(
                field,
                .year,
                chinese: "文号中的年份\(year)不合理，请核对。",
                english: "The year \(year) of the document number is not plausible: check it."
            )
        }
        var word = String.UnicodeScalarView()
        word.append(contentsOf: scalars[..<opening])
        self.agencyWord = String(word)
        self.year = year
        self.number = number
    }

    package var text: String { "\(self.agencyWord)〔\(self.year)〕\(self.number)号" }

    package var description: String { self.text }

    private static let opening: Unicode.Scalar = "〔"
    private static let closing: Unicode.Scalar = "〕"
    private static let numberDigitsMax = String(ValidationLimits.documentNumberMax).utf8.count
    /// Brackets, year, number, 号 and white space at the ends.
    private static let otherCharactersMax = 20

    /// The one table of spellings that are taken for another.
    private static func narrowed(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "[", "(", "{", "【", "〖", "﹝", "〘", "〚", "「", "『", "〈", "<": Self.opening
        case "]", ")", "}", "】", "〗", "﹞", "〙", "〛", "」", "』", "〉", ">": Self.closing
        default: scalar
        }
    }

    /// Characters of an agency's word: Han characters, and letters for bodies that use them.
    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isIdeographic || ("A"..."Z").contains(scalar)
    }

    /// Arabic digits without a leading zero (不编虚位).
    private static func number(
        _ scalars: ArraySlice<Unicode.Scalar>,
        digits: ClosedRange<Int>
    ) -> Int? {
        guard digits.contains(scalars.count), scalars.first != "0" else { return nil }
        var result = 0
        for scalar in scalars {
            guard ("0"..."9").contains(scalar) else { return nil }
            result = result * 10 + Int(scalar.value - 0x30)
        }
        return result
    }

    /// The first character that no document number has, named; the form it should have.
    private static func shapeError(
        _ field: String,
        _ scalars: [Unicode.Scalar]
    ) -> ValidationError {
        let stranger = scalars.first {
            !Self.isWord($0) && !("0"..."9").contains($0) && $0 != Self.opening
                && $0 != Self.closing
        }
        let fault = stranger.map { SpellingFault.character($0) } ?? .shape
        return ValidationError(
            field,
            .documentNumberFormat,
            chinese: fault.chinese + "文号应为“机关代字〔年份〕序号号”，如科协发学字〔2015〕60号，序号不加“第”字、不编虚位。",
            english: fault.english + """
                A document number is the agency's word, the year in 〔〕 and a number without leading \
                zeros, like 科协发学字〔2015〕60号.
                """
        )
    }
}
