/// Names the content of a file: the hash over its manifest, and so over every byte of it.
package struct ContentID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let digest: Digest256

    package init(_ digest: Digest256) {
        self.digest = digest
    }

    /// Nil unless there are exactly 32 bytes.
    package init?(bytes: some Collection<UInt8>) {
        guard let digest = Digest256(bytes: bytes) else { return nil }
        self.digest = digest
    }

    /// Nil unless there are exactly 64 hexadecimal digits.
    package init?(hex: String) {
        guard let bytes = Hexadecimal.bytes(hex) else { return nil }
        self.init(bytes: bytes)
    }

    package var bytes: [UInt8] { self.digest.bytes }

    package var description: String { self.digest.description }

    package static func < (left: Self, right: Self) -> Bool { left.digest < right.digest }
}

extension ContentID: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) { self.digest.encode(to: &encoder) }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        self.digest = try Digest256(from: &decoder)
    }
}
