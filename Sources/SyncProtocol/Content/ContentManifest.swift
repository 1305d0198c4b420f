/// What a file consists of: its length and the digest of each of its chunks. Its hash names the file,
/// so whoever has the name and the manifest can check every chunk by itself, whoever sent it.
package struct ContentManifest: Hashable, Sendable {
    /// 1...``ContentLimits/byteCountMax``.
    package let byteCount: UInt64
    /// The hash of each chunk, one after the other.
    private let digests: [UInt8]

    /// Nil when the number of digests does not fit the length.
    package init?(byteCount: UInt64, digests: [UInt8]) {
        guard (1...ContentLimits.byteCountMax).contains(byteCount),
            digests.count == Self.chunkCount(of: byteCount) * Digest256.byteCount
        else { return nil }
        self.byteCount = byteCount
        self.digests = digests
    }

    /// The name of the file.
    package func id(by suite: SignatureSuite) -> ContentID {
        let bytes = PreAuthenticationEncoding.bytes(
            type: PreAuthenticationEncoding.content,
            body: self.encoded()
        )
        return ContentID(suite.hash(bytes))
    }

    package var chunkCount: Int { self.digests.count / Digest256.byteCount }

    /// The length of a chunk in bytes; 0 behind the last one.
    package func byteCount(ofChunk index: Int) -> Int {
        guard (0..<self.chunkCount).contains(index) else { return 0 }
        let before = UInt64(index) * UInt64(ContentLimits.chunkByteCount)
        return Int(min(UInt64(ContentLimits.chunkByteCount), self.byteCount - before))
    }

    /// Whether these are the bytes of a chunk.
    package func admits(_ bytes: [UInt8], asChunk index: Int, by suite: SignatureSuite) -> Bool {
        guard (0..<self.chunkCount).contains(index) else { return false }
        let start = index * Digest256.byteCount
        return self.digests[start..<start + Digest256.byteCount].elementsEqual(
            suite.hash(bytes).bytes
        )
    }

    private static func chunkCount(of byteCount: UInt64) -> Int {
        let chunk = UInt64(ContentLimits.chunkByteCount)
        return Int((byteCount + chunk - 1) / chunk)
    }
}

extension ContentManifest: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 3)
        encoder.unsigned(self.byteCount)
        encoder.unsigned(UInt64(ContentLimits.chunkByteCount))
        encoder.byteString(self.digests)
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 3 else { throw CBORError(.unexpectedType, at: start) }
        let byteCount = try decoder.unsigned(max: ContentLimits.byteCountMax)
        guard try decoder.unsigned() == UInt64(ContentLimits.chunkByteCount) else {
            throw CBORError(.valueOutOfRange, at: start)
        }
        let digests = try decoder.byteString(max: ContentLimits.manifestByteCountMax)
        guard let manifest = Self(byteCount: byteCount, digests: digests) else {
            throw CBORError(.valueOutOfRange, at: start)
        }
        self = manifest
    }
}
