/// Secrets that nobody can guess, and their comparison.
enum RandomSecret {
    static let byteCount = 32

    /// 32 bytes of the system's cryptographic randomness as 43 characters of base64url.
    static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.byteCount)
        while bytes.count < Self.byteCount {
            var word = generator.next()
            for _ in 0..<8 {
                bytes.append(UInt8(truncatingIfNeeded: word))
                word >>= 8
            }
        }
        return Self.base64URL(bytes)
    }

    /// Whether the text has the form that ``make()`` gives.
    static func isWellFormed(_ text: String) -> Bool {
        text.utf8.count == (Self.byteCount * 4 + 2) / 3
            && text.utf8.allSatisfy { Self.alphabet.contains($0) }
    }

    /// Compares in a time that depends on the candidate's length only.
    static func equal(_ secret: String, _ candidate: String) -> Bool {
        let expected = Array(secret.utf8)
        let given = Array(candidate.utf8)
        var difference = expected.count ^ given.count
        for (index, byte) in given.enumerated() {
            let other = expected.isEmpty ? 0 : expected[index % expected.count]
            difference |= Int(byte ^ other)
        }
        return difference == 0
    }

    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
    )

    private static func base64URL(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var window: UInt32 = 0
        var bits = 0
        for byte in bytes {
            window = window << 8 | UInt32(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                text.append(Self.alphabet[Int(window >> UInt32(bits) & 63)])
            }
        }
        if bits > 0 {
            text.append(Self.alphabet[Int(window << UInt32(6 - bits) & 63)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
