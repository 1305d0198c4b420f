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
        return Base64URL.text(bytes)
    }

    /// Whether the text has the form that ``make()`` gives.
    static func isWellFormed(_ text: String) -> Bool {
        Base64URL.bytes(text)?.count == Self.byteCount
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
}
