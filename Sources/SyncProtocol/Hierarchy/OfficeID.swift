/// The short name of an office under its parent: a GB/T 2260 code such as `510100`, or a parent's
/// code plus a local part such as `510100-S001`.
///
/// 1...32 ASCII characters out of `0-9 A-Z a-z -`.
package struct OfficeID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package static let lengthMax = 32

    package let text: String

    /// Nil unless the text keeps the rule above.
    package init?(_ text: some StringProtocol) {
        guard (1...Self.lengthMax).contains(text.utf8.count), text.utf8.allSatisfy(Self.isAllowed)
        else { return nil }
        self.text = String(text)
    }

    package var description: String { self.text }

    package static func < (left: Self, right: Self) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }

    private static func isAllowed(_ character: UInt8) -> Bool {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

extension OfficeID: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.text(self.text)
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard let value = Self(try decoder.text(max: Self.lengthMax)) else {
            throw CBORError(.valueOutOfRange, at: start)
        }
        self = value
    }
}
