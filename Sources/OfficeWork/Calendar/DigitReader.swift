/// Reads numbers of fixed width out of a short ASCII text.
struct DigitReader {
    private let bytes: [UInt8]
    private var offset = 0

    /// The longest text that a date or period can be.
    private static let byteCountMax = 16

    init(_ text: some StringProtocol) {
        self.bytes = Array(text.utf8.prefix(Self.byteCountMax))
    }

    var isAtEnd: Bool { self.offset == self.bytes.count }

    /// The next `width` characters as a number. Nil, and nothing read, unless all are digits.
    mutating func number(_ width: Int) -> Int? {
        guard self.offset + width <= self.bytes.count else { return nil }
        var result = 0
        for byte in self.bytes[self.offset..<(self.offset + width)] {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            result = result * 10 + Int(byte - UInt8(ascii: "0"))
        }
        self.offset += width
        return result
    }

    /// Whether the next character is this one; it is then read.
    mutating func accept(_ character: Unicode.Scalar) -> Bool {
        guard self.offset < self.bytes.count, UInt32(self.bytes[self.offset]) == character.value
        else { return false }
        self.offset += 1
        return true
    }
}
