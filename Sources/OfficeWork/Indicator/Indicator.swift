private import PlainText
internal import SyncProtocol

/// Something that is counted at every office and added up the tree (指标).
package struct Indicator: Hashable, Sendable {
    /// The greatest amount of a figure, in units of its last digit: so many that the figures of a
    /// hundred thousand offices still add up without an overflow.
    package static let scaledValueMax: Int64 = 10_000_000_000_000

    /// The number of the field that holds it; on the wire, never reused.
    package let number: UInt16
    /// What programs call it, like `societies.participating`.
    package let code: String
    package let nameChinese: String
    package let nameEnglish: String
    /// What programs call the unit, like `yuan`.
    package let unit: String
    package let unitChinese: String
    /// Digits behind the point, 0...``DecimalValue/fractionDigitsMax``.
    package let fractionDigits: Int
    package let aggregation: Aggregation

    /// A figure or total as people read it, with all its digits behind the point: money is `3.50`.
    ///
    /// - Parameter scaled: in units of 10^−``fractionDigits``.
    package func text(scaled: Int64) -> String {
        guard
            let number = DecimalValue(significand: scaled, exponent: -self.fractionDigits)
        else { return String(scaled) }
        guard self.fractionDigits > 0 else { return number.description }
        let point = number.exponent == 0 ? "." : ""
        let zeros = String(repeating: "0", count: self.fractionDigits + number.exponent)
        return number.description + point + zeros
    }

    package static func byNumber(_ number: UInt16) -> Indicator? {
        // Numbers are given out one after the other from 1; a test holds the catalogue to it.
        let index = Int(number) - 1
        return Self.all.indices.contains(index) ? Self.all[index] : nil
    }

    package static func byCode(_ code: String) -> Indicator? {
        Self.all.first { $0.code == code }
    }

    /// Those that somebody may have meant by a word that is no code, nearest first.
    package static func near(_ word: String) -> [Indicator] {
        let names = Self.all.flatMap { [$0.code, $0.nameChinese, $0.nameEnglish] }
        let found = NearestWord.all(to: word, among: names, countMax: Self.nearMax)
        return Self.all.filter {
            found.contains($0.code) || found.contains($0.nameChinese)
                || found.contains($0.nameEnglish)
        }
    }

    private static let nearMax = 3
}
