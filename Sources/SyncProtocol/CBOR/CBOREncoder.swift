/// Writes deterministic CBOR (RFC 8949, section 4.2.1) of our profile.
///
/// The caller writes map keys in ascending order; everything else is canonical by construction.
package struct CBOREncoder: Sendable {
    package private(set) var bytes: [UInt8]

    package init(reservingCapacity capacity: Int = 64) {
        self.bytes = []
        self.bytes.reserveCapacity(capacity)
    }

    package mutating func unsigned(_ value: UInt64) {
        self.head(major: 0, value)
    }

    package mutating func integer(_ value: Int64) {
        if value >= 0 {
            self.head(major: 0, UInt64(value))
        } else {
            self.head(major: 1, UInt64(-1 - value))
        }
    }

    package mutating func byteString(_ value: some Collection<UInt8>) {
        self.head(major: 2, UInt64(value.count))
        self.bytes.append(contentsOf: value)
    }

    /// Writes a text. The caller MUST have normalised it to NFC (see ``NormalizedText``).
    package mutating func text(_ value: String) {
        var value = value
        value.withUTF8 { utf8 in
            self.head(major: 3, UInt64(utf8.count))
            self.bytes.append(contentsOf: utf8)
        }
    }

    package mutating func array(count: Int) {
        self.head(major: 4, UInt64(count))
    }

    package mutating func map(count: Int) {
        self.head(major: 5, UInt64(count))
    }

    package mutating func tag(_ value: UInt64) {
        self.head(major: 6, value)
    }

    package mutating func bool(_ value: Bool) {
        self.bytes.append(value ? 0xF5 : 0xF4)
    }

    package mutating func null() {
        self.bytes.append(0xF6)
    }

    /// Appends bytes that are CBOR of our profile already.
    package mutating func raw(_ encoded: some Collection<UInt8>) {
        self.bytes.append(contentsOf: encoded)
    }

    private mutating func head(major: UInt8, _ value: UInt64) {
        let type = major << 5
        switch value {
        case 0..<24:
            self.bytes.append(type | UInt8(truncatingIfNeeded: value))
        case 24..<0x100:
            self.bytes.append(type | 24)
            self.bytes.append(UInt8(truncatingIfNeeded: value))
        case 0x100..<0x1_0000:
            self.bytes.append(type | 25)
            self.bigEndian(value, byteCount: 2)
        case 0x1_0000..<0x1_0000_0000:
            self.bytes.append(type | 26)
            self.bigEndian(value, byteCount: 4)
        default:
            self.bytes.append(type | 27)
            self.bigEndian(value, byteCount: 8)
        }
    }

    private mutating func bigEndian(_ value: UInt64, byteCount: Int) {
        for shift in stride(from: (byteCount - 1) * 8, through: 0, by: -8) {
            self.bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
        }
    }
}
