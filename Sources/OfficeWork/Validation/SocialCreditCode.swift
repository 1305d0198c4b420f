/// The unified social credit code of a body (统一社会信用代码, GB 32100).
package struct SocialCreditCode: Hashable, Sendable, CustomStringConvertible {
    package static let length = 18

    /// Eighteen characters, capital letters.
    package let text: String

    /// Nil when shape or check character are wrong.
    package init?(_ text: some StringProtocol) {
        guard let text = Self.shaped(text), Self.isChecked(text) else { return nil }
        self.text = text
    }

    /// - Throws: `credit-code` for the shape, `check-digit` for the check character.
    package init(validating text: String, field: String) throws(ValidationError) {
        guard let shaped = Self.shaped(text) else {
            throw ValidationError(
                field,
                .creditCode,
                chinese: "统一社会信用代码应为18位数字或大写字母（不含I、O、S、V、Z），第3至8位为数字，请核对。",
                english: """
                    A unified social credit code has 18 digits or letters (without I, O, S, V, Z), \
                    digits at places 3 to 8: compare it with the certificate.
                    """
            )
        }
        guard Self.isChecked(shaped) else {
            throw ValidationError(
                field,
                .checkDigit,
                chinese: "统一社会信用代码的校验码不符，可能有一位输错，请对照证书核对。",
                english: """
                    The code's check character does not fit, one character may be mistyped: compare \
                    it with the certificate.
                    """
            )
        }
        self.text = shaped
    }

    package var description: String { self.text }

    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
    /// The place of the region's code, which is digits only.
    private static let regionPlaces = 2..<8

    /// The text in capitals. Nil when its shape is wrong.
    private static func shaped(_ text: some StringProtocol) -> String? {
        let characters = text.utf8.map {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) ? $0 - 0x20 : $0
        }
        guard characters.count == Self.length, characters.allSatisfy(Self.alphabet.contains),
            characters[Self.regionPlaces].allSatisfy({ $0 <= UInt8(ascii: "9") })
        else { return nil }
        return String(decoding: characters, as: UTF8.self)
    }

    /// Weights are 3^i modulo 31; all products and the check character add up to 0 modulo 31.
    private static func isChecked(_ text: String) -> Bool {
        var weight = 1
        var sum = 0
        for (index, character) in text.utf8.enumerated() {
            guard let value = Self.alphabet.firstIndex(of: character) else { return false }
            sum += index < Self.length - 1 ? value * weight : value
            weight = weight * 3 % Self.alphabet.count
        }
        return sum.isMultiple(of: Self.alphabet.count)
    }
}
