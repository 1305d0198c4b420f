/// Makes the manifest of a file that is read once, from its beginning.
package struct ContentHasher: Sendable {
    package let suite: SignatureSuite
    /// What has come of the chunk that is not whole yet.
    private var chunk: [UInt8] = []
    private var digests: [UInt8] = []
    package private(set) var byteCount: UInt64 = 0

    /// - Parameter suite: by which the tree hashes.
    package init(suite: SignatureSuite) {
        self.suite = suite
    }

    package mutating func update(_ bytes: ArraySlice<UInt8>) {
        self.chunk.reserveCapacity(ContentLimits.chunkByteCount)
        var rest = bytes
        while !rest.isEmpty {
            let part = rest.prefix(ContentLimits.chunkByteCount - self.chunk.count)
            rest = rest.dropFirst(part.count)
            self.chunk.append(contentsOf: part)
            self.byteCount += UInt64(part.count)
            if self.chunk.count == ContentLimits.chunkByteCount { self.endChunk() }
        }
    }

    /// Nil when there was nothing, or more than a file may have.
    package mutating func finish() -> ContentManifest? {
        if !self.chunk.isEmpty { self.endChunk() }
        return ContentManifest(byteCount: self.byteCount, digests: self.digests)
    }

    private mutating func endChunk() {
        self.digests += self.suite.hash(self.chunk).bytes
        self.chunk.removeAll(keepingCapacity: true)
    }
}
