private import Crypto

/// 32 bytes that stand for others: what the hash of a suite gives (``SignatureSuite/hash(_:)``).
package struct Digest256: Hashable, Comparable, Sendable, CustomStringConvertible {
    package static let byteCount = 32

    /// The digest's bytes, big-endian, eight in each word.
    package let words: (UInt64, UInt64, UInt64, UInt64)

    package init(words: (UInt64, UInt64, UInt64, UInt64)) {
        self.words = words
    }

    /// Nil unless there are exactly 32 bytes.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        var words: [UInt64] = [0, 0, 0, 0]
        for (index, byte) in bytes.enumerated() {
            words[index / 8] = words[index / 8] << 8 | UInt64(byte)
        }
        self.words = (words[0], words[1], words[2], words[3])
    }

    /// SHA-256 (FIPS 180-4). Beyond this folder nothing calls it: see ``SignatureSuite`` and ``Fingerprint``.
    static func sha256(_ bytes: [UInt8]) -> Digest256 {
        var hasher = SHA256()
        hasher.update(data: bytes)
        return Digest256(bytes: Array(hasher.finalize())) ?? Digest256(words: (0, 0, 0, 0))
    }

    package var bytes: [UInt8] {
        [self.words.0, self.words.1, self.words.2, self.words.3].flatMap(Hexadecimal.bigEndianBytes)
    }

    package var description: String { Hexadecimal.text(self.bytes) }

    package static func == (left: Self, right: Self) -> Bool { left.words == right.words }

    package static func < (left: Self, right: Self) -> Bool { left.words < right.words }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(self.words.0)
        hasher.combine(self.words.1)
    }
}

extension Digest256: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.byteString(self.bytes)
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard let value = Self(bytes: try decoder.byteString(max: Self.byteCount)) else {
            throw CBORError(.valueOutOfRange, at: start)
        }
        self = value
    }
}
