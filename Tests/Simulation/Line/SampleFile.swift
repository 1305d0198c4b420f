package import SyncProtocol

/// A file that need not exist: each of its chunks can be made when it is read.
package struct SampleFile: Sendable {
    package let byteCount: UInt64
    package let manifest: ContentManifest
    private let isUniform: Bool

    /// - Parameter isUniform: whether all chunks are alike, which makes a file of gigabytes cheap.
    package init(byteCount: UInt64, isUniform: Bool = false) {
        self.byteCount = byteCount
        self.isUniform = isUniform
        let chunk = UInt64(ContentLimits.chunkByteCount)
        let count = Int((byteCount + chunk - 1) / chunk)
        var digests: [UInt8] = []
        let whole = SignatureSuite.ed25519.hash(Self.bytes(0, Int(chunk), isUniform)).bytes
        for index in 0..<count {
            let length = Int(min(chunk, byteCount - UInt64(index) * chunk))
            digests +=
                isUniform && length == Int(chunk)
                ? whole : SignatureSuite.ed25519.hash(Self.bytes(index, length, isUniform)).bytes
        }
        guard let manifest = ContentManifest(byteCount: byteCount, digests: digests) else {
            preconditionFailure("a file of \(byteCount) bytes")
        }
        self.manifest = manifest
    }

    package var id: ContentID { self.manifest.id(by: .ed25519) }

    package var manifestBytes: [UInt8] { self.manifest.encoded() }

    package func chunk(_ index: Int) -> [UInt8] {
        Self.bytes(index, self.manifest.byteCount(ofChunk: index), self.isUniform)
    }

    /// What a node answers that has the whole file.
    package func part(_ place: ContentPlace) -> [UInt8] {
        guard place.part == .manifest else { return self.chunk(place.index) }
        let start = place.index * ContentLimits.chunkByteCount
        return Array(self.manifestBytes.dropFirst(start).prefix(ContentLimits.chunkByteCount))
    }

    private static func bytes(_ index: Int, _ length: Int, _ isUniform: Bool) -> [UInt8] {
        [UInt8](repeating: isUniform ? 7 : UInt8(truncatingIfNeeded: index * 31 + 1), count: length)
    }
}
