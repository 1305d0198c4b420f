/// An exact decimal number: significand × 10^exponent (RFC 8949, section 3.4.4).
///
/// Whole numbers have exponent 0 and all others no trailing zero, so that a number has one spelling.
package struct DecimalValue: Hashable, Sendable, CustomStringConvertible {
    /// The greatest number of digits behind the point.
    package static let fractionDigitsMax = 9

    package let significand: Int64
    /// −``fractionDigitsMax``...0
    package let exponent: Int

    /// Takes the trailing zeros of the fraction away. Nil when the exponent is out of its range.
    package init?(significand: Int64, exponent: Int) {
        guard (-Self.fractionDigitsMax...0).contains(exponent) else { return nil }
        var significand = significand
        var exponent = exponent
        while exponent < 0, significand.isMultiple(of: 10) {
            significand /= 10
            exponent += 1
        }
        self.significand = significand
        self.exponent = exponent
    }

    /// Reads `-12.5`. Nil for anything else than digits with at most one sign and one point, and for
    /// numbers that do not fit.
    package init?(_ text: some StringProtocol) {
        var digits = Substring(text)
        let isNegative = digits.hasPrefix("-")
        if isNegative { digits.removeFirst() }
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }),
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        else { return nil }
        let fraction = parts.count == 2 ? parts[1] : ""
        guard fraction.utf8.count <= Self.fractionDigitsMax,
            let significand = Int64((isNegative ? "-" : "") + parts[0] + fraction)
        else { return nil }
        self.init(significand: significand, exponent: -fraction.utf8.count)
    }

    /// The number in units of 10^−digits. Nil when it has more digits than that or does not fit.
    package func scaled(fractionDigits digits: Int) -> Int64? {
        var result = self.significand
        guard digits >= -self.exponent else { return nil }
        for _ in 0..<(digits + self.exponent) {
            let (product, overflow) = result.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            result = product
        }
        return result
    }

    package var description: String {
        guard self.exponent < 0 else { return String(self.significand) }
        let digits = String(self.significand.magnitude)
        let padding = String(repeating: "0", count: max(0, 1 - self.exponent - digits.utf8.count))
        let padded = padding + digits
        let point = padded.index(padded.endIndex, offsetBy: self.exponent)
        return (self.significand < 0 ? "-" : "") + padded[..<point] + "." + padded[point...]
    }
}

extension DecimalValue: CBORCodable {
    private static let tag: UInt64 = 4

    package func encode(to encoder: inout CBOREncoder) {
        encoder.tag(Self.tag)
        encoder.array(count: 2)
        encoder.integer(Int64(self.exponent))
        encoder.integer(self.significand)
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.tag() == Self.tag, try decoder.array() == 2 else {
            throw CBORError(.unsupportedItem, at: start)
        }
        let exponent = Int(try decoder.integer())
        let significand = try decoder.integer()
        guard let value = Self(significand: significand, exponent: exponent),
            value.exponent == exponent
        else { throw CBORError(.valueOutOfRange, at: start) }
        self = value
    }
}
