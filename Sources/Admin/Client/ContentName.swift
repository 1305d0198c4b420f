import Crypto

/// What a file is called by its content, found out while it is read: so whoever asked for a file sees that this
/// is the one. `docs/attachments.md` describes how.
package struct ContentName {
    /// The number of the cipher suite by whose hash it is worked out here. The files of a tree that goes by another
    /// one cannot be checked by this program.
    package static let suite = 1

    /// The header of a file that has the number of the suite by whose hash the file is named.
    package static let suiteHeader = "cast-suite"

    private static let chunkByteCount = 64 * 1024
    private static let type = "cast-sync/content/1"

    private var chunk = SHA256()
    private var chunkByteCount = 0
    private var digests: [UInt8] = []
    package private(set) var byteCount: UInt64 = 0

    package init() {}

    package mutating func update(_ bytes: some Collection<UInt8>) {
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let part = rest.prefix(Self.chunkByteCount - self.chunkByteCount)
            rest = rest.dropFirst(part.count)
            part.withUnsafeBytes { self.chunk.update(bufferPointer: $0) }
            self.chunkByteCount += part.count
            self.byteCount += UInt64(part.count)
            if self.chunkByteCount == Self.chunkByteCount { self.endChunk() }
        }
    }

    /// 64 hexadecimal digits in lower case.
    package mutating func finish() -> String {
        if self.chunkByteCount > 0 { self.endChunk() }
        let manifest =
            [0x83] + Self.head(0, self.byteCount) + Self.head(0, UInt64(Self.chunkByteCount))
            + Self.head(2, UInt64(self.digests.count)) + self.digests
        let signed = "DSSEv1 \(Self.type.utf8.count) \(Self.type) \(manifest.count) "
        return SHA256.hash(data: Array(signed.utf8) + manifest).map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }.joined()
    }

    private mutating func endChunk() {
        self.digests += Array(self.chunk.finalize())
        self.chunk = SHA256()
        self.chunkByteCount = 0
    }

    /// The first bytes of a CBOR item: its kind and a number, as short as it goes (RFC 8949).
    private static func head(_ kind: UInt8, _ number: UInt64) -> [UInt8] {
        let (size, mark): (Int, UInt8) =
            switch number {
            case 0..<24: (0, UInt8(number))
            case 24..<0x100: (1, 24)
            case 0x100..<0x1_0000: (2, 25)
            case 0x1_0000..<0x1_0000_0000: (4, 26)
            default: (8, 27)
            }
        let bytes = (0..<size).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
        return [kind << 5 | mark] + bytes
    }
}
