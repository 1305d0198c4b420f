private import Crypto

/// Makes the manifest of a file that is read once, from its beginning.
package struct ContentHasher: Sendable {
    private var chunk = SHA256()
    private var chunkByteCount = 0
    private var digests: [UInt8] = []
    package private(set) var byteCount: UInt64 = 0

    package init() {}

    package mutating func update(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        while !rest.isEmpty {
            let part = rest.prefix(ContentLimits.chunkByteCount - self.chunkByteCount)
            rest = rest.dropFirst(part.count)
            part.withUnsafeBytes { self.chunk.update(bufferPointer: $0) }
            self.chunkByteCount += part.count
            self.byteCount += UInt64(part.count)
            if self.chunkByteCount == ContentLimits.chunkByteCount { self.endChunk() }
        }
    }

    /// Nil when there was nothing, or more than a file may have.
    package mutating func finish() -> ContentManifest? {
        if self.chunkByteCount > 0 { self.endChunk() }
        return ContentManifest(byteCount: self.byteCount, digests: self.digests)
    }

    private mutating func endChunk() {
        self.digests += Array(self.chunk.finalize())
        self.chunk = SHA256()
        self.chunkByteCount = 0
    }
}
